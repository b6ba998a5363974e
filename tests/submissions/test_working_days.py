"""Working days and the office's clock: nothing is counted twice, nothing is negative, holidays and weekends are free."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from portal.series.holidays import holidays_between
from portal.submissions import working_days
from portal.submissions.models import Submission
from portal.submissions.working_days import (
    Lateness,
    days_used,
    lateness,
    start_clock,
    stop_clock,
    working_days_between,
)

EASTER = frozenset({date(2026, 4, 2), date(2026, 4, 3)})
REGISTERED = tuple(working_days._sources)
moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))


@pytest.fixture(autouse=True)
def known_holidays(monkeypatch):
    """The holidays of the tests, wherever the city is."""
    monkeypatch.setattr(
        working_days, "_sources", [lambda begin, end: {day: "" for day in EASTER if begin <= day < end}]
    )


def at(day, hour=10):
    """Return an aware moment of a day of the city."""
    return timezone.make_aware(datetime.fromisoformat(f"2026-{day}T{hour:02}:00"))


@pytest.mark.parametrize(
    ("begin", "end", "days"),
    [
        ("03-04", "03-04", 0),  # the same Wednesday
        ("03-04", "03-05", 1),
        ("03-06", "03-09", 1),  # Friday to Monday
        ("03-07", "03-08", 0),  # Saturday to Sunday
        ("03-04", "03-18", 10),
        ("04-01", "04-06", 1),  # over two holidays and a weekend
        ("03-05", "03-04", 0),  # back in time
    ],
)
def test_weekends_and_holidays_do_not_count(begin, end, days):
    assert working_days_between(at(begin), at(end)) == days


def test_the_day_is_that_of_the_city_not_of_greenwich():
    evening = at("03-04", 23)
    assert evening.astimezone(UTC).day == 5
    assert working_days_between(evening, at("03-05", 1)) == 1


def test_each_holiday_of_the_city_is_asked_for():
    assert holidays_between in REGISTERED


@given(moments, moments)
def test_days_are_those_counted_one_by_one(begin, end):
    day, last, count = timezone.localdate(begin), timezone.localdate(end), 0
    while day < last:
        day += timedelta(days=1)
        count += day.weekday() < 5 and day not in EASTER
    assert working_days_between(begin, end) == count


@given(moments, st.lists(st.timedeltas(timedelta(), timedelta(days=40)), max_size=12))
def test_stopping_and_starting_never_makes_it_longer_than_the_whole(begin, pauses):
    matter, now = Submission(clock_since=begin), begin
    for number, pause in enumerate(pauses):
        before, now = days_used(matter, now), now + pause
        (start_clock if number % 2 else stop_clock)(matter, now)
        assert days_used(matter, now) >= before >= 0
    assert days_used(matter, now) <= working_days_between(begin, now)


@given(moments, st.lists(st.timedeltas(timedelta(), timedelta(days=9)), max_size=12))
def test_stopping_and_starting_at_once_loses_nothing(begin, steps):
    matter, now = Submission(clock_since=begin), begin
    for step in steps:
        now += step
        stop_clock(matter, now)
        start_clock(matter, now)
    assert days_used(matter, now) == working_days_between(begin, now)


def test_a_clock_that_stands_uses_nothing():
    matter = Submission(clock_since=at("03-04"))
    stop_clock(matter, at("03-06"))
    assert (matter.used_days, matter.clock_since) == (2, None)
    assert days_used(matter, at("12-01")) == 2
    stop_clock(matter, at("12-01"))
    assert matter.used_days == 2


@pytest.mark.parametrize(
    ("used", "word"),
    [(10, Lateness.ON_TIME), (11, Lateness.LATE), (20, Lateness.LATE), (21, Lateness.VERY_LATE)],
)
def test_late_is_beyond_the_days_of_the_kind_and_very_late_beyond_twice_as_many(used, word):
    assert lateness(Submission(clock_since=None, used_days=used)) == word
