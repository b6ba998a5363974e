"""An event as a hit of the search: when it is, and that it does not take place."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from .choices import EventState
from .formatting import day_words, hour_words
from .state import SHAPES, move_between

#: what of a state changes what a reader does
SAID = (EventState.CANCELLED, EventState.RESCHEDULED)


def when_found(data: dict[str, Any]) -> str:
    """Return when the event of a hit is, from what search keeps of it (`data`): "martes 24 de noviembre, 19:00", or ""."""
    if "start" not in data or "all_day" not in data:
        return ""
    start = datetime.fromisoformat(data["start"])
    if data["all_day"]:
        return day_words(start)
    return _("%(day)s, %(hours)s") % {"day": day_words(start), "hours": hour_words(start)}


def state_found(data: dict[str, Any]) -> dict[str, str] | None:
    """Return {kind, word} of the event of a hit that is cancelled or moved, else None."""
    state = data.get("state")
    if state not in SAID:
        return None
    word = EventState(state).label
    if state == EventState.RESCHEDULED and data.get("former"):
        start, former = (datetime.fromisoformat(data[name]) for name in ("start", "former"))
        move = move_between(former, start, data["all_day"])
        word = move.label if move else word
    return {"kind": SHAPES[state], "word": word}
