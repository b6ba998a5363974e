"""The city's zone as a VTIMEZONE: every change of the clock in the years that a calendar shows.

icalendar can make one too, but it searches by wall clock and counts RDATE in the new offset instead of the one before.
"""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

STEP = timedelta(days=7)  # no zone changed its clock twice within a week


def zone_component(name: str, first_year: int, last_year: int) -> Timezone:
    """Return the VTIMEZONE of a zone (IANA name) that is right from the first to the last of these years."""
    zone, component = ZoneInfo(name), Timezone()
    component.add("tzid", name)
    for (before, after, label, is_summer), starts in observances(name, first_year, last_year).items():
        part = TimezoneDaylight() if is_summer else TimezoneStandard()
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", label or str(zone))
        part.add("dtstart", starts[0])
        if starts[1:]:
            part.add("rdate", list(starts[1:]))
        component.add_component(part)
    return component


@lru_cache(maxsize=64)
def observances(name: str, first_year: int, last_year: int) -> dict[tuple[bool | timedelta | str, ...], list[datetime]]:
    """Return {(offset before, offset, name, is summer time): [local starts, counted in the offset before]} of a zone."""
    zone = ZoneInfo(name)
    first = datetime(first_year, 1, 1, tzinfo=UTC) - timedelta(days=1)
    last = datetime(last_year + 1, 1, 1, tzinfo=UTC) + timedelta(days=1)
    found, state = defaultdict(list), clock(zone, first)
    found[state[0], *state].append((first + state[0]).replace(tzinfo=None))
    moment = first
    while moment < last:
        following = moment + STEP
        if clock(zone, following) != state:
            change = first_difference(zone, moment, following)
            before, state = state[0], clock(zone, change)
            found[before, *state].append((change + before).replace(tzinfo=None))
            moment = change
        else:
            moment = following
    return dict(found)


def clock(zone: ZoneInfo, moment: datetime) -> tuple[timedelta, str, bool]:
    """Return (offset, name, is summer time) of a zone at a moment."""
    local = moment.astimezone(zone)
    return local.utcoffset(), local.tzname(), bool(local.dst())


def first_difference(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Return the first second after `before` in which the clock is another one; at `after` it is."""
    state = clock(zone, before)
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before).total_seconds() // 2)
        before, after = (middle, after) if clock(zone, middle) == state else (before, middle)
    return after
