"""What the rules of series want, beside what was made of it: the occurrences of a time, with few questions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.models import Revision, get_default_page_content_type

from portal.core.translations import first_versions
from portal.councils.models import Series, SessionPage
from portal.councils.rrule import Rule, moment_on, rule_days
from portal.events.choices import EventState

from .holidays import holidays_between


@dataclass(frozen=True)
class Occurrence:
    """One date that a series wants: when, why not, and the session (first version) that was made of it."""

    series: Series
    start: datetime
    end: datetime
    holiday: str = ""
    excepted: bool = False  # the council said that it does not meet that day
    session: SessionPage | None = None

    @property
    def day(self):
        """Return the day that the rule wants (date of the city)."""
        return timezone.localdate(self.start)

    @property
    def key(self):
        """Return what names it in a form: "12-2026-11-24"."""
        return f"{self.series.pk}-{self.day:%Y-%m-%d}"

    @property
    def is_due(self):
        """Tell whether a session is wanted: no holiday, nothing that was taken out."""
        return not self.holiday and not self.excepted

    @property
    def waits(self):
        """Tell whether a session is wanted and not yet announced."""
        if self.session is None:
            return self.is_due
        return not self.session.live and self.session.state != EventState.CANCELLED

    @property
    def asks_for_it(self):
        """Tell whether publishing it is what an editor would want: no holiday, and not on its way already."""
        return not self.holiday and not self.is_scheduled

    @property
    def is_moved(self):
        """Tell whether its session is on another date than the rule wants."""
        return self.session is not None and self.session.start != self.start

    @property
    def is_scheduled(self):
        """Tell whether its session goes public by itself at an hour that somebody chose."""
        return self.session is not None and bool(self.session.scheduled_for)


def wanted(series: Series, begin: datetime, end: datetime, holidays: dict[date, str]) -> list[Occurrence]:
    """Return the Occurrences (list) that a Series wants from `begin` to before `end` (aware), without sessions.

    `holidays` is {day: name}. Raises RuleError for a rule that is none.
    """
    last = timezone.localdate(end) + timedelta(days=1)
    if series.last_day:
        last = min(last, series.last_day + timedelta(days=1))
    lasts, found = timedelta(minutes=series.minutes), []
    for day in rule_days(Rule.parse(series.rule), series.first_day, timezone.localdate(begin), last):
        start = moment_on(day, series.at)
        if begin <= start < end:
            name = holidays.get(day, "") if series.skips_holidays else ""
            found.append(Occurrence(series, start, start + lasts, name, day.isoformat() in series.exceptions))
    return found


def series_occurrences(many: QuerySet[Series] | list[Series], begin: datetime, end: datetime) -> list[Occurrence]:
    """Return the Occurrences (list, by date) of many Series from `begin` to before `end` (aware): three questions.

    Each has the session made of it. A session of an earlier rule, whose date no rule wants any more, comes with them.
    """
    many = list(many)
    made = sessions_by_rule_date(many, begin, end)
    holidays = holidays_between(timezone.localdate(begin), timezone.localdate(end) + timedelta(days=1))
    found = []
    for series in many:
        mine = made.pop(series.pk, {})
        for occurrence in wanted(series, begin, end, holidays):
            found.append(replace(occurrence, session=mine.pop(occurrence.start, None)))
        found += [Occurrence(series, start, page.end or page.until, session=page) for start, page in mine.items()]
    return sorted(found, key=lambda occurrence: (occurrence.start, occurrence.series.council_id, occurrence.series.pk))


def sessions_by_rule_date(many: list[Series], begin: datetime, end: datetime) -> dict[int, dict[datetime, SessionPage]]:
    """Return {pk of a series: {date that the rule wanted: SessionPage, first version}} for a time."""
    sessions = first_versions(SessionPage.objects.filter(series__in=many))
    sessions = sessions.filter(recurrence_id__gte=begin, recurrence_id__lt=end)
    scheduled = scheduled_dates(sessions)
    made = {}
    for page in sessions.select_related("venue", "locale", "latest_revision"):
        page.scheduled_for = scheduled.get(str(page.pk))
        as_drafted(page)
        made.setdefault(page.series_id, {})[page.recurrence_id] = page
    return made


def as_drafted(page: SessionPage) -> None:
    """Let a session that was never announced say what its draft says; its own row is of the day it was made."""
    if page.live or page.latest_revision is None:
        return
    content = page.latest_revision.content
    page.title, page.state, page.lead = page.draft_title, content["state"], content["lead"]
    page.start = parse_datetime(content["start"])
    page.end = parse_datetime(content["end"]) if content["end"] else None


def scheduled_dates(pages: QuerySet[SessionPage]) -> dict[str, datetime]:
    """Return {pk (str): when it goes public by itself} of those of a page queryset that do."""
    keys = pages.order_by().annotate(key=Cast("pk", CharField())).values("key")
    of_pages = Revision.objects.filter(base_content_type=get_default_page_content_type(), object_id__in=keys)
    return dict(of_pages.filter(approved_go_live_at__isnull=False).values_list("object_id", "approved_go_live_at"))


def horizon_of(series: Series, now: datetime) -> datetime:
    """Return until when (aware datetime) sessions of a Series are prepared."""
    return now + timedelta(weeks=series.horizon_weeks)


def series_that_meet(rows: QuerySet[Series] | None = None) -> QuerySet[Series]:
    """Return the Series (QuerySet) that go on: active, of a public council that meets, in an open district."""
    rows = Series.objects.all() if rows is None else rows
    rows = rows.filter(active=True, council__active=True, council__live=True).exclude(council__district__active=False)
    return rows.select_related("council__district", "council__neighbourhood", "council__locale", "venue", "unit")
