"""Generated sets of events: each file parses and shows exactly them, whatever their zone, hours, state and characters."""

from datetime import UTC, datetime, timedelta
from unittest.mock import PropertyMock, patch
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from dateutil.rrule import rrulestr
from django.test import override_settings
from django.utils import timezone, translation
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from wagtail.models import Locale

from portal.core.escaping import printable
from portal.core.models.page import set_relations
from portal.events.calendars.entry import event_entry
from portal.events.calendars.writing import calendar_bytes
from portal.events.models import Announcement, EventPage

pytestmark = pytest.mark.django_db
ZONES = ["America/Argentina/Buenos_Aires", "Europe/Madrid", "America/Santiago", "America/Chicago"]
BEGIN, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
#: a day before the clock changes, somewhere, in spring and in autumn
CHANGES = [
    datetime(2026, 3, 28),
    datetime(2026, 10, 24),
    datetime(2026, 4, 4),
    datetime(2026, 9, 5),
    datetime(2026, 3, 7),
]
days = st.one_of(st.sampled_from(CHANGES), st.datetimes(datetime(2026, 1, 3), datetime(2027, 12, 1)))
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)


@pytest.fixture(autouse=True, scope="module")
def no_database():
    """Pages that nobody stored have an address all the same."""
    with patch.object(EventPage, "url", new_callable=PropertyMock, return_value="/es/agenda/taller/"):
        yield


@st.composite
def fields(draw):
    """Return the fields of an event in wall-clock time, as an editor types them."""
    start = draw(days).replace(minute=draw(st.sampled_from([0, 15, 30, 59])), second=0, microsecond=0)
    start += timedelta(hours=draw(st.integers(0, 47)))
    all_day, lasts = draw(st.booleans()), draw(st.none() | st.integers(0, 30 * 24 * 4))
    end = None if lasts is None else start + timedelta(minutes=15 * lasts)
    state = draw(st.sampled_from(["planned", "confirmed", "cancelled", "rescheduled"]))
    former = draw(days) if state == "rescheduled" else None
    words = {name: draw(texts) for name in ("title", "lead", "venue_hint", "cancel_reason", "venue_name")}
    return {"start": start, "end": end, "all_day": all_day, "state": state, "former_start": former, **words}


def made(number, said):
    """Return an event that is not stored, with its announcement: what was typed, in the city's zone now."""
    aware = {n: said[n] and timezone.make_aware(said[n]).astimezone(UTC) for n in ("start", "end", "former_start")}
    if aware["end"] and aware["end"] < aware["start"]:  # between them the clock went back
        aware["end"] = aware["start"]
    event = EventPage(**{**said, **aware}, locale=Locale(language_code="es"), translation_key=UUID(int=number))
    event.until = event.computed_until()
    set_relations(event, {"services": []})
    told = Announcement(key=event.translation_key, first_at=BEGIN, changed_at=BEGIN, sequence=number)
    return event, told


def written(pairs):
    """Return the calendar file (bytes) of events with their announcements."""
    return calendar_bytes([event_entry(event, "es", told) for event, told in pairs], "Agenda")


def shown(data):
    """Return {uid: the VEVENT that a calendar program shows between BEGIN and END}."""
    found = list(recurring_ical_events.of(Calendar.from_ical(data)).between(BEGIN, END + timedelta(days=60)))
    by_uid = {str(event["uid"]): event for event in found}
    assert len(by_uid) == len(found)
    return by_uid


@settings(max_examples=120, deadline=None)
@given(st.lists(fields(), min_size=1, max_size=6), st.sampled_from(ZONES), st.randoms())
def test_a_file_shows_exactly_its_events(typed, zone, chance):
    with override_settings(TIME_ZONE=zone), timezone.override(zone), translation.override("es"):
        pairs = [made(number, said) for number, said in enumerate(typed)]
        data = written(pairs)
        found = shown(data)
        assert len(found) == len(pairs)
        for event, told in pairs:
            program = found[f"{event.translation_key}@localhost"]
            local = timezone.localtime(event.start)
            assert program.start == (local.date() if event.all_day else local)
            assert (program["status"] == "CANCELLED") == event.is_cancelled
            assert program["sequence"] == told.sequence
            if event.until > event.start:
                until = timezone.localtime(event.until)
                assert program.end == (until.date() if event.all_day else until)
        assert max(len(line) for line in data.split(b"\r\n")) <= 75
        shuffled = list(pairs)
        chance.shuffle(shuffled)
        assert written(shuffled) == data


@settings(max_examples=60, deadline=None)
@given(texts)
@example("a\u2028b\u2029c\x85d\x1ce\ufefff")
def test_any_title_comes_back_as_it_was_but_for_what_is_no_text(title):
    pair = made(1, {"start": datetime(2026, 5, 5, 19), "end": None, "former_start": None, "title": title})
    with translation.override("es"):
        data = written([pair])
    (program,) = shown(data).values()
    assert visible(str(program.get("summary", ""))) == visible(title)
    assert b"\x00" not in data


def visible(text):
    """Return the words (list of str) of a text without the characters that a calendar drops."""
    return printable(text).replace("\x7f", "").split()


RULES = st.builds(
    "FREQ={};INTERVAL={};COUNT={}{}".format,
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]),
    st.integers(1, 3),
    st.integers(1, 40),
    st.sampled_from(["", ";BYDAY=TU", ";BYDAY=-1SU", ";BYMONTHDAY=-1", ";BYDAY=SU,MO"]),
)


@settings(max_examples=200, deadline=None)
@given(RULES, st.sampled_from(CHANGES), st.sampled_from(ZONES), st.integers(0, 23))
def test_sessions_made_of_a_rule_are_those_that_the_rule_shows(rule, day, zone, hour):
    rule = rule.replace("BYDAY=-1SU", "BYDAY=SU") if "MONTHLY" not in rule else rule
    first, city = day.replace(hour=hour), ZoneInfo(zone)
    wall = [start for start in rrulestr(f"RRULE:{rule}", dtstart=first) if start.year < 2028]
    # hours that the clock skips or repeats are the series' own matter
    wall = [w for w in wall if w.replace(tzinfo=city).astimezone(UTC).astimezone(city).replace(tzinfo=None) == w]
    if not wall:
        return
    series = (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\n"
        f"DTSTART;TZID={zone}:{first:%Y%m%dT%H%M%S}\r\nDURATION:PT2H\r\nRRULE:{rule}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    expected = recurring_ical_events.of(Calendar.from_ical(series)).between(BEGIN, END + timedelta(days=60))
    expected = {event.start.astimezone(UTC) for event in expected if event.start.replace(tzinfo=None) in set(wall)}
    with override_settings(TIME_ZONE=zone), timezone.override(zone), translation.override("es"):
        said = {"end": None, "former_start": None, "title": "Consejo"}
        data = written([made(number, {**said, "start": start}) for number, start in enumerate(wall)])
    assert {event.start.astimezone(UTC) for event in shown(data).values()} == expected
