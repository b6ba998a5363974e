"""The phase of a session is that of the clock."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from portal.councils.phases import Phase, phase_of, phase_state
from portal.events.models import EventKind, EventPage, EventState
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
        ("2026-11-24 21:00", Phase.AWAITING_MINUTES),
        ("2030-01-01 00:00", Phase.AWAITING_MINUTES),
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
    assert phase_of(session, at("2026-11-24 21:00")) == Phase.AWAITING_MINUTES


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
        assert phase_of(night, night.start + timedelta(minutes=120)) == Phase.AWAITING_MINUTES


def test_the_phase_has_a_word_and_a_shape(session):
    assert phase_state(session, at("2026-11-24 20:00")) == {"kind": "open", "word": "Ahora"}
