"""The rules of calendar files (RRULE, RFC 5545 3.3.10), made safe to count: refused soon when they never come."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from dateutil.rrule import rrule, rrulestr
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import vRecur

from portal.core.import_report import Refusal
from portal.councils.rrule import DAYS

from .values import city_zone

if TYPE_CHECKING:
    from portal.session_import.record import MeetingRecord
    from portal.session_import.structure import Block, Property

#: nobody plans meetings further ahead, nor more often than daily
HORIZON = timedelta(days=2 * 366)
TOO_OFTEN = {"SECONDLY", "MINUTELY", "HOURLY"}
#: what does not come within so long never comes: 29 February may stay away for eight years
FAR = timedelta(days=366 * 12)


@dataclass
class Extent:
    """How far the rules of an event go: whether one of them has no end, or ends after the horizon."""

    start: datetime
    is_endless: bool = False


def rules_of(block: Block, start: date | datetime, record: MeetingRecord) -> Iterator[vRecur]:
    """Yield the rules of an event (Block), UNTIL as its `start` wants it. Raises Refusal for one that is none."""
    for found in block.all("RRULE"):
        if not found.value.strip():
            record.note(_("RRULE está vacía; se leyó como un solo encuentro"), found.line)
            continue
        rule = read_rule(found)
        settle_until(rule, start, record, found)
        yield rule
    for found in block.all("EXRULE"):
        record.note(_("EXRULE es de un estándar viejo; se dejó de lado: revisa las fechas"), found.line)


def read_rule(found: Property) -> vRecur:
    """Return a Property as a rule. Raises Refusal for one that is none, or that no council could follow."""
    refusal = Refusal(_("RRULE: «%s» no es una regla que se entienda") % found.value[:60], found.line)
    try:
        rule = vRecur.from_ical(found.value.strip())
    except ValueError:
        raise refusal from None
    frequency = str(rule.get("FREQ", [""])[0])
    if not frequency:
        raise refusal
    if any(number < 1 for number in rule.get("INTERVAL", [])):
        raise Refusal(_("RRULE: INTERVAL dice cada cuánto se repite, y tiene que ser 1 o más"), found.line)
    if any(number == 0 for number in rule.get("COUNT", [])):
        raise Refusal(_("RRULE: COUNT dice cuántas veces se repite, y no puede ser 0"), found.line)
    if any(abs(int(str(day)[:-2] or 0)) > 53 for day in rule.get("BYDAY", [])):
        raise refusal
    if frequency in TOO_OFTEN or any(rule.get(name) for name in ("BYSECOND", "BYMINUTE", "BYHOUR")):
        raise Refusal(_("RRULE: se repite más de una vez por día; no parece una reunión"), found.line)
    return rule


def settle_until(rule: vRecur, start: date | datetime, record: MeetingRecord, found: Property) -> None:
    """Write UNTIL as `start` is: in UTC for a moment, a day for a whole day (RFC 5545, 3.3.10), with a note."""
    until = next(iter(rule.get("UNTIL", [])), None)
    if until is None:
        return
    if not isinstance(start, datetime):
        rule["UNTIL"] = [until.date() if isinstance(until, datetime) else until]
    elif not isinstance(until, datetime):
        rule["UNTIL"] = [datetime.combine(until, time(23, 59, 59), tzinfo=start.tzinfo).astimezone(UTC)]
        record.note(_("RRULE: UNTIL es un día sin hora; se leyó con ese día entero"), found.line)
    elif until.tzinfo is None:
        rule["UNTIL"] = [until.replace(tzinfo=start.tzinfo).astimezone(UTC)]
        record.note(_("RRULE: UNTIL no dice la zona horaria; se leyó con la hora de la reunión"), found.line)


def bounded_rules(rules: Iterator[vRecur], start: date | datetime, extent: Extent, line: int) -> Iterator[vRecur]:
    """Yield the rules with an end at the horizon at latest: without one, a rule that never comes is sought for ever.

    `extent` learns whether one of them goes on beyond it. Raises Refusal for a rule that never comes.
    """
    begin = wall_of(start)
    last = max(wall_of(timezone.now(), start), begin) + HORIZON
    for rule in rules:
        count, until = next(iter(rule.pop("COUNT", [])), 0), next(iter(rule.pop("UNTIL", [])), None)
        until = until and wall_of(until, start)
        sought = min(filter(None, (until, max(last, begin + FAR))))
        if not may_come(rule, begin):
            raise Refusal(_("su regla no da ningún día"), line)
        days = islice(wall_rule(rule, begin, sought, line), count if count > 0 else None)
        first = next(days, None)
        if first is None:
            raise Refusal(_("su regla no da ningún día"), line)
        known = [first, *takewhile(lambda day: day <= last, days)]
        is_counted = count > 0 and len(known) == count
        extent.is_endless |= not is_counted and (until is None or until > last)
        end = known[-1] if is_counted else min(filter(None, (until, last)))
        rule["UNTIL"] = [
            end.replace(tzinfo=start.tzinfo).astimezone(UTC) if isinstance(start, datetime) else end.date()
        ]
        yield rule


def may_come(rule: vRecur, begin: datetime) -> bool:
    """Tell whether a daily or weekly rule lets any day through within FAR; True for others, which dateutil finds out soon.

    dateutil would look at each day until the year 9999 (six seconds) before it says that there is none.
    """
    frequency, interval = str(rule["FREQ"][0]), next(iter(rule.get("INTERVAL", [])), 1)
    if frequency not in ("DAILY", "WEEKLY"):
        return True
    size, weekdays = (1, 7)[frequency == "WEEKLY"], [str(day)[-2:] for day in rule.get("BYDAY", [])]
    positions = rule.get("BYSETPOS", [])
    if positions and all(abs(position) > min(size, len(weekdays) or 1) for position in positions):
        return False
    first = begin - timedelta(days=begin.weekday() if size == 7 else 0)
    days = (
        first + timedelta(days=start + more) for start in range(0, FAR.days, size * interval) for more in range(size)
    )
    return any(day >= begin and lets_through(rule, weekdays, day) for day in days)


def lets_through(rule: vRecur, weekdays: list[str], day: datetime) -> bool:
    """Tell whether the filters of a rule that look at single days let one through."""
    behind = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    months, month_days, year_days = (rule.get(name, []) for name in ("BYMONTH", "BYMONTHDAY", "BYYEARDAY"))
    year_day, length = day.timetuple().tm_yday, 366 if isleap(day.year) else 365
    return (
        (not months or day.month in months)
        and (not month_days or day.day in month_days or day.day - behind.day - 1 in month_days)
        and (not year_days or year_day in year_days or year_day - length - 1 in year_days)
        and (not weekdays or DAYS[day.weekday()] in weekdays)
    )


def wall_rule(rule: vRecur, begin: datetime, end: datetime, line: int) -> rrule:
    """Return a rule as dateutil's, on the clock of the wall: no zone can make its end unclear. Raises Refusal."""
    text = rule.to_ical().decode()
    try:
        return rrulestr(text, dtstart=begin).replace(until=end)
    except ValueError:  # a part that dateutil does not know, such as RSCALE
        raise Refusal(_("RRULE: «%s» no es una regla que se entienda") % text[:60], line) from None


def wall_of(moment: date | datetime, start: date | datetime | None = None) -> datetime:
    """Return a moment as its own zone's clock shows it, that of `start` when it is given, without the zone."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time())
    zone = start.tzinfo if isinstance(start, datetime) else city_zone() if start is not None else None
    return (moment.astimezone(zone) if zone else moment).replace(tzinfo=None)
