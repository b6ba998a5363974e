"""The rules by which councils meet: the part of RFC 5545 that people ask for, and the days that it makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from dateutil.rrule import MONTHLY, WEEKLY, YEARLY, rrule, weekday
from django.utils import timezone
from django.utils.translation import gettext as _

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LAST = -1
NTHS = (1, 2, 3, 4, 5, LAST)
MOST_INTERVAL = 12
MOST = 1000  # moments that one question is answered with
FAR = timedelta(days=366 * 9)  # 29 February may stay away for eight years
LONGEST_MONTH = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


class Frequency(StrEnum):
    """What comes round."""

    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


class RuleError(ValueError):
    """A rule that is none of ours, or no rule at all; says what is wrong with it."""


@dataclass(frozen=True)
class Rule:
    """One rule: weekly on `weekdays` (0 is Monday), monthly on the `nths` weekday or on `month_day`, yearly on a date."""

    frequency: Frequency
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nths: tuple[int, ...] = ()
    month_day: int = 0  # -1 is the last
    month: int = 0

    def __post_init__(self):
        """Raise RuleError for what would make no days, or others than it says."""
        fault = rule_fault(self)
        if fault:
            raise RuleError(fault)

    def __str__(self):
        """Return the RRULE (RFC 5545)."""
        parts = [f"FREQ={self.frequency}"]
        if self.interval > 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.weekdays:
            numbers = self.nths or ("",)
            parts.append("BYDAY=" + ",".join(f"{nth}{DAYS[day]}" for day in self.weekdays for nth in numbers))
        if self.month:
            parts.append(f"BYMONTH={self.month}")
        if self.month_day:
            parts.append(f"BYMONTHDAY={self.month_day}")
        return ";".join(parts)

    @classmethod
    def parse(cls, text):
        """Return the Rule of an RRULE (str). Raises RuleError for what is none of ours."""
        try:
            parts = dict(part.split("=") for part in text.strip().split(";"))
            frequency, interval = Frequency(parts.pop("FREQ")), int(parts.pop("INTERVAL", "1"))
            days = [read_day(day) for day in parts.pop("BYDAY", "").split(",") if day]
            month, month_day = int(parts.pop("BYMONTH", "0")), int(parts.pop("BYMONTHDAY", "0"))
        except (KeyError, ValueError) as error:
            raise RuleError(_("No se entiende la regla «%s».") % text) from error
        nths = tuple(sorted({nth for nth, _day in days if nth}, key=NTHS.index))
        weekdays = tuple(sorted({day for _nth, day in days}))
        rule = cls(frequency, interval, weekdays, nths, month_day, month)
        if parts or len(days) != len(weekdays) * max(len(nths), 1):
            raise RuleError(_("No se entiende la regla «%s».") % text)
        return rule


def read_day(text: str) -> tuple[int, int]:
    """Return (nth or 0, weekday) of a part of BYDAY such as "-1TH". Raises ValueError for another."""
    nth = int(text[:-2] or "0")
    if nth and nth not in NTHS:
        raise ValueError(text)
    return nth, DAYS.index(text[-2:])


def rule_fault(rule: Rule) -> str:
    """Return what is wrong with a Rule, or "" for nothing."""
    by_weekday, by_date = bool(rule.weekdays), bool(rule.month_day)
    if not 1 <= rule.interval <= MOST_INTERVAL:
        return _("Elige cada cuánto, de 1 a 12.")
    if any(day not in range(7) for day in rule.weekdays) or any(nth not in NTHS for nth in rule.nths):
        return _("Ese día no existe.")
    if rule.frequency == Frequency.WEEKLY:
        return (
            "" if by_weekday and not (rule.nths or by_date or rule.month) else _("Elige al menos un día de la semana.")
        )
    if rule.frequency == Frequency.MONTHLY:
        whole = bool(rule.nths) and len(rule.weekdays) == 1 and not by_date
        of_date = by_date and not by_weekday and not rule.nths and (rule.month_day == LAST or 1 <= rule.month_day <= 31)
        return "" if (whole or of_date) and not rule.month else _("Elige qué día del mes.")
    if by_weekday or rule.nths or not 1 <= rule.month <= 12:
        return _("Elige el día y el mes.")
    return "" if 1 <= rule.month_day <= LONGEST_MONTH.get(rule.month, 31) else _("Ese mes no tiene ese día.")


def rule_days(rule: Rule, first_day: date, begin: date, end: date) -> Iterator[date]:
    """Yield the days (date) that a Rule begun on `first_day` makes from `begin` to before `end` (dates), at most MOST."""
    begin = max(begin, first_day)
    if begin >= end:
        return
    anchor = nearer(rule, first_day, begin)
    keys = {
        "byweekday": [weekday(day, nth) if nth else weekday(day) for day in rule.weekdays for nth in rule.nths or (0,)],
        "bymonthday": [rule.month_day] if rule.month_day else None,
        "bymonth": [rule.month] if rule.month else None,
    }
    frequency = {Frequency.WEEKLY: WEEKLY, Frequency.MONTHLY: MONTHLY, Frequency.YEARLY: YEARLY}[rule.frequency]
    asked = {name: value for name, value in keys.items() if value}
    until = at_midnight(end - timedelta(days=1))
    found = 0
    for moment in rrule(frequency, dtstart=at_midnight(anchor), interval=rule.interval, until=until, **asked):
        if moment.date() < begin:
            continue
        yield moment.date()
        found += 1
        if found == MOST:
            return


def at_midnight(day: date) -> datetime:
    """Return a day as a datetime without a zone."""
    return datetime(day.year, day.month, day.day)


def nearer(rule: Rule, first_day: date, begin: date) -> date:
    """Return a day from which the rule makes the same days from `begin` on as from `first_day`: history costs nothing."""
    if rule.frequency == Frequency.WEEKLY:
        rounds = (begin - first_day).days // 7 // rule.interval
        return first_day + timedelta(weeks=(rounds - 1) * rule.interval) if rounds > 1 else first_day
    if rule.frequency == Frequency.MONTHLY:
        months = (begin.year - first_day.year) * 12 + begin.month - first_day.month
        year, month = divmod(first_day.year * 12 + first_day.month - 1 + months // rule.interval * rule.interval, 12)
        return date(year, month + 1, 1)
    years = (begin.year - first_day.year) // rule.interval * rule.interval
    return date(first_day.year + years, 1, 1)


def moment_on(day: date, at: time) -> datetime:
    """Return when it is `at` (time) on a day in the city's zone (aware, UTC).

    RFC 5545, 3.3.5: an hour that the clocks skip is counted by the offset before, one that comes twice is the first.
    """
    return datetime.combine(day, at.replace(fold=0), tzinfo=timezone.get_default_timezone()).astimezone(UTC)


def ever_happens(rule: Rule, first_day: date, last_day: date | None = None) -> bool:
    """Tell whether a Rule makes any day at all within nine years of its beginning."""
    end = min(first_day + FAR, last_day + timedelta(days=1)) if last_day else first_day + FAR
    return next(rule_days(rule, first_day, first_day, end), None) is not None
