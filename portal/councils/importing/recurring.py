"""Events that repeat (RRULE, RDATE, EXDATE, RECURRENCE-ID) as the single meetings that they are, up to a limit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import recurring_ical_events
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vRecur

from portal.core.import_report import Refusal

from .values import local_midnight, read_moment, read_moments

if TYPE_CHECKING:
    from portal.councils.importing.record import MeetingRecord
    from portal.councils.importing.structure import Block, Property
    from portal.councils.importing.values import Zones

RECURS = ("RRULE", "RDATE")
#: nobody plans meetings further ahead, nor more often than daily
HORIZON = timedelta(days=2 * 366)
MOST = 500
TOO_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}
#: a component remembers by it of which block it is
LINE = "X-LINE"


def occurrences(master: Block, exceptions: list[Block], zones: Zones, read_event: Callable) -> Iterator[MeetingRecord]:
    """Yield a MeetingRecord for each occurrence of an event (Block) with its exceptions (list of Block).

    All or nothing: raises Refusal, before it yields, when the rule or one of the exceptions cannot be read.
    `read_event` reads one Block with the Zones of its file.
    """
    records, calendar = {}, Calendar()
    for block in (master, *exceptions):
        record = read_event(block, zones)
        records[str(block.line)] = record
        calendar.add_component(component(block, record, zones))
    uid = records[str(master.line)].key
    found = expanded(calendar, records[str(master.line)], exceptions)
    if not found:
        raise Refusal(_("su regla no da ningún día"), master.line)
    for number, occurrence in enumerate(found):
        record = deepcopy(records[str(occurrence[LINE])])
        shift(record, occurrence)
        record.key = f"{uid}/{mark(occurrence)}"[:255]
        if number:  # what was noted is said once
            record.notes = []
        yield record


def component(block: Block, record: MeetingRecord, zones: Zones) -> Event:
    """Return a Block as icalendar's Event, with times alone. Raises Refusal."""
    event = Event()
    event.add("uid", "x")
    event.add(LINE, str(block.line))
    start = read_moment(block.first("DTSTART"), zones, deepcopy(record))
    event.add("dtstart", start)
    if record.end:
        event.add("dtend", timezone.localdate(record.end) + timedelta(days=1) if record.all_day else record.end)
    if rule := block.first("RRULE"):
        event.add("rrule", read_rule(rule))
    for name in ("RDATE", "EXDATE"):
        for found in block.all(name):
            event.add(name.lower(), read_moments(found, zones, deepcopy(record)))
    if recurrence := block.first("RECURRENCE-ID"):
        event.add("recurrence-id", read_moment(recurrence, zones, deepcopy(record)))
    return event


def read_rule(found: Property) -> vRecur:
    """Return an RRULE (Property) as vRecur. Raises Refusal for one that is none, or too often."""
    refusal = Refusal(_("RRULE: «%s» no es una regla que se entienda") % found.value[:60], found.line)
    try:
        rule = vRecur.from_ical(found.value.strip())
    except ValueError:
        raise refusal from None
    frequency = str(rule.get("FREQ", [""])[0])
    if not frequency:
        raise refusal
    if frequency in TOO_OFTEN or any(rule.get(name) for name in ("BYSECOND", "BYMINUTE", "BYHOUR")):
        raise Refusal(_("RRULE: se repite más de una vez por día; no parece una reunión"), found.line)
    return rule


def expanded(calendar: Calendar, first: MeetingRecord, exceptions: list[Block]) -> list[Event]:
    """Return the occurrences (list of icalendar's Event) by their start, at most MOST, up to the HORIZON."""
    last = max(timezone.now(), first.start) + HORIZON
    begin = first.start - timedelta(days=366) if exceptions else first.start - timedelta(days=1)
    try:
        found = recurring_ical_events.of(calendar).between(begin, last)
    except (ValueError, TypeError, OverflowError, recurring_ical_events.InvalidCalendar) as fault:
        raise Refusal(_("la repetición no se entiende (%s)") % fault, first.line) from None
    found.sort(key=lambda event: moment_of(event["dtstart"].dt))
    if len(found) > MOST:
        first.note(_("se repite %(all)d veces; se leyeron las primeras %(most)d") % {"all": len(found), "most": MOST})
    return found[:MOST]


def moment_of(value: datetime) -> datetime:
    """Return a date or datetime as aware datetime."""
    return value if isinstance(value, datetime) else local_midnight(value)


def shift(record: MeetingRecord, occurrence: Event) -> None:
    """Give a record the times of one occurrence."""
    begin = occurrence["dtstart"].dt
    record.start = moment_of(begin)
    if record.end is None:
        return
    until = occurrence["dtend"].dt
    record.end = until if isinstance(until, datetime) else local_midnight(until - timedelta(days=1))
    if record.all_day and record.end <= record.start:
        record.end = None


def mark(occurrence: Event) -> str:
    """Return what tells an occurrence from the others of its rule, whatever became of it: when the rule wanted it."""
    wanted = occurrence["recurrence-id"].dt if "recurrence-id" in occurrence else occurrence["dtstart"].dt
    if isinstance(wanted, datetime):
        return f"{wanted.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{wanted:%Y%m%d}" if isinstance(wanted, date) else str(wanted)
