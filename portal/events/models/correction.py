"""A correction within the hour of what nobody was told: readers hear what they knew before and what holds, nothing between.

The log of the admin keeps each step; only what the public reads of the steps goes.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from .announced import Announcement, EventChange

What = EventChange.What
CORRECTION_TIME = timedelta(hours=1)
DATES = ("start", "end", "all_day")
Telling = Callable[[UUID, datetime], datetime | None]
_tellings: dict[str, Telling] = {}


def register_telling(name: str, last_told: Telling) -> None:
    """Let a room say when it told people of an event by other ways than its page.

    `last_told(key, since)` gets a translation key and an aware datetime, and returns the last such moment after it.
    """
    _tellings[name] = last_told


def untold_changes(key: UUID, now: datetime) -> list[EventChange]:
    """Return the changes of an event (translation key) of the last hour that nobody was told, the oldest first."""
    since = now - CORRECTION_TIME
    rows = list(EventChange.objects.filter(announcement__key=key, at__gt=since).order_by("at", "pk"))
    if not rows:
        return []
    told = max(filter(None, (last_told(key, since) for last_told in _tellings.values())), default=since)
    untold = []
    for row in rows:
        is_break = row.what == What.WITHDRAWN or (row.what == What.REVIVED and not row.before)
        if is_break:  # it was away in between: what follows is no correction of what was there before
            untold = []
        elif row.at > told:
            untold.append(row)
    return untold


def known_before(key: UUID, told: dict[str, Any], what: str, now: datetime) -> tuple[dict[str, Any], bool]:
    """Return (what the public knew of an event before its untold changes `what`, whether it knew of the event at all).

    `told` is what its page says now (see Announcement.told).
    """
    untold = untold_changes(key, now)
    known = next((row.before for row in untold if row.what == what), {})
    return told | known, all(row.what != What.ADDED for row in untold)


def forget_corrected(announcement: Announcement, now: datetime) -> None:
    """Leave of the untold changes of an event what lies between what was known before and what is told now."""
    untold = untold_changes(announcement.key, now)
    moves = [row for row in untold if row.what == What.MOVED]
    if added := next((row for row in untold if row.what == What.ADDED), None):
        if moves:  # a weekly agenda that was signed in between shows it as new
            added.after, added.at = announcement.told, now
            added.save()
        forget_changes(moves)
    elif moves and join_changes(moves) and all(moves[-1].before.get(name) == moves[-1].after[name] for name in DATES):
        forget_changes(moves[-1:])
    turns = [row for row in untold if row.what in (What.CANCELLED, What.REVIVED)]
    if len(turns) % 2:
        join_changes(turns)
    else:  # cancelled and taken back, or the other way round
        forget_changes(turns)


def join_changes(rows: list[EventChange]) -> EventChange:
    """Make one change (the last) of several of one kind; returns it."""
    last = rows[-1]
    if len(rows) > 1:
        last.before = rows[0].before
        last.save()
        forget_changes(rows[:-1])
    return last


def forget_changes(rows: list[EventChange]) -> None:
    """Delete changes that readers need not hear of."""
    EventChange.objects.filter(pk__in=[row.pk for row in rows]).delete()
