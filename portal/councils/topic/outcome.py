"""What the sender may know of an accepted topic: on which agenda it is, and what became of that session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext

from portal.core.language import in_interface, localized_pages
from portal.core.public import public_pages
from portal.councils.items import public_items
from portal.councils.models import SessionPage, TopicSubmission
from portal.events.formatting import day_words
from portal.events.state import move_of, reason_of
from portal.submissions.kinds import SubmissionOutcome

if TYPE_CHECKING:
    from portal.submissions.models import Submission


def topic_outcome(submission: Submission) -> SubmissionOutcome | None:
    """Return what became of an accepted topic, read from its session as it stands now; None before it is public."""
    content = TopicSubmission.objects.filter(submission=submission, item_key__isnull=False).first()
    if content is None:
        return None
    source = content.accepted_session
    if source is None:
        return SubmissionOutcome(gettext("La sesión en la que se iba a tratar se borró. Pregúntanos a cuál pasa."))
    if not public_pages(SessionPage.objects.filter(pk=source.pk)).exists():
        if source.first_published_at is None:
            return None
        return SubmissionOutcome(
            gettext("La sesión en la que se iba a tratar ya no está publicada. Pregúntanos a cuál pasa.")
        )
    if any(item.translation_key == content.item_key for item in public_items(source)):
        versions = SessionPage.objects.filter(translation_key=source.translation_key)
        session = localized_pages(versions).select_related("locale").first() or source
        return SubmissionOutcome(session_sentence(session), in_interface(session.get_url() or ""))
    draft = source.get_latest_revision_as_object()
    if any(item.translation_key == content.item_key for item in draft.items.all()):
        return None
    return SubmissionOutcome(gettext("Ya no está en el orden del día de esa sesión. Puedes preguntarnos por qué."))


def session_sentence(session: SessionPage) -> str:
    """Return where the topic stands or stood: the day of its session, whether that moved, is over, or is off."""
    said = {"day": day_words(session.start)}
    if session.is_cancelled:
        said["reason"] = reason_of(session)[0]
        return gettext("Estaba en el orden del día del %(day)s, pero esa sesión se canceló: %(reason)s") % said
    if session.until <= timezone.now():
        return gettext("Estuvo en el orden del día del %(day)s.") % said
    if move_of(session):
        said["before"] = day_words(session.former_start)
        return gettext("Está en el orden del día del %(day)s. La sesión se movió: antes era el %(before)s.") % said
    return gettext("Está en el orden del día del %(day)s.") % said
