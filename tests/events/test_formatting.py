"""Days, hours and places as people say them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from portal.events.formatting import day_words, hour_words, hours_words, place_words, when_words
from portal.events.models import EventPage, Modality
from portal.events.state import event_distance_words
from portal.territory.models import Venue
from tests.councils.city import moment

pytestmark = pytest.mark.django_db  # a page asks for its content type


@pytest.fixture(autouse=True)
def november(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: moment("2026-11-23 12:00"))


def event(start="2026-11-24 19:00", end="2026-11-24 21:00", **fields):
    page = EventPage(title="Taller", start=moment(start), end=moment(end) if end else None, **fields)
    page.until = page.computed_until()
    return page


@pytest.mark.parametrize(
    ("code", "words", "next_year"),
    [
        ("es", "martes 24 de noviembre", "viernes 1 de enero de 2027"),
        ("en", "Tuesday 24 November", "Friday 1 January 2027"),
        ("fr", "mardi 24 novembre", "vendredi 1er janvier 2027"),
        ("pt", "terça-feira, 24 de novembro", "sexta-feira, 1 de janeiro de 2027"),
    ],
)
def test_a_day_in_four_languages(code, words, next_year):
    with override(code):
        assert day_words(moment("2026-11-24 23:59")) == words
        assert day_words(date(2027, 1, 1)) == next_year


@pytest.mark.parametrize(
    ("code", "full", "half"), [("es", "9:00", "19:30"), ("en", "9:00", "19:30"), ("fr", "9 h", "19 h 30")]
)
def test_an_hour(code, full, half):
    with override(code):
        assert hour_words(moment("2026-11-24 09:00")).replace("\u00a0", " ") == full
        assert hour_words(moment("2026-11-24 19:30")).replace("\u00a0", " ") == half


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "martes 24 de noviembre, de 19:00 a 21:00"),
        ({"end": None}, "martes 24 de noviembre, a las 19:00"),
        ({"end": "2026-11-25 02:00"}, "martes 24 de noviembre, de 19:00 a 2:00"),
        ({"end": None, "all_day": True}, "martes 24 de noviembre, todo el día"),
        (
            {"end": "2026-11-24 00:00", "start": "2026-11-24 00:00", "all_day": True},
            "martes 24 de noviembre, todo el día",
        ),
        ({"end": "2026-11-26 18:00", "all_day": True}, "del martes 24 de noviembre al jueves 26 de noviembre"),
        (
            {"end": "2026-11-26 18:00"},
            "del martes 24 de noviembre a las 19:00 al jueves 26 de noviembre a las 18:00",
        ),
        ({"start": "2026-11-24 00:00", "end": "2026-11-25 00:00"}, "martes 24 de noviembre, de 0:00 a 0:00"),
    ],
)
def test_when(fields, words):
    assert when_words(event(**fields)) == words


def test_the_hours_alone():
    assert hours_words(event()) == "de 19:00 a 21:00"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"venue_name": "Plaza"}, "Plaza"),
        ({"venue": Venue(pk=1, name="Club")}, "Club"),
        ({"venue_name": "Plaza", "modality": Modality.HYBRID, "online_platform": "zoom"}, "Plaza y en línea, por Zoom"),
        ({"venue_name": "Plaza", "modality": Modality.VIRTUAL}, "en línea"),
        ({"modality": Modality.VIRTUAL, "phone_in": "0800"}, "por teléfono"),
        ({"modality": Modality.VIRTUAL, "online_platform": "other"}, "en línea"),
        ({}, ""),
    ],
)
def test_where(fields, words):
    assert place_words(event(**fields)) == words


@pytest.mark.parametrize(
    ("days", "words"), [(0, "hoy"), (1, "mañana"), (2, "en 2 días"), (31, "en 31 días"), (32, ""), (-1, "")]
)
def test_how_far_away(days, words):
    page = event(end=None)
    page.start = moment("2026-11-23 19:00") + timedelta(days=days)
    assert event_distance_words(page, timezone.now()) == words
