"""Move, cancel or revive one session, through a revision and its publication: facts, log, search and feeds follow."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from portal.core.language import source_version
from portal.core.models import User
from portal.councils.models import SessionPage
from portal.events.choices import EventState


def is_sure(session: SessionPage) -> str:
    """Return the state of a session that happens as planned: confirmed where people can find it, else planned."""
    return EventState.PLANNED if session.place_faults() else EventState.CONFIRMED


def move(session: SessionPage, start: datetime, end: datetime | None, reason: str, user: User | None) -> SessionPage:
    """Put a session (any language version) on another date: `start` aware datetime, `end` aware datetime or None.

    What was public keeps its old date; a draft just gets the new one. Returns the first version. Raises
    ValidationError for dates that cannot be. Rights are the caller's to check.
    """
    announced = source_version(session).live

    def change(version, before):
        version.start, version.end = start, end
        if not announced:
            return
        version.cancel_reason = reason
        if start != before.start:
            version.former_start, version.state = before.start, EventState.RESCHEDULED
        elif before.state == EventState.CANCELLED:
            version.state = EventState.RESCHEDULED if before.former_start else is_sure(version)

    return revised(session, change, user)


def cancel_session(session: SessionPage, reason: str, user: User | None) -> SessionPage:
    """Say that a session does not happen, and why (str). Returns the first version.

    Raises ValidationError without a reason. Rights are the caller's to check.
    """

    def change(version, before):
        version.state, version.cancel_reason = EventState.CANCELLED, reason

    return revised(session, change, user)


def revive(session: SessionPage, user: User | None) -> SessionPage:
    """Say that a cancelled session does happen. Returns the first version. Rights are the caller's to check."""

    def change(version, before):
        version.state = EventState.RESCHEDULED if before.former_start else is_sure(version)
        version.cancel_reason = ""

    return revised(session, change, user)


@transaction.atomic
def revised(session: SessionPage, change: Callable, user: User | None) -> SessionPage:
    """Apply `change(version, before)` to what is public of a session and publish that; a draft that waits keeps waiting.

    `before` is the first version as it stands. A session that is not public yet is changed as the draft that it is.
    Returns the first version. Raises ValidationError for what cannot be.
    """
    source, before = source_version(session), source_version(session)
    latest = source.latest_revision
    is_scheduled = source.revisions.filter(approved_go_live_at__isnull=False).exists()
    change(source, before)
    source.clean()
    if before.live:
        source.save_revision(user=user, log_action=True).publish(user=user)
    else:
        source.save(clean=False)
    if latest and (before.has_unpublished_changes or not before.live):
        draft = latest.as_object()
        change(draft, before)
        draft.clean()
        revision = draft.save_revision(user=user, log_action=not before.live)
        if is_scheduled:
            revision.publish(user=user)
    return source_version(session)
