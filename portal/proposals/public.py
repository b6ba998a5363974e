"""Which proposals everybody may read, in which state each stands for a reader, and what is left of one that is gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.submissions.choices import OPEN_STATES, HistoryAction, SubmissionState
from portal.submissions.models import HistoryEntry, Submission

from .models import ProposalSubmission

if TYPE_CHECKING:
    from django.utils.functional import Promise

#: what takes a matter away from everybody
GONE = (HistoryAction.UNPUBLISHED, HistoryAction.WITHDRAWN, HistoryAction.MERGED, HistoryAction.STATE)


@dataclass(frozen=True)
class ReaderState:
    """A state as readers filter and read it: code in addresses, word, shape (see components/state.html)."""

    code: str
    word: str | Promise
    shape: str


OPEN = ReaderState("open", _("En estudio"), "open")
PROMISED = ReaderState("promised", _("Con fecha"), "planned")
OVERDUE = ReaderState("overdue", _("La fecha ya pasó"), "late")
ANSWERED = ReaderState("answered", _("Respondido"), "approved")
DECLINED = ReaderState("declined", _("No se va a hacer"), "cancelled")
CLOSED = ReaderState("closed", _("Cerrado sin novedades"), "done")
READER_STATES = (OPEN, PROMISED, OVERDUE, ANSWERED, DECLINED, CLOSED)


def public_proposals() -> QuerySet[ProposalSubmission]:
    """Return what everybody may read now, the newest first; nothing of a district that is closed."""
    matters = Submission.objects.public().filter(Q(district=None) | Q(district__active=True))
    rows = ProposalSubmission.objects.filter(submission__in=matters)
    related = ("submission__district", "submission__neighbourhood", "submission__unit", "theme")
    return rows.select_related(*related).order_by("-submission__published_at", "-pk")


def public_proposal(code: str) -> ProposalSubmission | None:
    """Return the public proposal with this code, or None."""
    return public_proposals().filter(submission__code=code).first()


def reader_state(submission: Submission) -> ReaderState:
    """Return the state of a public matter for its readers."""
    if submission.state in OPEN_STATES:
        return OPEN
    if submission.state != SubmissionState.ACCEPTED:
        return DECLINED if submission.state == SubmissionState.DECLINED else CLOSED
    if submission.promised_by is None:
        return ANSWERED
    return PROMISED if submission.promised_by >= timezone.localdate() else OVERDUE


def in_reader_state(code: str) -> Q:
    """Return the condition on ProposalSubmission rows that stand in a reader's state; nothing for an unknown code."""
    today, accepted = timezone.localdate(), Q(submission__state=SubmissionState.ACCEPTED)
    conditions = {
        OPEN.code: Q(submission__state__in=OPEN_STATES),
        CLOSED.code: Q(submission__state=SubmissionState.LAPSED),
        DECLINED.code: Q(submission__state=SubmissionState.DECLINED),
        ANSWERED.code: accepted & Q(submission__promised_by=None),
        PROMISED.code: accepted & Q(submission__promised_by__gte=today),
        OVERDUE.code: accepted & Q(submission__promised_by__lt=today),
    }
    return conditions.get(code, Q(pk__in=[]))


def state_tag(submission: Submission) -> dict[str, Any]:
    """Return the state as the component takes it."""
    state = reader_state(submission)
    return {"kind": state.shape, "word": state.word}


def day_gone(code: str) -> date | None:
    """Return the day on which what was public under a code was taken away; None for what never was public.

    Nothing else is told of it.
    """
    matter = Submission.objects.filter(code=code, proposalsubmission__isnull=False).first()
    if matter is None:
        return None
    history = HistoryEntry.objects.filter(submission=matter)
    if matter.published_at is None and not history.filter(action=HistoryAction.PUBLISHED).exists():
        return None
    last = history.filter(action__in=GONE).order_by("-at").first()
    moment = last.at if last else matter.closed_at or matter.published_at
    return timezone.localtime(moment).date() if moment else None


def public_answer(submission: Submission) -> HistoryEntry | None:
    """Return the office's answer to a decided matter, with its reason (in the sender's language); None before."""
    return public_answers([submission]).get(submission.pk)


def public_answers(submissions: list[Submission]) -> dict[int, HistoryEntry]:
    """Return {primary key of a matter: its answer as `public_answer` says}, with one query."""
    decided = {
        matter.pk: matter.state
        for matter in submissions
        if matter.state in (SubmissionState.ACCEPTED, SubmissionState.DECLINED)
    }
    if not decided:
        return {}
    answers = HistoryEntry.objects.filter(submission__in=decided, action=HistoryAction.ANSWERED, internal=False)
    rows = answers.order_by("at", "pk")
    return {entry.submission_id: entry for entry in rows if entry.to_state == decided[entry.submission_id]}
