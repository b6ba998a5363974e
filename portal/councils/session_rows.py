"""A session as one row where its council is known already: on the council's page and beside another session."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.core.dates import format_pattern
from portal.core.language import in_interface, reader_language
from portal.events.choices import EventState
from portal.events.formatting import hours_words, language_tags, place_words
from portal.events.models import EventPage
from portal.events.state import move_label

from .phases import Phase, phase_of, phase_state

if TYPE_CHECKING:
    from portal.councils.models import SessionPage

#: what rows ask of each session
SHOWN_WITH = ("locale", "venue")
#: gets sessions (list of SessionPage), returns {primary key: short notes} with few queries for all of them
SessionNotes = Callable[[list], dict[int, list[str]]]
_note_sources: list[SessionNotes] = []


def register_session_notes(source: SessionNotes) -> None:
    """Let an upper room add notes to the rows of sessions, such as how many came; the same source counts once."""
    if source not in _note_sources:
        _note_sources.append(source)


def session_notes(sessions: list[SessionPage]) -> dict[int, list[str]]:
    """Return {primary key: notes} of sessions, of all sources; nothing is asked where there are no sessions."""
    found: dict[int, list[str]] = {}
    for source in _note_sources if sessions else ():
        for key, notes in source(sessions).items():
            found.setdefault(key, []).extend(notes)
    return found


def in_city_words(moment: datetime, pattern: str) -> str:
    """Return the city's day of an aware datetime by a CLDR pattern, in the reader's language."""
    return format_pattern(timezone.localdate(moment), pattern)


def machine_date(event: SessionPage) -> str:
    """Return when an event begins for <time>: the day of one that lasts all day, else the city's hour with its offset."""
    if event.all_day:
        return timezone.localdate(event.start).isoformat()
    return timezone.localtime(event.start).isoformat(timespec="minutes")


def shown_state(event: SessionPage, now: datetime) -> dict[str, str]:
    """Return the state of an event as the state component takes it: cancelled, moved, or its phase."""
    phase = phase_of(event, now)
    if event.state == EventState.RESCHEDULED and phase in (Phase.ANNOUNCED, Phase.AGENDA_CLOSED):
        return {"kind": "moved", "word": move_label(event)}
    return phase_state(event, now)


def row_state(event: EventPage, now: datetime) -> dict[str, str] | None:
    """Return the state that a row shows: only what is not as expected; None for the rest."""
    is_plain = phase_of(event, now) not in (Phase.CANCELLED, Phase.UNDER_WAY)
    return None if is_plain and event.state != EventState.RESCHEDULED else shown_state(event, now)


def session_row(request: HttpRequest, session: SessionPage, now: datetime) -> dict[str, Any]:
    """Return a session (SessionPage with SHOWN_WITH) as the row component takes it, its date first."""
    code, language = session.locale.language_code, reader_language()
    pattern = "d MMM" if timezone.localdate(session.start).year == timezone.localdate(now).year else "d MMM y"
    weekday = in_city_words(session.start, "EEEE")
    side = [capfirst(place_words(session)), session.reference, *language_tags(session)]
    row = {
        "title": session.title,
        "url": in_interface(session.get_url(request) or ""),
        "lang": code if code != language else "",
        "text": session.cancel_reason if session.is_cancelled else session.lead,
        "when": {
            "datetime": machine_date(session),
            "text": in_city_words(session.start, pattern),
            "note": _("%(day)s, %(hours)s") % {"day": weekday, "hours": hours_words(session)},
        },
        "side": [words for words in side if words],
        "off": session.is_cancelled,
    }
    state = row_state(session, now)
    return row | ({"state": state} if state else {})
