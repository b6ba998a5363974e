"""Accepting a topic: it becomes a point at the end of the agenda of a session that is to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, QuerySet, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import policy_registry

from portal.core.language import label_line
from portal.core.translations import first_versions
from portal.councils.agenda_addition import add_to_agenda, drafted_points, locked_session
from portal.councils.agenda_lines import LONGEST_TITLE
from portal.councils.choices import ItemVisibility
from portal.councils.models import AgendaItem, SessionPage
from portal.councils.phases import agenda_closes_at
from portal.events.choices import EventState
from portal.events.formatting import day_words, moment_words
from portal.submissions.kinds import Cleaned, SubmissionOutcome

if TYPE_CHECKING:
    from portal.core.models import User
    from portal.councils.models import TopicSubmission
    from portal.submissions.models import Submission


def sessions_to_fill(user: User, content: TopicSubmission) -> QuerySet[SessionPage]:
    """Return the sessions to come (first versions, drafts too) that `user` may edit: those of the topic's council first."""
    coming = SessionPage.objects.filter(until__gt=timezone.now()).exclude(state=EventState.CANCELLED)
    pages = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, ["change"])
    known = first_versions(coming).filter(pk__in=pages.values("pk"), council__isnull=False)
    is_other = Case(When(council=content.council_id, then=Value(0)), default=Value(1))
    return known.select_related("council").order_by(is_other, "start", "pk")


class SessionChoiceField(forms.ModelChoiceField):
    """A choice of sessions, each with its day, its council, and what an editor must know of it."""

    def label_from_instance(self, session: SessionPage) -> str:
        """Return "martes 8 de diciembre, 19:00 · Consejo Barrial de Echesortu · borrador"."""
        words = [moment_words(session.start), session.council.title]
        if not session.live:
            words.append(gettext("borrador"))
        if agenda_closes_at(session) <= timezone.now():
            words.append(gettext("el orden del día ya se cerró"))
        return " · ".join(words)


class TopicAcceptanceForm(forms.Form):
    """Into which agenda it goes, and in which words."""

    session = SessionChoiceField(
        label=_("En qué sesión"),
        queryset=SessionPage.objects.none(),
        empty_label=_("Elige una"),
        help_text=_(
            "Las que vienen y puedes editar; primero las de su consejo. El tema queda al final del orden del día."
        ),
        error_messages={
            "required": _("Elige en qué sesión se trata."),
            "invalid_choice": _("Esa sesión ya no se puede elegir. Elige otra de la lista."),
        },
    )
    item_title = forms.CharField(
        label=_("El punto, como se va a leer"),
        max_length=LONGEST_TITLE,
        help_text=_("Es público. Sin nombres de personas."),
        error_messages={
            "required": _("Escribe cómo se va a leer el punto."),
            "max_length": _("Es demasiado largo para un orden del día."),
        },
    )

    def __init__(self, *args, submission, content, user, **kwargs):
        super().__init__(*args, **kwargs)
        sessions = self.fields["session"].queryset = sessions_to_fill(user, content)
        self.initial.setdefault("item_title", content.headline or submission.title)
        wanted = sessions.filter(pk=content.wanted_session_id).first()
        following = wanted or sessions.filter(council=content.council_id).first() if content.council_id else None
        self.initial.setdefault("session", following)

    def clean_item_title(self) -> str:
        """Keep the point as one line."""
        return " ".join(self.cleaned_data["item_title"].split())


def put_on_agenda(submission: Submission, content: TopicSubmission, user: User, cleaned: Cleaned) -> SubmissionOutcome:
    """Add the topic to the end of a session's agenda as `user`, once however often it is asked.

    What is public without unfinished changes is published again at once, where the account may; otherwise the point
    waits in the draft, and nothing else of it becomes public. Raises ValidationError where the account may not edit.
    """
    asked = cleaned.get("session")
    if asked is None or not sessions_to_fill(user, content).filter(pk=asked.pk).exists():
        raise ValidationError(gettext("Elige una sesión que viene y que puedas editar."))
    session = locked_session(asked.pk)
    rights = session.permissions_for_user(user)
    if not rights.can_edit() or rights.page_locked():
        raise ValidationError(why_locked(session))
    if content.item_key in drafted_points(session):
        return told_to_office(session, "")
    item = AgendaItem(
        locale=session.locale, title=cleaned.get("item_title") or content.headline, visibility=ItemVisibility.PUBLIC
    )
    waits = add_to_agenda(session, item, user=user, may_publish=rights.can_publish())
    content.accepted_session, content.item_key = session, item.translation_key
    content.save(update_fields=["accepted_session", "item_key"])
    return told_to_office(session, waits)


def why_locked(session: SessionPage) -> str:
    """Return why nobody may edit a session now, and what to do."""
    if session.scheduled_revision is not None:
        return gettext("Esa sesión está programada para publicarse sola: quita la programación, o acéptalo después.")
    return gettext("Otra persona tiene bloqueada esa sesión. Pídele que la libere, o elige otra.")


def told_to_office(session: SessionPage, waits: str) -> SubmissionOutcome:
    """Return what the office reads, with the form of the session as its address."""
    said = gettext("Está en el orden del día del %(day)s.") % {"day": day_words(session.start)}
    if waits:
        said = label_line(session.council.title, day_words(session.start)) + ". " + waits
    return SubmissionOutcome(said, reverse("wagtailadmin_pages:edit", args=[session.pk]))
