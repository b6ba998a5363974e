"""What a sender may know of an accepted practice: that it is being prepared, then where everybody reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from portal.core.language import in_interface, localized_pages
from portal.practices.models import PracticePage, PracticeSubmission
from portal.submissions.kinds import SubmissionOutcome

if TYPE_CHECKING:
    from portal.submissions.models import Submission


def practice_outcome(submission: Submission) -> SubmissionOutcome | None:
    """Return where an accepted practice stands, its address in the sender's language once everybody may read it."""
    content = PracticeSubmission.objects.filter(submission=submission).select_related("practice").first()
    page = content.practice if content else None
    if page is None:
        return None
    versions = PracticePage.objects.filter(translation_key=page.translation_key)
    public = localized_pages(versions, submission.language).first()
    if public:
        text = gettext("Tu experiencia «%(title)s» está en el banco.") % {"title": public.title}
        return SubmissionOutcome(text, in_interface(public.get_url(), submission.language))
    if page.first_published_at:
        return SubmissionOutcome(gettext("Tu experiencia ahora no está publicada. Pregúntale al equipo por qué."))
    return SubmissionOutcome(gettext("El equipo la está preparando para publicarla en el banco."))


def practice_address(submission: Submission) -> str:
    """Return where everybody reads the practice that came of a matter; empty while nobody may."""
    outcome = practice_outcome(submission)
    return outcome.url if outcome else ""
