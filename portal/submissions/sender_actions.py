"""What a sender does with a matter that was sent: confirm, answer, withdraw, begin again from it; each once and logged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from . import mails
from .choices import HistoryAction, SubmissionChannel, SubmissionState
from .drafts import begin_draft
from .models import Draft, Message, Submission
from .record import add_entry, change_state
from .working_days import CLOCK, start_clock, stop_clock

if TYPE_CHECKING:
    from .kinds import SubmissionKind


def confirm_submission(submission: Submission) -> bool:
    """Let the office see a matter that waited for its sender. Returns whether it waited."""
    with transaction.atomic():
        stored = Submission.objects.select_for_update().get(pk=submission.pk)
        if stored.state != SubmissionState.HELD:
            return False
        release_submission(stored, by_sender=True)
    return True


def release_submission(submission: Submission, *, by_sender: bool) -> None:
    """Make a held matter a new one; its clock begins now. Call it inside a transaction, with the row locked."""
    submission.held_until, submission.clock_since = None, timezone.now()
    submission.save(update_fields=["held_until", "clock_since"])
    change_state(submission, SubmissionState.NEW, action=HistoryAction.CONFIRMED, by_sender=by_sender)
    mails.confirm_receipt(submission)


def add_reply(submission: Submission, text: str) -> Message | None:
    """Store what a sender writes to an open matter, and give the turn back to the office. None where it is closed."""
    with transaction.atomic():
        stored = Submission.objects.select_for_update().get(pk=submission.pk)
        if not stored.is_open:
            return None
        latest = stored.messages.last()
        if latest and latest.direction == Message.Direction.FROM_SENDER and latest.text == text:
            return latest  # the same form, sent twice
        message = Message.objects.create(
            submission=stored, direction=Message.Direction.FROM_SENDER, text=text, language=stored.language
        )
        add_entry(stored, HistoryAction.REPLIED, by_sender=True)
        if stored.state == SubmissionState.NEEDS_INFORMATION:
            take_turn_back(stored)
    return message


def take_turn_back(submission: Submission) -> None:
    """Start the office's clock again: what it waited for has come."""
    start_clock(submission)
    submission.save(update_fields=CLOCK)
    change_state(submission, SubmissionState.IN_REVIEW, action=HistoryAction.RESUMED, by_sender=True)


def may_withdraw(submission: Submission) -> bool:
    """Tell whether a sender may take a matter back: while it is open or unconfirmed, or public; only once."""
    if submission.state == SubmissionState.WITHDRAWN:
        return False
    return submission.is_open or submission.state == SubmissionState.HELD or submission.published_at is not None


def withdraw_submission(submission: Submission) -> bool:
    """Take a matter back where its sender may. What was public leaves its stone; returns whether it was taken."""
    with transaction.atomic():
        stored = Submission.objects.select_for_update().get(pk=submission.pk)
        if not may_withdraw(stored):
            return False
        stop_clock(stored)
        stored.save(update_fields=CLOCK)
        change_state(stored, SubmissionState.WITHDRAWN, action=HistoryAction.WITHDRAWN, by_sender=True)
    return True


def begin_again(kind: SubmissionKind, submission: Submission) -> Draft:
    """Return a new draft with what a closed matter said, to go on from there."""
    former = Draft.objects.filter(submission=submission).order_by("begun_at").first()
    about = dict(former.about) if former else {}
    draft = begin_draft(
        kind, submission.language, about | {"continues": submission.code}, channel=SubmissionChannel.ONLINE
    )
    if former:
        draft.data, draft.complete = former.data, former.complete
        draft.save(update_fields=["data", "complete"])
    return draft
