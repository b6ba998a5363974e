"""Move, cancel or revive one session, through a revision and its publication: facts, log, search and feeds follow."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.core.language import source_version
from portal.core.models import User
from portal.councils.models import SessionPage
from portal.events.choices import EventState
from portal.events.models import Announcement, EventChange
from portal.events.models.correction import known_before


def move(session: SessionPage, start: datetime, end: datetime | None, reason: str, user: User | None) -> SessionPage:
    """Put a session (any language version) on another date: `start` aware datetime, `end` aware datetime or None.

    What was public keeps its old date, unless that is corrected before anybody was told; a draft just gets the new one.
    Returns the first version. Raises ValidationError for dates that cannot be. Rights are the caller's to check.
    """
    announced = source_version(session).live
    known = known_to_public(session, EventChange.What.MOVED) if announced else {}

    def change(version, before):
        version.start, version.end = start, end
        if not announced:
            return
        version.cancel_reason = reason
        if start != before.start:
            version.former_start, version.state = before.start, EventState.RESCHEDULED
            version.keep_former_date()
            if version.state != EventState.RESCHEDULED:  # it never moved, as far as anybody knows
                version.cancel_reason = known.get("reason", "")
        elif before.state == EventState.CANCELLED:
            version.state = EventState.RESCHEDULED if before.former_start else version.sure_state

    return revised(session, change, user)


def cancel_session(session: SessionPage, reason: str, user: User | None) -> SessionPage:
    """Say that a session does not happen, and why (str). Returns the first version.

    Raises ValidationError without a reason. Rights are the caller's to check.
    """

    def change(version, before):
        version.state, version.cancel_reason = EventState.CANCELLED, reason

    return revised(session, change, user)


def revive(session: SessionPage, user: User | None) -> SessionPage:
    """Say that a cancelled session does happen. Returns the first version. Rights are the caller's to check.

    A cancellation that is taken back before anybody was told leaves the state and the reason that stood before it.
    """
    known = known_to_public(session, EventChange.What.CANCELLED)

    def change(version, before):
        version.state = EventState.RESCHEDULED if before.former_start else version.sure_state
        version.cancel_reason = ""
        if known.get("state", EventState.CANCELLED) != EventState.CANCELLED:
            version.state, version.cancel_reason = known["state"], known["reason"]

    return revised(session, change, user)


def known_to_public(session: SessionPage, what: str) -> dict[str, Any]:
    """Return what the public knew of a session before its untold changes `what` (see Announcement.told); empty for none."""
    told = Announcement.told_now(session.translation_key)
    return known_before(session.translation_key, told, what, timezone.now())[0]


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
