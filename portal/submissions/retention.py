"""What goes when its time is over: drafts, unconfirmed sendings, and the personal data of closed matters."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from portal.uploads.intake import delete_bundle

from .choices import AnswerBy, HistoryAction, SubmissionState
from .models import Draft, JoinedSender, Message, Submission, SubmissionContent
from .record import add_entry
from .sender_actions import release_submission

logger = logging.getLogger(__name__)
#: who else needs the address of a sender still, such as a commitment that came of the matter
_keepers: list[Callable[[QuerySet[Submission]], QuerySet[Submission]]] = []


def register_keeper(keeper: Callable[[QuerySet[Submission]], QuerySet[Submission]]) -> None:
    """Let a room keep senders' addresses: it gets closed matters and returns those whose sender is still to be told."""
    _keepers.append(keeper)


def bundles_in_use() -> set[UUID]:
    """Return the bundles of files that drafts and matters still need."""
    of_matters = Submission.objects.exclude(bundle=None).values_list("bundle", flat=True)
    return {*Draft.objects.values_list("pk", flat=True), *of_matters}


def purge_drafts(now: datetime) -> None:
    """Delete drafts that nobody sent in time, with their files; `now` is an aware datetime. Run daily."""
    for draft in Draft.objects.filter(submission=None, expires_at__lt=now).iterator():
        with transaction.atomic():
            delete_bundle(draft.pk)
            draft.delete()


def release_held(now: datetime) -> None:
    """Let go what waited its hour without an address, and delete what nobody confirmed in time. Run each minute."""
    over = Submission.objects.filter(state=SubmissionState.HELD, held_until__lt=now)
    for pk in list(over.values_list("pk", flat=True)):
        with transaction.atomic():
            submission = Submission.objects.select_for_update().filter(pk=pk, state=SubmissionState.HELD).first()
            if submission is None:
                continue
            if submission.answer_by == AnswerBy.MAIL:
                delete_bundle(submission.bundle)
                submission.delete()
            else:
                release_submission(submission, by_sender=False)


def due_for_purge(now: datetime) -> QuerySet[Submission]:
    """Return the closed matters whose sender need not be known any more at `now` (aware datetime)."""
    days = Submission.personal_data.days
    due = Submission.objects.filter(closed_at__lt=now - timedelta(days=days), purged_at=None)
    for keeper in _keepers:
        due = due.exclude(pk__in=keeper(due).values("pk"))
    return due


def contents_out_of_time(model: type[SubmissionContent], now: datetime) -> QuerySet:
    """Return what a kind says in matters that are closed longer, at `now` (aware datetime), than its model keeps it."""
    return model.objects.filter(submission__closed_at__lt=now - timedelta(days=model.personal_data.days))


def purge_senders(now: datetime) -> None:
    """Forget the senders of closed matters: address, telephone, name, messages and those who joined. Run daily.

    What the office decided and what is public stays, with the keyed hashes, so that matters can be counted.
    """
    for submission in due_for_purge(now).iterator():
        with transaction.atomic():
            forget_sender(submission, now)


def forget_sender(submission: Submission, now: datetime) -> None:
    """Empty what is personal in one matter. Call it inside a transaction."""
    submission.name = submission.email = submission.phone = submission.address = submission.consent = ""
    submission.purged_at = now
    submission.save(update_fields=["name", "email", "phone", "address", "consent", "purged_at"])
    Message.objects.filter(submission=submission, direction=Message.Direction.FROM_SENDER).delete()
    Draft.objects.filter(submission=submission).delete()
    JoinedSender.objects.filter(submission=submission).delete()
    add_entry(submission, HistoryAction.PURGED)
