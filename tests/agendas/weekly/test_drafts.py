"""Drafts make themselves for the coming weeks, once."""

from datetime import datetime

import pytest
from django.utils import timezone

from portal.agendas.models import WeeklyIssue
from portal.agendas.weekly.drafts import draft_of, prepare_drafts
from portal.core.clock import job_name
from portal.core.models.clock import ClockRun
from portal.core.weeks import Week
from tests.councils.city import moment
from tests.factories import district_page

pytestmark = pytest.mark.both_databases("a draft is made once: a constraint and a lock")


def stored():
    """Return {(week, district's code)} of all issues."""
    return set(WeeklyIssue.objects.values_list("week", "district__code"))


def test_each_coming_week_has_one_for_the_city_and_for_each_open_district(db):
    district_page()
    district_page("Sur", "sur", active=False)
    district_page("Ciudad", "ciudad", kind="whole-city")
    prepare_drafts(moment("2026-12-20 23:30"))
    assert stored() == {("2026-W52", None), ("2026-W52", "oeste"), ("2026-W53", None), ("2026-W53", "oeste")}


def test_a_second_run_makes_nothing(db, django_assert_num_queries):
    district_page()
    now = moment("2026-11-18 10:00")
    prepare_drafts(now)
    before = set(WeeklyIssue.objects.values_list("pk", flat=True))
    with django_assert_num_queries(2):  # districts, issues
        prepare_drafts(now)
    assert set(WeeklyIssue.objects.values_list("pk", flat=True)) == before


def test_a_draft_on_demand_is_the_one_that_stands(db):
    first, is_new = draft_of(Week.of("2026-W47"))
    second, is_new_too = draft_of(Week.of("2026-W47"))
    assert (first, is_new, is_new_too) == (second, True, False)


def test_the_clock_prepares_them(db):
    from portal.core import clock

    assert job_name(prepare_drafts) in clock._daily
    clock.tick(timezone.make_aware(datetime(2026, 11, 18, 3, 0)))
    assert ("2026-W48", None) in stored()
    assert ClockRun.objects.filter(name=job_name(prepare_drafts)).exists()
