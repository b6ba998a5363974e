"""Addresses of the agenda: what they mean, and that every one of them means something."""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from portal.agendas.calendar.query import LIST, MAP, MONTH, PARAMETERS, WEEK, CalendarQuery

TODAY = date(2026, 11, 25)
HOSTILE = (
    "",
    "'",
    "2026-W54",
    "9999-W01",
    "0000-01",
    "2026-13",
    "\x00",
    "²",
    "-1",
    "10" * 40,
    "week",
    "W",
    "٣",
    "2026-02-30",
)


def asked(address):
    return CalendarQuery.of(QueryDict(address))


@pytest.mark.parametrize(
    ("address", "view", "begin", "end"),
    [
        ("", WEEK, "2026-11-23", "2026-11-30"),
        ("week=2026-W53", WEEK, "2026-12-28", "2027-01-04"),
        ("week=2026-w47", WEEK, "2026-11-16", "2026-11-23"),
        ("view=month", MONTH, "2026-11-01", "2026-12-01"),
        ("month=2026-12", MONTH, "2026-12-01", "2027-01-01"),
        ("view=month&week=2026-W49", MONTH, "2026-12-01", "2027-01-01"),
        ("view=week&month=2026-12", WEEK, "2026-11-30", "2026-12-07"),
        ("view=list", LIST, "2026-11-25", "2027-11-26"),
        ("view=list&week=2026-W47", LIST, "2026-11-16", "2026-11-23"),
        ("year=1998", LIST, "1998-01-01", "1999-01-01"),
        ("view=month&year=1998", LIST, "1998-01-01", "1999-01-01"),
        ("from=2026-12-01&to=2026-12-24", LIST, "2026-12-01", "2026-12-25"),
        ("from=2026-12-24&to=2026-12-01", LIST, "2026-12-01", "2026-12-25"),
        ("view=map&from=2026-12-01&to=2026-12-24", MAP, "2026-12-01", "2026-12-25"),
        ("view=map", MAP, "2026-11-23", "2026-11-30"),
        ("from=1975-01-01", LIST, "1975-01-01", "1976-01-02"),
        ("to=1975-12-31", LIST, "1974-12-31", "1976-01-01"),
    ],
)
def test_an_address_shows_these_days(address, view, begin, end):
    question = asked(address)
    period = question.period(TODAY)
    assert (question.view, period.begin.isoformat(), period.end.isoformat()) == (view, begin, end)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "week=2026-W47",
        "view=list",
        "month=2026-11&modality=virtual",
        "view=map&month=2026-11",
        "from=2026-12-01&to=2026-12-24&district=oeste&district=sur",
        "time=evening&service=childcare&q=plaza+del+molino&page=3",
        "council=12-la-canada&kind=thematic&kind=workshop&language=es&theme=housing&neighbourhood=echesortu",
    ],
)
def test_an_address_is_written_as_it_was_read(address):
    question = asked(address)
    assert question.unknown == ()
    assert sorted(question.query(page=question.page).split("&")) == sorted(address.split("&"))


def test_a_change_of_filter_goes_to_the_first_page():
    assert asked("view=list&page=4").address(district=("sur",)) == "?view=list&district=sur"
    assert asked("district=sur").address(district=()) == "?"


def test_what_was_not_understood_is_named_and_left_out():
    question = asked("week=2026-W54&modality=telepathy&modality=virtual&district=%27&view=circus&from=tomorrow")
    assert question.unknown == ("week", "from", "modality", "district", "view")
    assert question == asked("modality=virtual")


def test_the_same_filters_at_any_time_are_what_calendars_subscribe_to():
    assert asked("month=2026-11&district=sur&page=2&q=agua").filters_only() == asked("district=sur&q=agua")


def test_times_that_the_address_names_are_bounds_and_others_are_none():
    assert asked("view=month&district=sur").bounds() == (None, None)
    begin, end = asked("week=2026-W47").bounds()
    assert (begin.isoformat(), (end - begin).days) == ("2026-11-16T00:00:00-03:00", 7)
    begin, end = asked("to=2026-11-20").bounds()
    assert begin is None
    assert end.isoformat() == "2026-11-21T00:00:00-03:00"


@given(st.lists(st.tuples(st.sampled_from(PARAMETERS), st.sampled_from(HOSTILE) | st.text(max_size=80)), max_size=12))
def test_every_address_means_something_and_is_read_again_as_it_was_written(pairs):
    parameters = QueryDict(mutable=True)
    for name, value in pairs:
        parameters.appendlist(name, value)
    question = CalendarQuery.of(parameters)
    period = question.period(TODAY)
    assert 1 <= (period.end - period.begin).days <= 366
    question.council_ids()
    question.bounds()
    assert asked(question.query(page=question.page)) == question
