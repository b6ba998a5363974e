"""The VTIMEZONE says the same as the zone itself, at every hour of the years it is made for."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Timezone

from portal.events.calendars.zone import zone_component

ZONES = [
    "America/Argentina/Buenos_Aires",
    "Europe/Madrid",
    "America/Santiago",
    "America/Chicago",
    "Australia/Lord_Howe",
]


def read_back(name, first, last):
    """Return the zone (tzinfo) that a calendar program makes of our VTIMEZONE, under a name that nobody knows."""
    text = zone_component(name, first, last).to_ical().replace(f"TZID:{name}".encode(), b"TZID:Ciudad/Inventada")
    calendar = Calendar.from_ical(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + text + b"END:VCALENDAR\r\n")
    return next(part for part in calendar.walk("VTIMEZONE") if isinstance(part, Timezone)).to_tz(lookup_tzid=False)


@pytest.mark.parametrize("name", ZONES)
def test_the_component_tells_the_offset_of_every_local_hour(name):
    zone, made = ZoneInfo(name), read_back(name, 2025, 2027)
    moment, end = datetime(2025, 1, 1, tzinfo=UTC), datetime(2027, 12, 31, tzinfo=UTC)
    while moment < end:
        local = moment.astimezone(zone).replace(tzinfo=None, fold=0)
        there_and_back = local.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0)
        folded = local.replace(tzinfo=zone, fold=0).utcoffset() != local.replace(tzinfo=zone, fold=1).utcoffset()
        if there_and_back == local and not folded:  # the doubled and the missing hour have no one answer
            assert local.replace(tzinfo=made).utcoffset() == local.replace(tzinfo=zone).utcoffset(), local
        moment += timedelta(hours=1)


def test_a_zone_without_summer_time_has_one_observance():
    component = zone_component("America/Argentina/Buenos_Aires", 2026, 2026)
    assert [part.name for part in component.subcomponents] == ["STANDARD"]


def test_both_changes_of_the_clock_stand_in_the_offset_before_them():
    text = zone_component("Europe/Madrid", 2026, 2026).to_ical().decode()
    assert "DTSTART:20260329T020000" in text
    assert "DTSTART:20261025T030000" in text


def test_years_long_past_have_their_own_clock():
    # Argentina had summer time from December 2007 to March 2008
    assert b"DAYLIGHT" in zone_component("America/Argentina/Buenos_Aires", 2007, 2008).to_ical()
