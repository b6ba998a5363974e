"""Drafts of weekly agendas: made by themselves for the coming weeks, or on demand for any."""

from datetime import datetime

from django.db.models import QuerySet

from portal.agendas.models import WeeklyIssue
from portal.core.weeks import Week
from portal.territory.models import District, DistrictKind

WEEKS_AHEAD = 2


def districts_with_issues() -> QuerySet[District]:
    """Return the Districts (QuerySet) that have a weekly agenda of their own; what is the whole city's is in the city's."""
    return District.objects.filter(active=True, kind=DistrictKind.DISTRICT)


def draft_of(week: Week, district: District | None = None) -> tuple[WeeklyIssue, bool]:
    """Return (the issue of a Week for a District, None being the whole city; whether it was made now)."""
    return WeeklyIssue.objects.get_or_create(week=week.code, district=district)


def prepare_drafts(now: datetime) -> None:
    """Make the drafts of the coming weeks, as seen from `now` (aware datetime), where they do not stand. Run daily."""
    weeks = [Week.now(now).plus(number) for number in range(1, WEEKS_AHEAD + 1)]
    places = (None, *districts_with_issues())
    wanted = [(week.code, district) for week in weeks for district in places]
    known = set(WeeklyIssue.objects.filter(week__in=[week.code for week in weeks]).values_list("week", "district"))
    for code, district in wanted:
        if (code, district and district.pk) not in known:
            WeeklyIssue.objects.get_or_create(week=code, district=district)
