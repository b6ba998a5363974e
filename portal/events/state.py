"""What a reader must know first of an event: that it moved, that it is off, that it is now, how far away it is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core import dates
from portal.core.language import source_version

from .choices import EventState
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
    return {"kind": SHAPES[event.state], "word": event.get_state_display()}


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
    elif event.former_start:
        former = {"day": day_words(event.former_start), "hour": hour_words(event.former_start)}
        same_day = timezone.localdate(event.former_start) == timezone.localdate(event.start)
        title = _("Cambió de hora.") if same_day else _("Cambió de día.")
        text = _("Antes era el %(day)s.") if event.all_day else _("Antes era el %(day)s a las %(hour)s.")
        text %= former
    elif event.state == EventState.RESCHEDULED:
        title, text = _("Cambió de día."), ""
    else:
        return None
    reason, language = reason_of(event)
    return {"tone": "late", "title": title, "text": text, "reason": reason, "reason_lang": language}
