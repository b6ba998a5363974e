"""One question to the agenda with its answer, as the week, the list, the month and the map show it."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Exists, Subquery
from django.utils import timezone
from wagtail.models import Page

from portal.agendas.calendar.event_index import fetch_named_rows
from portal.agendas.calendar.query import CalendarQuery, Period
from portal.agendas.calendar.selectors import council_pages, filter_counts, load_event_pages, matching
from portal.agendas.models import WeeklyIssue
from portal.core.language import reader_language
from portal.core.public import public_pages
from portal.core.weeks import Week
from portal.events.formatting import is_of_one_day, last_day
from portal.events.models import EventPage

from .filters import AgendaFilterLabels


@dataclass
class CalendarResult:
    """What was asked at `now`, the days shown, and all that is found on them; each part is asked for once."""

    page: Page  # the agenda
    asked: CalendarQuery
    now: datetime
    language: str

    @classmethod
    def on(cls, page, parameters):
        """Return the CalendarResult of the agenda (CalendarPage) to an address (QueryDict), now."""
        return cls(page, CalendarQuery.of(parameters), timezone.now(), reader_language())

    @cached_property
    def week(self):
        """The code of the week shown, or an empty string."""
        return Week.holding(self.period.begin).code if self.period.kind == "week" else ""

    @cached_property
    def reach(self):
        """How far the agenda goes (Reach)."""
        return Reach.around(self.page, self.week)

    @cached_property
    def today(self) -> date:
        """The city's day."""
        return timezone.localdate(self.now)

    @cached_property
    def period(self) -> Period:
        """The days shown."""
        return self.asked.period(self.today)

    @cached_property
    def gathered(self):
        """All that is on in these days or was moved away from them, and the names of its neighbourhoods."""
        words, chosen = bool(self.asked.text), self.asked.neighbourhood
        return fetch_named_rows(*self.period.moments(), self.language, with_words=words, neighbourhoods=chosen)

    @property
    def everything(self):
        """All that is on in these days or was moved away from them (list of EventRow), filters left aside.

        What is over does not come any more.
        """
        if self.period.kind != "coming":
            return self.gathered[0]
        return [one for one in self.gathered[0] if one.until > self.now]

    @cached_property
    def found(self):
        """What of it was asked for (list of EventRow), what was moved away among it."""
        return matching(self.everything, self.asked)

    @cached_property
    def present(self):
        """What was asked for and is on (list of EventRow)."""
        return [one for one in self.found if one.is_present]

    @cached_property
    def counted(self):
        """How often each code of each filter is there."""
        return filter_counts(self.everything, self.asked)

    @cached_property
    def councils(self):
        """The councils of these days and those asked for, {translation key: CouncilPage}."""
        keys = {one.council_key for one in self.everything} - {None}
        return council_pages(keys, self.language, self.asked.council_ids())

    @cached_property
    def labels(self):
        """The words for all codes (AgendaFilterLabels)."""
        numbers = {one.council_key: one.council for one in self.everything}
        councils = {numbers.get(key) or page.pk: page for key, page in self.councils.items()}
        return AgendaFilterLabels(self.language, councils, self.gathered[1])

    def pages(self, found):
        """Return the pages (list of EventPage) of some of what was found, ready for rows."""
        return load_event_pages(found, self.language, self.councils)

    def is_archive(self):
        """Tell whether it is read backwards: days that are over, and a year that has begun."""
        is_begun_year = self.period.kind == "year" and self.period.begin <= self.today
        return is_begun_year or self.period.end <= self.today

    def is_now(self):
        """Tell whether today is among the days shown."""
        return self.period.begin <= self.today < self.period.end


def event_days(event: EventPage) -> tuple[date, date]:
    """Return (first day, last day) of an event; one that goes on after midnight is a matter of its first day."""
    first = timezone.localdate(event.start)
    return first, first if is_of_one_day(event) else last_day(event)


@dataclass(frozen=True)
class Reach:
    """The days of the first and of the last public event (None where there is none); the week's published agenda."""

    first: date | None
    last: date | None
    is_issued: bool

    @classmethod
    def around(cls, page, week):
        """Return the Reach, with whether the agenda of a `week` (code) is published; one query, beside a page's row."""
        starts = public_pages(EventPage.objects.all()).values("start")
        issues = WeeklyIssue.objects.filter(week=week, district=None, state=WeeklyIssue.State.PUBLISHED)
        first, last = Subquery(starts.order_by("start")[:1]), Subquery(starts.order_by("-start")[:1])
        rows = Page.objects.filter(pk=page.pk).annotate(first=first, last_one=last, is_issued=Exists(issues))
        begin, end, is_issued = rows.values_list("first", "last_one", "is_issued").get()
        return cls(begin and timezone.localdate(begin), end and timezone.localdate(end), is_issued)
