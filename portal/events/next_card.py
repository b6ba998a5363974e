"""The next meeting as a page shows it first: its day as a plate, hours, place, and the way into one's own calendar."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.core.language import in_interface, reader_language

from .formatting import language_tags, place_words, when_words
from .page_context import calendar_address, event_date_plate
from .state import event_distance_words

if TYPE_CHECKING:
    from portal.events.models import EventPage


def next_card(event: EventPage, now: datetime, state: dict[str, str] | None = None) -> dict[str, Any]:
    """Return the next event (EventPage) at `now` as events/parts/next_card.html takes it; `state` as the component does."""
    code, language, place = event.locale.language_code, reader_language(), place_words(event)
    url = in_interface(event.url or "", language)
    return {
        "title": event.title,
        "url": url,
        "lang": code if code != language else "",
        "plate": event_date_plate(event),
        "when": capfirst(when_words(event)),
        "away": event_distance_words(event, now),
        "place": f"{capfirst(place)}." if place else _("Cuando sepamos dónde es, lo diremos aquí."),
        "written": language_tags(event),
        "state": state,
        "calendar_url": calendar_address(url),
    }
