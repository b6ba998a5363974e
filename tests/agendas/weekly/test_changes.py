"""What holds of an event after several changes."""

from datetime import UTC, datetime

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from portal.agendas.weekly.changes import EventChangeNotice, What, state_after

START, OTHER, THIRD = (f"2026-11-{day}T19:00:00-03:00" for day in (17, 18, 19))


def change(what, start=""):
    """Return a change of this kind; a move has a new beginning."""
    return EventChangeNotice("key", what, datetime(2026, 11, 16, tzinfo=UTC), "", "", {"start": start})


@pytest.mark.parametrize(
    ("changes", "holds"),
    [
        ([], ""),
        ([change(What.PLACE), change(What.TITLE), change(What.MODALITY)], ""),
        ([change(What.MOVED, OTHER)], What.MOVED),
        ([change(What.MOVED, OTHER), change(What.MOVED, THIRD)], What.MOVED),
        ([change(What.MOVED, OTHER), change(What.MOVED, START)], ""),
        ([change(What.MOVED, OTHER), change(What.CANCELLED)], What.CANCELLED),
        ([change(What.CANCELLED), change(What.MOVED, OTHER)], What.CANCELLED),
        ([change(What.CANCELLED), change(What.REVIVED)], ""),
        ([change(What.MOVED, OTHER), change(What.CANCELLED), change(What.REVIVED)], What.MOVED),
        ([change(What.WITHDRAWN)], What.WITHDRAWN),
        ([change(What.WITHDRAWN), change(What.REVIVED)], ""),
        ([change(What.ADDED), change(What.MOVED, OTHER)], What.ADDED),
        ([change(What.ADDED), change(What.CANCELLED)], What.CANCELLED),
    ],
)
def test_what_holds_now_comes_first(changes, holds):
    assert state_after(changes, START) == holds


def test_a_moment_is_said_to_machines_without_the_fractions_that_html_refuses():
    at = datetime(2026, 11, 16, 22, 5, 8, 320406, timezone.get_default_timezone())
    entry = {"change": {"at": at, "when": "lunes 16 de noviembre, 22:05"}}
    html = render_to_string("agendas/weekly/changes.html", {"reading": {"changes": [entry]}})
    assert '<time datetime="2026-11-16T22:05-0300">' in html
