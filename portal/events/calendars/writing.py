"""Entries become a calendar file: with the city's zone for the years shown, in an order and bytes that stay the same."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar

from portal.core.cells import printable

from .entry import NEVER
from .zone import zone_component

PRODUCER = "-//Participa//Agenda//ES"
REFRESH = timedelta(hours=1)


@dataclass(frozen=True)
class CalendarFile:
    """A calendar as it goes out: `data` (bytes), when something of it last changed, its file name without extension."""

    data: bytes
    changed_at: datetime
    name: str = "agenda"


def calendar_file(title, entries, name="agenda", description="", refreshes=True, since=NEVER):
    """Return the CalendarFile of entries (list of Entry).

    `refreshes` is for calendars that are subscribed to; `since` when their window was last moved.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCER)
    calendar.add("calscale", "GREGORIAN")
    if refreshes:
        calendar.add("name", printable(title))
        calendar.add("x-wr-calname", printable(title))
        calendar.add("x-wr-timezone", settings.TIME_ZONE)
        if description:
            calendar.add("x-wr-caldesc", printable(description))
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
    years = {timezone.localdate().year} if not entries else {day.year for e in entries for day in (e.first, e.last)}
    calendar.add_component(zone_component(settings.TIME_ZONE, min(years), max(years)))
    for entry in sorted(entries, key=lambda entry: entry.order):
        calendar.add_component(entry.component)
    changed = max([since, *(entry.changed_at for entry in entries)])
    return CalendarFile(calendar.to_ical(), changed, name)
