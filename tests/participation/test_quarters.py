"""The numbers of a district and quarter: when they are published, what enters them, and that they stay."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from portal.minutes.publication import publish_minutes
from portal.participation.models import QuarterNumbers
from portal.participation.quarters import Quarter, leaves_room, publish_quarters, quarter_named, quarter_of
from tests.councils import city
from tests.minutes.held import wrote
from tests.participants.people import came

from .quarter_city import FEW, LARGE, OTHER, SMALL, counted, month_later, publish_later, shown

# The calendar --------------------------------------------------------------------------------------------------------


def test_a_quarter_begins_and_ends_by_the_citys_clock():
    assert quarter_of(city.moment("2026-09-30 23:30")) == Quarter(2026, 3)
    assert quarter_of(city.moment("2026-10-01 00:00")) == Quarter(2026, 4)


def test_after_the_fourth_quarter_comes_a_new_year():
    assert Quarter(2026, 4).following == Quarter(2027, 1)
    assert Quarter(2026, 4).times[1] == city.moment("2027-01-01 00:00")


@pytest.mark.parametrize("code", ["2026-Q5", "2026", "0000-Q1", "2026-q3", ""])
def test_what_names_no_quarter_is_none(code):
    assert quarter_named(code) is None


def test_a_quarter_is_named_by_its_months():
    assert quarter_named("2026-Q3").label == "Julio a septiembre de 2026"
    assert quarter_named("2026-Q3").first_day == date(2026, 7, 1)


# When ----------------------------------------------------------------------------------------------------------------


def test_a_quarter_is_published_thirty_days_after_its_end(council, writer):
    counted(council, writer, LARGE, start="2026-11-20 19:00")
    publish_quarters(city.moment("2027-01-30 23:00"))
    assert not QuarterNumbers.objects.exists()
    publish_quarters(city.moment("2027-01-31 00:00"))
    assert QuarterNumbers.objects.get().quarter == "2026-Q4"


def test_old_minutes_have_thirty_days_to_come_together(council, writer):
    counted(council, writer, LARGE)
    publish_quarters(timezone.now() + timedelta(days=29))
    assert not QuarterNumbers.objects.exists()
    assert publish_later().quarter == "2026-Q3"


def test_a_quarter_is_published_once(council, writer):
    counted(council, writer, LARGE)
    first = publish_later()
    counted(council, writer, OTHER, start="2026-08-20 19:00")
    publish_quarters(month_later() + timedelta(days=60))
    kept = QuarterNumbers.objects.get()
    assert (kept.pk, kept.people, kept.tables) == (first.pk, first.people, first.tables)


def test_without_minutes_nothing_is_published(council):
    city.session(council, "2026-08-12 19:00")
    assert publish_later() is None


# What ----------------------------------------------------------------------------------------------------------------


def test_sums_of_what_is_shown_equal_their_sources(council, writer):
    for day in (4, 11, 18):
        counted(council, writer, LARGE, start=f"2026-08-{day:02} 19:00")
    numbers = publish_later()
    assert numbers.people == 3 * 41
    assert shown(numbers, "gender") == {"women": 60, "men": 45, "other": 18}
    assert sum(shown(numbers, "age").values()) == 123


def test_cells_that_are_hidden_in_each_session_may_be_shown_together(council, writer):
    counted(council, writer, SMALL)
    counted(council, writer, OTHER, start="2026-08-20 19:00")
    counted(council, writer, {**OTHER, "gender.other": "2", "gender.men": "11"}, start="2026-08-27 19:00")
    assert shown(publish_later(), "gender")["other"] == 5


def test_sessions_with_fewer_than_five_people_are_left_out_and_told(council, writer):
    counted(council, writer, LARGE)
    counted(council, writer, FEW, start="2026-08-20 19:00")
    numbers = publish_later()
    assert (numbers.people, numbers.small_sessions, len(numbers.sessions)) == (41, 1, 2)
    assert numbers.tables["gender"]["sessions"] == 1


def test_a_session_that_shows_only_its_total_since_a_correction_enters_no_sum(council, writer):
    counted(council, writer, LARGE)
    corrected = counted(council, writer, SMALL, start="2026-08-20 19:00")
    content = {**SMALL, "gender.other": "5", "gender.men": "10"}
    wrote(corrected.session, writer, content)
    publish_minutes(corrected.session, writer, reason="Estaba mal contado.")
    assert publish_later().tables["gender"]["sessions"] == 1


def test_a_hidden_session_is_not_counted(council, writer):
    counted(council, writer, LARGE)
    counted(council, writer, OTHER, start="2026-08-20 19:00").session.unpublish()
    assert publish_later().people == 41


def test_another_quarters_sessions_are_not_counted(council, writer):
    counted(council, writer, LARGE, start="2026-09-30 23:30")
    counted(council, writer, OTHER, start="2026-10-01 00:30")
    publish_quarters(month_later())
    assert QuarterNumbers.objects.get(quarter="2026-Q3").people == 41


# The register --------------------------------------------------------------------------------------------------------


def register(session, count, first=0, **fields):
    """Enter so many participants of a session, each with an address of her own."""
    return [came(session, email=f"vecina{first + number}@example.org", **fields) for number in range(count)]


def test_unique_and_returning_people_stand_apart_from_attendances(council, writer):
    sessions = [counted(council, writer, LARGE, start=f"2026-08-{day} 19:00").session for day in (12, 20)]
    register(sessions[0], 12)
    register(sessions[1], 12, first=6)
    numbers = publish_later()
    assert (numbers.people, numbers.unique_people, numbers.returning_people) == (82, 18, 6)


def test_fewer_than_five_people_of_the_register_are_not_told(council, writer):
    register(counted(council, writer, LARGE).session, 4)
    assert publish_later().unique_people is None


def test_gender_and_age_are_crossed_by_the_register_alone(council, writer):
    sessions = [counted(council, writer, LARGE, start=f"2026-08-{day} 19:00").session for day in (12, 20)]
    for session in sessions:
        register(session, 6, gender="women", age="30-59")
        register(session, 2, first=6, gender="men", age="30-59")
    register(sessions[0], 9, first=20, gender="men", age="60-plus")
    table = shown(publish_later(), "gender-age")
    assert (table["women.30-59"], table["men.30-59"]) == (12, None)


def test_nothing_is_crossed_where_the_sums_leave_no_room():
    cells = {"women.18-29": 12, "women.60-plus": 2, "men.18-29": 20, "men.60-plus": 9}
    assert leaves_room(cells, {"gender": {"shown": {"women": 16, "men": 31}}})
    assert not leaves_room(cells, {"gender": {"shown": {"women": 15, "men": 31}}})
    assert not leaves_room(cells, {"age": {"shown": {"60-plus": 10}}})
