"""Events that repeat (RRULE, RDATE, EXDATE, RECURRENCE-ID) as the single meetings that they are, up to a limit."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import recurring_ical_events
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from portal.core.import_report import Refusal

from .record import SeriesRead
from .rules import HORIZON, Extent, bounded_rules, rules_of
from .values import local_midnight, read_moment, read_moments

if TYPE_CHECKING:
    from portal.session_import.record import MeetingRecord
    from portal.session_import.structure import Block
    from portal.session_import.values import Zones

RECURS = ("RRULE", "RDATE")
#: daily for a year of the past and the two to come
MOST = 1200
#: a series without end is read from so long ago: neighbours look for what comes
PAST = timedelta(days=366)
#: a component remembers by it of which block it is
LINE = "X-LINE"


def occurrences(
    master: Block, exceptions: list[Block], zones: Zones, read_event: Callable
) -> tuple[SeriesRead, list[MeetingRecord]]:
    """Return what is said of a series as a whole, and a MeetingRecord for each occurrence, exceptions (Blocks) heeded.

    All or nothing: raises Refusal when the rule or one of the exceptions cannot be read. `read_event` reads one Block
    with the Zones of its file.
    """
    records = {str(block.line): read_event(block, zones) for block in (master, *exceptions)}
    first = records[str(master.line)]
    calendar, extent = Calendar(), Extent(first.start)
    for block in (master, *exceptions):
        calendar.add_component(component(block, records[str(block.line)], zones, extent if block is master else None))
    found, begin, end = expanded(calendar, first, exceptions, extent)
    if not found:
        raise Refusal(_("su regla no da ningún día"), master.line)
    made, future = [], moved_with_the_future(calendar)
    for occurrence in found:
        record = deepcopy(records[str(occurrence[LINE])])
        shift(record, occurrence)
        record.key = f"{first.key}/{mark_of(occurrence, future)}"
        if made:  # what was noted is said once
            record.notes = []
        made.append(record)
    marks = tuple(record.key.rpartition("/")[2] for record in made)
    return SeriesRead(first.key, master.line, marks, first.sequence, begin, end), made


def component(block: Block, record: MeetingRecord, zones: Zones, extent: Extent | None) -> Event:
    """Return a Block as icalendar's Event, with times alone. Raises Refusal.

    `extent` learns how far the rules go; None for an exception, whose rules say nothing (RFC 5545, 3.8.4.4).
    """
    event = Event()
    event.add("uid", "x")
    event.add(LINE, str(block.line))
    event.add("sequence", record.sequence)
    start = read_moment(block.first("DTSTART"), zones, deepcopy(record))
    if record.all_day:
        start = timezone.localdate(record.start)
    elif zones.floating and block.first("DTSTART").value.strip().endswith("Z"):
        start = start.astimezone(zones.floating)  # the clock on the wall by which the calendar repeats
    event.add("dtstart", start)
    if record.end:
        event.add("dtend", timezone.localdate(record.end) + timedelta(days=1) if record.all_day else record.end)
    if extent:
        for rule in bounded_rules(rules_of(block, start, record), start, extent, block.line):
            event.add("rrule", rule)
    for name in ("RDATE", "EXDATE"):
        for found in block.all(name):
            moments = read_moments(found, zones, deepcopy(record))
            if moments:
                event.add(name.lower(), moments, parameters=period_parameters(moments))
    if recurrence := block.first("RECURRENCE-ID"):
        parameters = {"RANGE": "THISANDFUTURE"} if is_for_the_future(block) else None
        event.add("recurrence-id", read_moment(recurrence, zones, deepcopy(record)), parameters=parameters)
    return event


def is_for_the_future(block: Block) -> bool:
    """Tell whether an exception (Block) holds for all later occurrences too (RFC 5545, 3.2.13)."""
    recurrence = block.first("RECURRENCE-ID")
    return bool(recurrence) and str(recurrence.parameters.get("RANGE", "")).upper() == "THISANDFUTURE"


def period_parameters(moments: list) -> dict | None:
    """Return the parameters of a list of moments: periods say that they are."""
    return {"VALUE": "PERIOD"} if any(isinstance(moment, tuple) for moment in moments) else None


def expanded(
    calendar: Calendar, first: MeetingRecord, exceptions: list[Block], extent: Extent
) -> tuple[list[Event], datetime | None, datetime | None]:
    """Return (occurrences by their start, begin, end): what was read of the series, None where it was read whole."""
    last = max(timezone.now(), first.start) + HORIZON
    begin = first.start - (timedelta(days=366) if exceptions else timedelta(days=1))
    is_cut = extent.is_endless and begin < timezone.now() - PAST
    if is_cut:
        begin = timezone.now() - PAST
        first.note(_("se repite desde hace más de un año; se leyeron las fechas desde %s") % f"{begin:%Y-%m-%d}")
    try:
        found = recurring_ical_events.of(calendar).between(begin, last)
    except (ValueError, TypeError, OverflowError, recurring_ical_events.InvalidCalendar) as fault:
        raise Refusal(_("la repetición no se entiende (%s)") % fault, first.line) from None
    # what began before and still lasts belongs to what was not read
    found = sorted((event for event in found if moment_of(event["dtstart"].dt) >= begin), key=occurrence_start)
    if len(found) > MOST:
        recent = [event for event in found if occurrence_start(event) >= timezone.now() - PAST]
        kept = recent[:MOST] if recent else found[-MOST:]
        first.note(_("se repite %(all)d veces; se leyeron %(most)d") % {"all": len(found), "most": len(kept)})
        return kept, occurrence_start(kept[0]), occurrence_start(kept[-1])
    return found, begin if is_cut else None, last if extent.is_endless else None


def occurrence_start(event: Event) -> datetime:
    """Return when an occurrence begins (aware datetime)."""
    return moment_of(event["dtstart"].dt)


def moment_of(value: datetime) -> datetime:
    """Return a date or datetime as aware datetime."""
    return value if isinstance(value, datetime) else local_midnight(value)


def shift(record: MeetingRecord, occurrence: Event) -> None:
    """Give a record the times of one occurrence."""
    record.start = moment_of(occurrence["dtstart"].dt)
    until = occurrence["dtend"].dt if "dtend" in occurrence else occurrence["dtstart"].dt
    record.end = until if isinstance(until, datetime) else local_midnight(until - timedelta(days=1))
    if record.end <= record.start:
        record.end = None


def moved_with_the_future(calendar: Calendar) -> dict[str, timedelta]:
    """Return {line of an exception for all later occurrences: how far it moves them}."""
    moved = {}
    for event in calendar.subcomponents:
        recurrence = event.get("recurrence-id")
        if recurrence is not None and recurrence.params.get("RANGE"):
            moved[str(event[LINE])] = moment_of(event["dtstart"].dt) - moment_of(recurrence.dt)
    return moved


def mark_of(occurrence: Event, future: dict[str, timedelta]) -> str:
    """Return what tells an occurrence from the others of its rule, whatever became of it: when the rule wanted it."""
    start = occurrence["dtstart"].dt
    if (moved := future.get(str(occurrence[LINE]))) is not None:
        return mark(start - moved)
    return mark(occurrence["recurrence-id"].dt if "recurrence-id" in occurrence else start)


def mark(wanted: date | datetime) -> str:
    """Return a place in a series as it is written in keys: a moment in UTC, or a day."""
    if isinstance(wanted, datetime):
        return f"{wanted.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{wanted:%Y%m%d}"
