"""Each change of a matter with its row in the history, in one transaction: the one way in which states change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from .choices import CLOSED_STATES, HistoryAction, SubmissionState
from .models import HistoryEntry

if TYPE_CHECKING:
    from portal.core.models import User

    from .models import Submission


def add_entry(
    submission: Submission,
    action: HistoryAction,
    *,
    actor: User | None = None,
    by_sender: bool = False,
    text: str = "",
    internal: bool = False,
    details: dict | None = None,
) -> HistoryEntry:
    """Add a row to the history of a matter. `text` is its reason in plain words; `details` holds no personal data."""
    return HistoryEntry.objects.create(
        submission=submission,
        action=action,
        actor=actor,
        by_sender=by_sender,
        text=text,
        internal=internal,
        details=details or {},
    )


def change_state(
    submission: Submission,
    state: SubmissionState,
    *,
    action: HistoryAction = HistoryAction.STATE,
    actor: User | None = None,
    by_sender: bool = False,
    text: str = "",
    details: dict | None = None,
) -> HistoryEntry:
    """Bring a matter into a state, with the reason; call it inside a transaction.

    A closed one gets its day, an opened one loses it. What follows from the decision is the caller's.
    """
    before, submission.state = submission.state, state
    submission.closed_at = timezone.now() if state in CLOSED_STATES else None
    submission.save(update_fields=["state", "closed_at"])
    return HistoryEntry.objects.create(
        submission=submission,
        action=action,
        actor=actor,
        by_sender=by_sender,
        from_state=before,
        to_state=state,
        text=text,
        details=details or {},
    )
