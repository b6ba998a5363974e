"""The calendars with which icalendar and recurring-ical-events are tested: nothing breaks, and the dates are the same.

CALENDARS names another folder of them (the source distributions hold two more), of which all are stored twice; of the
installed ones one in four is. DATES says how many of a series are stored.
"""

import importlib.util
import os
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events
from django.db import transaction
from django.utils import timezone

from portal.core.import_report import FAILED, LEFT_ALONE, UNCHANGED, Refusal
from portal.councils.models import SessionPage
from portal.session_import import batch, recurring
from portal.session_import.ics import read_ics
from portal.session_import.record import MeetingRecord
from portal.session_import.values import local_midnight

COMING = timedelta(days=725)  # less than the horizon, whose last day is cut by the hour
DAY = timedelta(days=1)
#: dates of a series that are stored here: some of these files have thousands
FEW = int(os.environ.get("DATES", "2"))
PARTS = range(4) if "CALENDARS" in os.environ else range(1)
#: a VEVENT without a calendar around it, which readers disagree about: it is refused
ALONE = "issue_157_removes_trailing_semicolon.ics"


def calendars():
    """Return the calendar files (Paths) of both packages, or of the folder that CALENDARS names."""
    installed = (Path(importlib.util.find_spec(name).origin).parent for name in ("icalendar", "recurring_ical_events"))
    folders = [Path(os.environ["CALENDARS"])] if "CALENDARS" in os.environ else installed
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
            # a day more on both sides: of hours without a zone it asks on the clock of UTC
            found += recurring_ical_events.of(calendar, skip_bad_series=True).between(now - DAY, now + COMING + DAY)
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


def stored():
    """Return what is stored of all sessions: {key: values}."""
    return {row["page_ptr_id"]: row for row in SessionPage.objects.values()}


@pytest.mark.django_db
@pytest.mark.parametrize("part", PARTS)
def test_a_second_import_of_any_calendar_changes_nothing(canada, monkeypatch, part):
    monkeypatch.setattr(recurring, "MOST", FEW)
    monkeypatch.setattr(batch, "LONGEST_SECONDS", 60)
    changed, number = {}, 0
    with warnings.catch_warnings(action="ignore"):
        for path in calendars()[part::4]:
            with transaction.atomic():
                once = list(batch.import_file(str(path), canada))
                before = stored()
                again = list(batch.import_file(str(path), canada))
                fates = {outcome.action for outcome in again if outcome.action}
                if stored() != before or fates - {UNCHANGED, LEFT_ALONE, FAILED} or len(once) < len(again):
                    changed[path.name] = [line for outcome in again for line in outcome.lines()]
                number += len(before)
                transaction.set_rollback(True)
    assert number > 20
    assert changed == {}
