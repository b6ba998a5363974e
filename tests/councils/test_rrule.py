"""Rules against another implementation of RFC 5545, over changes of the clocks, ends of months and leap days."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from django.test import override_settings
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event, vRecur

from portal.councils.rrule import LAST, NTHS, Frequency, Rule, RuleError, ever_happens, moment_on, rule_days

#: clocks change in spring and autumn, at different dates and hours; Mexico stopped in 2022, Buenos Aires in 2009
ZONES = ("Europe/Madrid", "America/Santiago", "America/Mexico_City", "America/Argentina/Buenos_Aires")
WEEKDAYS = st.integers(0, 6)
INTERVALS = st.integers(1, 4)
LENGTHS = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


def yearly(interval, month, day):
    """Return a yearly Rule on a day that its month has."""
    return Rule(Frequency.YEARLY, interval, month=month, month_day=min(day, LENGTHS.get(month, 31)))


RULES = st.one_of(
    st.builds(
        lambda interval, days: Rule(Frequency.WEEKLY, interval, weekdays=tuple(sorted(days))),
        INTERVALS,
        st.sets(WEEKDAYS, min_size=1, max_size=3),
    ),
    st.builds(
        lambda interval, nths, day: Rule(
            Frequency.MONTHLY, interval, weekdays=(day,), nths=tuple(sorted(nths, key=NTHS.index))
        ),
        INTERVALS,
        st.lists(st.sampled_from([1, 2, 3, 4, 5, LAST]), min_size=1, max_size=2, unique=True),
        WEEKDAYS,
    ),
    st.builds(
        lambda interval, day: Rule(Frequency.MONTHLY, interval, month_day=day),
        INTERVALS,
        st.sampled_from([1, 15, 28, 29, 30, 31, LAST]),
    ),
    st.builds(yearly, st.just(1), st.integers(1, 12), st.integers(1, 31)),
)
TIMES = st.sampled_from([time(0), time(1, 30), time(2, 30), time(3), time(19), time(23, 59)])
FIRST_DAYS = st.dates(date(2015, 1, 1), date(2024, 2, 29))
LEAP = Rule(Frequency.YEARLY, month=2, month_day=29)
SUNDAYS = Rule(Frequency.WEEKLY, weekdays=(6,))


def by_the_library(rule, first, at, zone, begin, end):
    """Return the moments (list, UTC) that recurring-ical-events makes of an event that begins on `first`."""
    event = Event()
    event.add("uid", "a")
    event.add("dtstart", datetime.combine(first, at, tzinfo=ZoneInfo(zone)))
    event.add("rrule", vRecur.from_ical(str(rule)))
    calendar = Calendar()
    calendar.add_component(event)
    found = recurring_ical_events.of(calendar).between(begin, end)
    return sorted(one["DTSTART"].dt.astimezone(UTC) for one in found)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(RULES, FIRST_DAYS, TIMES, st.sampled_from(ZONES), st.integers(0, 1200))
@example(SUNDAYS, date(2021, 1, 1), time(2, 30), "Europe/Madrid", 0)
@example(SUNDAYS, date(2021, 1, 1), time(2, 30), "America/Mexico_City", 0)
@example(SUNDAYS, date(2021, 1, 1), time(0), "America/Santiago", 200)
@example(Rule(Frequency.MONTHLY, month_day=31), date(2023, 1, 1), time(19), "Europe/Madrid", 0)
@example(LEAP, date(2015, 1, 1), time(19), "Europe/Madrid", 300)
def test_the_same_dates_as_recurring_ical_events(rule, first_day, at, zone, ahead):
    first = next(rule_days(rule, first_day, first_day, date(2030, 1, 1)), None)
    if first is None:
        return
    begin, end = first + timedelta(days=ahead), first + timedelta(days=ahead + 400)
    with override_settings(TIME_ZONE=zone):
        ours = [moment_on(day, at) for day in rule_days(rule, first_day, begin, end)]
    midnights = [datetime.combine(day, time(), tzinfo=ZoneInfo(zone)) for day in (begin, end)]
    assert ours == by_the_library(rule, first, at, zone, *midnights)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(RULES, FIRST_DAYS, st.integers(0, 3000))
def test_history_changes_nothing(rule, first_day, ahead):
    begin = first_day + timedelta(days=ahead)
    end = begin + timedelta(days=800)
    since_ever = [day for day in rule_days(rule, first_day, first_day, end) if day >= begin]
    assert list(rule_days(rule, first_day, begin, end)) == since_ever


@given(RULES)
def test_a_rule_is_stored_and_read_again(rule):
    assert Rule.parse(str(rule)) == rule


def test_seven_in_the_evening_stays_seven_in_the_evening():
    zone = ZoneInfo("Europe/Madrid")
    with override_settings(TIME_ZONE="Europe/Madrid"):
        moments = [
            moment_on(day, time(19)) for day in rule_days(SUNDAYS, date(2026, 1, 1), date(2026, 1, 1), date(2027, 1, 1))
        ]
    assert {moment.astimezone(zone).time() for moment in moments} == {time(19)}
    assert {moment.hour for moment in moments} == {17, 18}


@pytest.mark.parametrize(
    ("day", "at", "wall"),
    [
        (date(2026, 3, 29), time(2, 30), "2026-03-29T03:30:00+02:00"),  # does not exist: by the offset before
        (date(2026, 10, 25), time(2, 30), "2026-10-25T02:30:00+02:00"),  # comes twice: the first
    ],
)
def test_hours_that_the_clocks_skip_or_repeat(day, at, wall):
    with override_settings(TIME_ZONE="Europe/Madrid"):
        moment = moment_on(day, at)
    assert moment.astimezone(ZoneInfo("Europe/Madrid")).isoformat() == wall


def test_only_months_that_have_the_day():
    rule = Rule(Frequency.MONTHLY, month_day=31)
    days = list(rule_days(rule, date(2026, 1, 1), date(2026, 1, 1), date(2027, 1, 1)))
    assert [day.month for day in days] == [1, 3, 5, 7, 8, 10, 12]


def test_29_february_comes_every_fourth_year():
    days = list(rule_days(LEAP, date(2023, 1, 1), date(2023, 1, 1), date(2033, 1, 1)))
    assert days == [date(2024, 2, 29), date(2028, 2, 29), date(2032, 2, 29)]


def test_a_rule_without_end_is_capped():
    rule = Rule(Frequency.WEEKLY, weekdays=tuple(range(7)))
    assert len(list(rule_days(rule, date(1975, 1, 1), date(1975, 1, 1), date(2075, 1, 1)))) == 1000


def test_fifty_years_of_history_cost_nothing():
    begin = date(2026, 11, 1)
    assert list(islice(rule_days(SUNDAYS, date(1, 1, 1), begin, date(2026, 11, 9)), 3)) == [begin, date(2026, 11, 8)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "FREQ=DAILY",
        "FREQ=WEEKLY",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;BYDAY=TU;COUNT=3",
        "FREQ=WEEKLY;INTERVAL=0;BYDAY=TU",
        "FREQ=WEEKLY;INTERVAL=999999999;BYDAY=TU",
        "FREQ=WEEKLY;BYDAY=1TU",
        "FREQ=MONTHLY;BYDAY=1TU,2WE",
        "FREQ=MONTHLY;BYDAY=6TU",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTHDAY=3",
        "BYDAY=TU",
        "🙂",
    ],
)
def test_what_is_no_rule_of_ours_is_refused(text):
    with pytest.raises(RuleError):
        Rule.parse(text)


def test_a_rule_that_never_happens_is_known():
    assert not ever_happens(Rule(Frequency.MONTHLY, 12, month_day=31), date(2026, 2, 1))
    assert not ever_happens(SUNDAYS, date(2026, 11, 23), date(2026, 11, 24))
    assert ever_happens(LEAP, date(2026, 1, 1))
