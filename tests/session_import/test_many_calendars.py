"""The calendars with which icalendar and recurring-ical-events are tested: nothing breaks, and the dates are the same."""

import importlib.util
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path

import icalendar
import recurring_ical_events
from django.utils import timezone

from portal.core.import_report import Refusal
from portal.session_import.ics import read_ics
from portal.session_import.record import MeetingRecord
from portal.session_import.values import local_midnight

COMING = timedelta(days=725)  # less than the horizon, whose last day is cut by the hour
#: a VEVENT without a calendar around it, which readers disagree about: it is refused
ALONE = "issue_157_removes_trailing_semicolon.ics"


def calendars():
    """Return the calendar files (Paths) of both packages."""
    folders = (Path(importlib.util.find_spec(name).origin).parent for name in ("icalendar", "recurring_ical_events"))
    return sorted(path for folder in folders for path in folder.rglob("*.ics"))


def ours(data, now):
    """Return the coming beginnings (sorted list of str) that we read in a file."""
    try:
        found = [record for record in read_ics(data) if isinstance(record, MeetingRecord)]
    except Refusal:
        return []
    return sorted(
        f"{timezone.localdate(record.start) if record.all_day else record.start.astimezone(UTC)}"
        for record in found if now <= record.start < now + COMING
    )  # fmt: skip


def theirs(data, now):
    """Return the coming beginnings that recurring-ical-events reads; None when it cannot read the file."""
    found = []
    try:
        for calendar in icalendar.Calendar.from_ical(data, multiple=True):
            found += recurring_ical_events.of(calendar, skip_bad_series=True).between(now, now + COMING)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    starts = [event["DTSTART"].dt for event in found]
    moments = [start if isinstance(start, datetime) else local_midnight(start) for start in starts]
    moments = [moment if moment.tzinfo else timezone.make_aware(moment) for moment in moments]
    return sorted(
        f"{moment.astimezone(UTC) if isinstance(start, datetime) else start}"
        for start, moment in zip(starts, moments, strict=True) if now <= moment < now + COMING
    )  # fmt: skip


def test_the_dates_to_come_are_those_of_recurring_ical_events():
    now, other, read = timezone.now(), {}, 0
    with warnings.catch_warnings(action="ignore"):
        for path in calendars():
            data = path.read_bytes()
            mine, known = ours(data, now), theirs(data, now)
            read += known is not None
            if known is not None and mine != known:
                other[path.name] = (len(mine), len(known), set(mine) ^ set(known))
    assert read > 200
    assert set(other) <= {ALONE}, other
