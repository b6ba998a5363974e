"""The kind "a topic for a council's agenda", as the engine knows it."""

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.clock import register_daily
from portal.councils.models import TopicSubmission
from portal.councils.phases import agenda_closes_at
from portal.events.formatting import day_words
from portal.submissions.kinds import Acceptance, Cleaned, MachineCheck, Place, SubmissionKind, register_submission_kind

from .acceptance import TopicAcceptanceForm, put_on_agenda
from .council_choice import begin_topic
from .outcome import topic_outcome
from .retention import purge_topics
from .similar_items import similar_items
from .steps import TopicCouncilStep, TopicPresenterStep, TopicStep


def topic_headline(cleaned: Cleaned) -> str:
    """Return the title of a topic."""
    return cleaned["headline"]


def topic_place(cleaned: Cleaned) -> Place:
    """Return whose queue a topic comes into: that of its council's district."""
    return cleaned["topic_place"]


def topic_checks(cleaned: Cleaned) -> list[MachineCheck]:
    """Return what a machine sees: that the agenda it was meant for is closed by now."""
    session = cleaned.get("wanted_session")
    if session is None or agenda_closes_at(session) > timezone.now():
        return []
    said = gettext("El orden del día del %(day)s ya se cerró: el tema iría a una sesión posterior.")
    return [MachineCheck(said % {"day": day_words(session.start)}, step=TopicCouncilStep.slug)]


TOPIC = SubmissionKind(
    name="topic",
    label=_("Tema para un consejo"),
    plural=_("Temas para los consejos"),
    action=_("Proponer un tema"),
    summary=_("Que el consejo de tu barrio hable de algo: te decimos en qué sesión, o por qué no."),
    minutes=3,
    steps=(TopicStep, TopicCouncilStep, TopicPresenterStep),
    model=TopicSubmission,
    template="councils/topic/content.html",
    title=topic_headline,
    place=topic_place,
    start=begin_topic,
    similar=similar_items,
    checks=topic_checks,
    acceptance=Acceptance(
        make=put_on_agenda,
        form=TopicAcceptanceForm,
    ),
    outcome=topic_outcome,
    order=20,
)


def register() -> None:
    """Tell the engine of this kind, and the clock of what it deletes."""
    register_submission_kind(TOPIC)
    register_daily(purge_topics)
