"""What a reader must know first of an event: that it moved, that it is off, that it is now, how far away it is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core import dates
from portal.core.language import source_version

from .choices import EventState, Move
from .formatting import day_words, hour_words

if TYPE_CHECKING:
    from portal.events.models import EventPage

#: how the state component draws each state (templates/components/state.html)
SHAPES = {
    EventState.PLANNED: "planned",
    EventState.CONFIRMED: "confirmed",
    EventState.RESCHEDULED: "moved",
    EventState.CANCELLED: "cancelled",
}


def state_of(event: EventPage, now: datetime) -> dict[str, str]:
    """Return the state of an event at `now` as the state component takes it: {kind, word}."""
    if event.state != EventState.CANCELLED:
        if now >= event.until:
            return {"kind": "done", "word": _("Ya pasó")}
        if now >= event.start:
            return {"kind": "open", "word": _("Ahora")}
    return {"kind": SHAPES[event.state], "word": state_words(event)}


def move_between(before: datetime, after: datetime, all_day: bool = False) -> Move | None:
    """Return what of a beginning changed between two aware datetimes, on the city's clock; None where nothing did.

    Of what lasts all day the hour counts only where the day is the same: then it began at an hour before.
    """
    old, new = timezone.localtime(before), timezone.localtime(after)
    is_other_day, is_other_hour = old.date() != new.date(), old.time() != new.time()
    if is_other_day:
        return Move.DAY_AND_HOUR if is_other_hour and not all_day else Move.DAY
    return Move.HOUR if is_other_hour else None


def move_of(event: EventPage) -> Move | None:
    """Return what of the beginning of an event changed since it was announced, or None."""
    return move_between(event.former_start, event.start, event.all_day) if event.former_start else None


def move_label(event: EventPage) -> str:
    """Return that an event moved, in two or three words: "Cambió de hora"; of the day where nobody knows what it was."""
    return str((move_of(event) or Move.DAY).label)


def state_words(event: EventPage) -> str:
    """Return the state of an event in words; of one that moved, whether day or hour changed."""
    return move_label(event) if event.state == EventState.RESCHEDULED else str(event.get_state_display())


def move_sentences(event: EventPage) -> tuple[str, str]:
    """Return (that an event moved, when it was to be before), each a sentence; the second empty where nobody knows."""
    move = move_of(event)
    if move is None:
        return _("Cambió de día."), ""
    said = {"day": day_words(event.former_start), "hour": hour_words(event.former_start)}
    if move == Move.HOUR:
        return _("Cambió de hora."), _("Antes era a las %(hour)s.") % said
    title = _("Cambió de día.") if move == Move.DAY else _("Cambió de día y hora.")
    before = _("Antes era el %(day)s.") if event.all_day else _("Antes era el %(day)s a las %(hour)s.")
    return title, before % said


def event_distance_words(event: EventPage, now: datetime) -> str:
    """Return how far away an event is: "hoy", "mañana", "en 3 días"; empty when it began, and beyond a month."""
    days = (timezone.localdate(event.start) - timezone.localdate(now)).days
    return "" if now >= event.start or days > 31 else dates.distance_words(days)


def reason_of(event: EventPage) -> tuple[str, str]:
    """Return (why it is cancelled or moved, language code): the first version's words where nobody translated them."""
    language = event.locale.language_code
    if event.cancel_reason:
        return event.cancel_reason, language
    source = source_version(event)
    return source.cancel_reason, source.locale.language_code


def change_notice(event: EventPage) -> dict[str, str] | None:
    """Return what changed of an event: {tone, title, text, reason, reason_lang}, or None when it is as announced."""
    if event.state == EventState.CANCELLED:
        title, text = _("Se canceló."), ""
    elif move_of(event) or event.state == EventState.RESCHEDULED:
        title, text = move_sentences(event)
    else:
        return None
    reason, language = reason_of(event)
    return {"tone": "late", "title": title, "text": text, "reason": reason, "reason_lang": language}
