"""What changed of a date is said in one way: the day, the hour, or both."""

from datetime import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.translation import override

from portal.events.choices import EventState, Move
from portal.events.search_hits import state_found
from portal.events.state import move_between, move_label, move_sentences, state_words

ZONE = ZoneInfo("America/Argentina/Buenos_Aires")
OLD = datetime(2026, 11, 24, 18, 0, tzinfo=ZONE)


def moved(day=24, hour=18, all_day=False, former=OLD, state=EventState.RESCHEDULED):
    start = datetime(2026, 11, day, hour, 0, tzinfo=ZONE)
    return SimpleNamespace(
        start=start, former_start=former, all_day=all_day, state=state, get_state_display=lambda: state.label
    )


@pytest.mark.parametrize(
    ("day", "hour", "all_day", "expected"),
    [
        (24, 18, False, None),
        (25, 18, False, Move.DAY),
        (24, 19, False, Move.HOUR),
        (25, 19, False, Move.DAY_AND_HOUR),
        (25, 0, True, Move.DAY),  # its hour is none
        (24, 0, True, Move.HOUR),  # it lasts all day now
        (24, 23, False, Move.HOUR),  # already the next day in UTC
    ],
)
def test_day_and_hour_are_those_of_the_city(day, hour, all_day, expected):
    event = moved(day, hour, all_day)
    assert move_between(OLD, event.start, all_day) == expected


@pytest.mark.parametrize(
    ("event", "words", "sentences"),
    [
        (moved(hour=19), "Cambió de hora", ("Cambió de hora.", "Antes era a las 18:00.")),
        (
            moved(day=25),
            "Cambió de día",
            ("Cambió de día.", "Antes era el martes 24 de noviembre a las 18:00."),
        ),
        (
            moved(day=25, hour=19),
            "Cambió de día y hora",
            ("Cambió de día y hora.", "Antes era el martes 24 de noviembre a las 18:00."),
        ),
        (moved(day=25, all_day=True), "Cambió de día", ("Cambió de día.", "Antes era el martes 24 de noviembre.")),
        (moved(former=None), "Cambió de día", ("Cambió de día.", "")),  # an editor's word, without a former date
    ],
)
def test_word_and_sentence_say_the_same(event, words, sentences, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 20, 12, tzinfo=ZONE))
    with override("es"):
        assert move_label(event) == state_words(event) == words
        assert move_sentences(event) == sentences


def test_a_hit_of_the_search_says_the_hour_too():
    data = {"start": "2026-11-24T22:00:00+00:00", "all_day": False, "state": "rescheduled"}
    with override("es"):
        assert state_found(data)["word"] == "Cambió de día"
        assert state_found({**data, "former": "2026-11-24T21:00:00+00:00"})["word"] == "Cambió de hora"
