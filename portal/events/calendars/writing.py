"""Entries become a calendar file: with the city's zone for the years shown, in an order and bytes that stay the same."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar

from portal.core.escaping import printable

from .zone import zone_component

if TYPE_CHECKING:
    from portal.events.calendars.entry import Entry

PRODUCER = "-//Participa//Agenda//ES"
REFRESH = timedelta(hours=1)


def calendar_bytes(entries: list[Entry], title: str = "", description: str = "") -> bytes:
    """Return the calendar file (bytes) of entries (list of Entry); with a `title` it is one that is subscribed to."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCER)
    calendar.add("calscale", "GREGORIAN")
    if title:
        calendar.add("name", printable(title))
        calendar.add("x-wr-calname", printable(title))
        calendar.add("x-wr-timezone", settings.TIME_ZONE)
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
    if description:
        calendar.add("x-wr-caldesc", printable(description))
    years = {day.year for entry in entries for day in (entry.first, entry.last)} or {timezone.localdate().year}
    calendar.add_component(zone_component(settings.TIME_ZONE, min(years), max(years)))
    for entry in sorted(entries, key=lambda entry: entry.order):
        calendar.add_component(entry.component)
    return calendar.to_ical()
