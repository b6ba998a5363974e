"""What holds of an event after several changes."""

from datetime import UTC, datetime

import pytest

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
