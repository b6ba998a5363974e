"""The kind of submission that tells of a practice, as the engine takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal.practices.models import PracticeSubmission
from portal.submissions.kinds import Acceptance, Place, SubmissionKind

from .acceptance import PracticeAcceptanceForm, make_practice
from .answer_steps import ANSWER_STEPS
from .checks import practice_checks
from .closing_steps import BeforeAfterStep, PracticeContactStep, PracticeSourceStep
from .public_outcome import practice_address, practice_outcome
from .quick_steps import QUICK_STEPS
from .record_steps import RECORD_STEPS, PracticeAwardStep
from .row_steps import CONTRIBUTIONS_STEP, FIGURES_STEP, LINKS_STEP, ORGANISATIONS_STEP, PracticeDocumentsStep
from .similar import similar_practices
from .submitted_record import term_codes

if TYPE_CHECKING:
    from portal.submissions.kinds import Cleaned

MORE_STEPS = (
    BeforeAfterStep,
    *RECORD_STEPS,
    CONTRIBUTIONS_STEP,
    ORGANISATIONS_STEP,
    *ANSWER_STEPS,
    FIGURES_STEP,
    LINKS_STEP,
    PracticeDocumentsStep,
    PracticeAwardStep,
    PracticeSourceStep,
    PracticeContactStep,
)


def practice_title(cleaned: Cleaned) -> str:
    """Return the title of the matter."""
    return cleaned.get("practice_title", "")


def practice_place(cleaned: Cleaned) -> Place:
    """Return where it was: whose queue it comes into."""
    return cleaned.get("place") or Place()


def practice_topic(cleaned: Cleaned) -> str:
    """Return the code of its first theme, or ""."""
    return next(iter(term_codes(cleaned.get("themes") or [])), "")


PRACTICE = SubmissionKind(
    name="practice",
    label=_("Experiencia"),
    plural=_("Experiencias"),
    action=_("Contar una experiencia"),
    summary=_(
        "Algo que hicieron entre varios y que a otro barrio le puede servir: tres preguntas y, si quieres, fotos."
    ),
    minutes=3,
    steps=QUICK_STEPS,
    more_steps=MORE_STEPS,
    model=PracticeSubmission,
    becomes_public=True,
    template="practices/submission/preview.html",
    title=practice_title,
    place=practice_place,
    topic=practice_topic,
    similar=similar_practices,
    checks=practice_checks,
    acceptance=Acceptance(make_practice, PracticeAcceptanceForm),
    outcome=practice_outcome,
    public_url=practice_address,
    order=30,
)
