"""The week as the calendar of ISO 8601 counts it: from Monday, the first one holds the year's first Thursday."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext

from portal.core.dates import FIRST_YEAR, LAST_YEAR, format_day

CODE = re.compile(r"\A([0-9]{4})-W([0-9]{2})\Z")


@dataclass(frozen=True, order=True)
class Week:
    """One week; its year is that of its Thursday."""

    year: int
    number: int

    @classmethod
    def of(cls, code):
        """Return the Week of a code such as "2026-W47". Raises ValueError for what is none, such as a W53 too many."""
        found = CODE.match(code)
        if not found:
            raise ValueError(f"No week: {code!r}")
        year, number = map(int, found.groups())
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError(f"No year of this calendar: {year}")
        date.fromisocalendar(year, number, 1)
        return cls(year, number)

    @classmethod
    def holding(cls, day):
        """Return the Week in which a day (date) lies."""
        year, number, _weekday = day.isocalendar()
        return cls(year, number)

    @classmethod
    def now(cls, moment=None):
        """Return the Week of a moment (aware datetime; the present when None) in the city's zone."""
        return cls.holding(timezone.localdate(moment))

    @property
    def code(self):
        """Return its code, "2026-W47"."""
        return f"{self.year:04d}-W{self.number:02d}"

    @property
    def monday(self):
        """Return its first day (date)."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def days(self):
        """Return its seven days (list of date)."""
        return [self.monday + timedelta(days=number) for number in range(7)]

    @property
    def begin(self):
        """Return when it begins in the city (aware datetime)."""
        return midnight(self.monday)

    @property
    def end(self):
        """Return when it is over in the city (aware datetime, exclusive)."""
        return midnight(self.monday + timedelta(days=7))

    def plus(self, weeks):
        """Return the Week so many weeks later; earlier when negative."""
        return Week.holding(self.monday + timedelta(weeks=weeks))

    @property
    def words(self):
        """Return its days in the reader's words: "Del 16 al 22 de noviembre de 2026"."""
        first, last = self.days[0], self.days[-1]
        begin = format_day(first, month=first.month != last.month, year=first.year != last.year)
        return gettext("Del %(first)s al %(last)s") % {"first": begin, "last": format_day(last, year=True)}


def midnight(day: date) -> datetime:
    """Return when a day (date) begins in the city (aware datetime)."""
    return timezone.make_aware(datetime.combine(day, time.min))
