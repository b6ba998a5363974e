"""The phase of a session is that of the clock."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from portal.councils.models import SessionPage
from portal.councils.phases import Phase, agenda_closes_at, phase_of, phase_state
from portal.events.models import EventKind, EventPage, EventState
from portal.events.online_access import opens_at
from tests import factories
from tests.sharing import made_once

from . import city

pytestmark = pytest.mark.django_db


@made_once
def west():
    return factories.district_page()


@made_once
def session(west):
    return city.session(city.council(west), "2026-11-24 19:00", end="2026-11-24 21:00")


def at(text):
    """Return a moment in the city's zone."""
    return city.moment(text)


@pytest.mark.parametrize(
    ("now", "phase"),
    [
        ("2026-11-22 18:59", Phase.ANNOUNCED),
        ("2026-11-22 19:00", Phase.AGENDA_CLOSED),
        ("2026-11-24 18:59", Phase.AGENDA_CLOSED),
        ("2026-11-24 19:00", Phase.UNDER_WAY),
        ("2026-11-24 20:59", Phase.UNDER_WAY),
        ("2026-11-24 21:00", Phase.OVER),
        ("2030-01-01 00:00", Phase.OVER),
    ],
)
def test_the_clock_says_the_phase_to_the_minute(session, now, phase):
    assert phase_of(session, at(now)) == phase


def test_the_hours_before_which_the_agenda_closes_are_the_councils_choice(session):
    session.agenda_closes = 2
    assert phase_of(session, at("2026-11-24 16:59")) == Phase.ANNOUNCED
    assert phase_of(session, at("2026-11-24 17:00")) == Phase.AGENDA_CLOSED


def test_the_base_of_a_session_has_its_phase(session):
    base = EventPage.objects.select_related("sessionpage").get(pk=session.pk)
    assert phase_of(base, at("2026-11-23 10:00")) == Phase.AGENDA_CLOSED


def test_without_an_end_it_is_under_way_for_two_hours(west):
    session = city.session(city.council(west), "2026-11-24 19:00")
    assert phase_of(session, at("2026-11-24 20:59")) == Phase.UNDER_WAY
    assert phase_of(session, at("2026-11-24 21:00")) == Phase.OVER


def test_all_day_begins_and_ends_at_midnight(west):
    fair = city.event(west, "2026-11-24 12:00", all_day=True, kind=EventKind.FAIR)
    assert phase_of(fair, at("2026-11-23 23:59")) == Phase.ANNOUNCED
    assert phase_of(fair, at("2026-11-24 00:00")) == Phase.UNDER_WAY
    assert phase_of(fair, at("2026-11-25 00:00")) == Phase.OVER


def test_a_cancelled_one_is_cancelled_whatever_the_clock_says(session):
    session.state = EventState.CANCELLED
    for now in ("2026-11-01 10:00", "2026-11-24 19:30", "2027-01-01 10:00"):
        assert phase_of(session, at(now)) == Phase.CANCELLED


def test_the_hour_that_comes_twice_is_counted_in_real_time(west, settings):
    settings.TIME_ZONE = "Europe/Madrid"
    madrid = ZoneInfo("Europe/Madrid")
    with timezone.override(madrid):
        council = city.council(west)
        night = city.session(council, datetime(2026, 10, 25, 1, 30, tzinfo=madrid))
        assert phase_of(night, night.start + timedelta(minutes=119)) == Phase.UNDER_WAY
        assert phase_of(night, night.start + timedelta(minutes=120)) == Phase.OVER


@pytest.mark.parametrize(
    ("zone", "start", "hours", "closes"),
    [
        ("America/Santiago", "2026-09-07 19:00", 48, "2026-09-05 19:00-04:00"),  # the clocks go forward on the 6th
        ("America/Santiago", "2026-04-06 19:00", 48, "2026-04-04 19:00-03:00"),  # back on the 5th
        ("Europe/Madrid", "2026-03-30 19:00", 48, "2026-03-28 19:00+01:00"),
        ("Europe/Madrid", "2026-10-26 19:00", 48, "2026-10-24 19:00+02:00"),
        ("Europe/Madrid", "2026-10-26 19:00", 24 * 7, "2026-10-19 19:00+02:00"),
        ("Europe/Madrid", "2026-10-26 19:00", 0, "2026-10-26 19:00+01:00"),
        ("Europe/Madrid", "2026-03-29 08:30", 6, "2026-03-29 03:30+02:00"),  # there is no 02:30
        ("America/Argentina/Buenos_Aires", "2026-10-26 19:00", 48, "2026-10-24 19:00-03:00"),
    ],
)
def test_hours_before_are_those_on_the_wall(settings, zone, start, hours, closes):
    settings.TIME_ZONE = zone
    with timezone.override(zone):
        session = SessionPage(start=city.moment(start), agenda_closes=hours)
        assert agenda_closes_at(session) == datetime.fromisoformat(closes)
        assert timezone.localtime(agenda_closes_at(session)).isoformat(" ", "minutes") == closes


def test_the_link_opens_minutes_of_real_time_before(settings):
    settings.TIME_ZONE = "Europe/Madrid"
    with timezone.override("Europe/Madrid"):
        night = EventPage(start=city.moment("2026-03-29 03:05"), join_minutes=15, join_visibility="window")
        night.modality, night.online_url = "virtual", "https://meet.example/x"
        assert timezone.localtime(opens_at(night)).isoformat(" ", "minutes") == "2026-03-29 01:50+01:00"


def test_the_phase_has_a_word_and_a_shape(session):
    assert phase_state(session, at("2026-11-24 20:00")) == {"kind": "open", "word": "Ahora"}
