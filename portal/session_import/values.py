"""Times and zones of calendar files. What names no zone is read in the city's; what a zone skips is read an hour later."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from datetime import timezone as fixed_zone
from re import Match
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, vDuration
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from portal.core.dates import FIRST_YEAR, LAST_YEAR
from portal.core.import_report import Refusal

if TYPE_CHECKING:
    from portal.session_import.record import MeetingRecord
    from portal.session_import.structure import Property

DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
MOMENT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})T([0-9]{2})([0-9]{2})([0-9]{2})?(Z?)")
OFFSET = re.compile(r"\(?(?:UTC|GMT)?\s*([+\-−])\s*([01]?[0-9]|2[0-3]):?([0-5][0-9])?\)?(?=\s|$)", re.IGNORECASE)
LONGEST_DURATION = timedelta(days=366)


def city_zone() -> ZoneInfo:
    """Return the city's zone."""
    return ZoneInfo(settings.TIME_ZONE)


class Zones:
    """The zones (tzinfo) that the times of a file name: by their IANA or Windows name, else as the file defines them."""

    def __init__(self):
        self.defined, self.found = {}, {}
        #: the zone that the calendar names for all times without one (X-WR-TIMEZONE); None: it names none
        self.floating = None

    def define(self, block):
        """Remember a VTIMEZONE (Block)."""
        if name := block.first("TZID"):
            self.defined[name.value] = block

    def get(self, name):
        """Return the zone of a name, or None."""
        if name not in self.found:
            # "EST" is one thing for the world and another for a file that defines it: a name with a place is the same
            ways = (known_zone, self.from_file) if "/" in name else (windows_zone, self.from_file, known_zone)
            self.found[name] = next(filter(None, (way(name) for way in (*ways, numbered_zone))), None)
        return self.found[name]

    def from_file(self, name):
        """Return the zone that the file defines under a name; None when it defines none, or none that holds."""
        block = self.defined.get(name)
        if block is None:
            return None
        text = "\r\n".join(["BEGIN:VCALENDAR", *block.raw, "END:VCALENDAR", ""])
        try:
            return Calendar.from_ical(text).walk("VTIMEZONE")[0].to_tz(lookup_tzid=False)
        except (ValueError, IndexError, KeyError, TypeError, AttributeError):
            return None


def known_zone(name: str) -> ZoneInfo | None:
    """Return the zone that the world knows under a name ("America/Chicago", "Romance Standard Time"), or None."""
    name = name.strip().strip('"').removeprefix("/")
    parts = name.split("/")  # some programs write "/citadel.org/20210210_1/Europe/Madrid"
    for candidate in (name, WINDOWS_TO_OLSON.get(name), "/".join(parts[-2:]), "/".join(parts[-3:])):
        try:
            return ZoneInfo(candidate or "")
        except (ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
            continue
    return None


def windows_zone(name: str) -> ZoneInfo | None:
    """Return the zone that Windows calls by a name ("Romance Standard Time"), or None."""
    olson = WINDOWS_TO_OLSON.get(name.strip().strip('"'))
    return ZoneInfo(olson) if olson else None


def numbered_zone(name: str) -> tzinfo | None:
    """Return the zone of a name that is a distance from UTC ("GMT-0500", "(UTC-03:00) City of Buenos Aires"), or None."""
    match = OFFSET.match(name.strip().strip('"'))
    if not match:
        return None
    distance = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return fixed_zone(-distance if match[1] in "-−" else distance)


def read_moment(found: Property, zones: Zones, record: MeetingRecord) -> date | datetime:
    """Return a Property as a date or an aware datetime. Raises Refusal for what is neither.

    `zones` is the file's Zones; `record` (MeetingRecord) takes the notes.
    """
    value = found.value.strip()
    if match := DATE.fullmatch(value):
        return as_date(match, found)
    match = MOMENT.fullmatch(value)
    if not match:
        raise Refusal(unreadable(found), found.line)
    day = as_date(match, found)
    try:
        wall = datetime(day.year, day.month, day.day, int(match[4]), int(match[5]), min(int(match[6] or 0), 59))
    except ValueError:
        raise Refusal(unreadable(found), found.line) from None
    if match[7]:
        return wall.replace(tzinfo=UTC)
    return wall_clock_moment(wall, zone_of(found, zones, record), record, found)


def unreadable(found: Property) -> str:
    """Say that a Property is no date."""
    return _("%(name)s: «%(value)s» no es una fecha") % {"name": found.name, "value": found.value[:40]}


def as_date(match: Match, found: Property) -> date:
    """Return year, month and day of a match as a date. Raises Refusal for a day that is none."""
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise Refusal(unreadable(found), found.line) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refusal(unreadable(found), found.line)
    return day


def zone_of(found: Property, zones: Zones, record: MeetingRecord) -> tzinfo | ZoneInfo:
    """Return the zone that a Property names; the city's, with a note, when it names none or one that nobody knows."""
    name = str(found.parameters.get("TZID", ""))
    if not name and zones.floating:
        return zones.floating
    if not name:
        record.note(_("%s: no dice la zona horaria; se leyó con la hora de la ciudad") % found.name, found.line)
        return city_zone()
    zone = zones.get(name)
    if zone is None:
        said = {"name": found.name, "zone": name[:60]}
        record.note(_("%(name)s: no conozco la zona «%(zone)s»; se leyó con la hora de la ciudad") % said, found.line)
        return city_zone()
    return zone


def wall_clock_moment(wall: datetime, zone: tzinfo | ZoneInfo, record: MeetingRecord, found: Property) -> datetime:
    """Return a wall-clock time in its zone; one that the zone skips becomes the time that follows, with a note."""
    moment = wall.replace(tzinfo=zone)
    exact = moment.astimezone(UTC).astimezone(zone)
    if exact.replace(tzinfo=None) != wall:
        said = {"name": found.name, "wall": f"{wall:%H:%M}", "exact": f"{exact:%H:%M}"}
        record.note(_("%(name)s: ese día el reloj se salta las %(wall)s; quedó a las %(exact)s") % said, found.line)
    return exact


def read_duration(found: Property) -> timedelta:
    """Return a DURATION (Property) as timedelta. Raises Refusal for what is none, and for what no meeting lasts."""
    try:
        length = vDuration.from_ical(found.value.strip())
    except (ValueError, OverflowError):
        length = None
    if length is None or abs(length) > LONGEST_DURATION:
        raise Refusal(_("%(name)s: «%(value)s» no es lo que dura una reunión") % {
            "name": found.name, "value": found.value[:40]}, found.line)  # fmt: skip
    return length


def read_moments(found: Property, zones: Zones, record: MeetingRecord) -> list:
    """Return the dates, datetimes and periods (begin, end or length) of a Property such as RDATE. Raises Refusal."""
    moments = []
    for part in filter(None, (part.strip() for part in found.value.split(","))):
        begin, mark, end = part.partition("/")
        moment = read_moment(replace(found, value=begin), zones, record)
        if mark and isinstance(moment, datetime):
            is_length = end.lstrip("+-")[:1].upper() == "P"
            read = read_duration(replace(found, value=end)) if is_length else read_moment(
                replace(found, value=end), zones, record)  # fmt: skip
            moment = (moment, read)
        moments.append(moment)
    return moments


def local_midnight(day: date) -> datetime:
    """Return the midnight of a date in the city (aware datetime)."""
    return datetime(day.year, day.month, day.day, tzinfo=city_zone())
