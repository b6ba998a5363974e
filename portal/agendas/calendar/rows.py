"""An event as one row of a list: the agenda's, the home page's, a district's."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from portal.core.dates import distance_words, format_pattern
from portal.core.language import in_interface
from portal.councils.models import CouncilPage
from portal.councils.phases import event_begin
from portal.events.choices import EventState, Modality, Move
from portal.events.formatting import (
    day_words,
    hour_words,
    hours_words,
    is_of_one_day,
    language_tags,
    last_day,
    venue_words,
)
from portal.events.models import EventPage
from portal.events.state import move_label, move_of
from portal.territory.known import district_names

NBSP = "\u00a0"
NEAR_DAYS = 6  # further away a date says more than a number of days
LONGEST_TEXT = 180


def event_row(
    event: EventPage, language: str, moment: datetime, dated: bool = False, moved_to: str = ""
) -> dict[str, Any]:
    """Return an event (EventPage from `finding.find`) as components/row.html takes it, seen at `moment` (aware datetime).

    `dated`: with its day, for lists that are not ordered by day. `moved_to` (address of its new day): the row stands on
    the day from which it was moved away.
    """
    title, title_language, text = title_and_text(event, language)
    own = event.locale.language_code
    text_html = language_span(text, own if text and own not in (language, title_language) else "")
    found = {
        "title": title,
        "url": in_interface(event.url or "", language),
        "lang": title_language if title_language != language else "",
        "when": when(event.former_start if moved_to else event.start, event, language, moment, dated),
        "text_html": text_html,
        "picture": None if moved_to else getattr(event, "cover", None),
    }
    if moved_to:
        return {**found, **moved_away(event, moved_to)}
    return {**found, **state_and_text(event, text_html, language, moment), "side": tags(event, language)}


def title_and_text(event: EventPage, language: str) -> tuple[str, str, str]:
    """Return (title, its language, text): of a session the council's name, and its own title as the text."""
    council = event_council(event)
    if council is None:
        return event.title, event.locale.language_code, truncate_row_text(event.lead)
    text = event.title if event.title.casefold() != council.title.casefold() else event.lead
    return council.title, council.locale.language_code, truncate_row_text(text)


def event_council(event: EventPage) -> CouncilPage | None:
    """Return the council (CouncilPage) of a session as the reader is shown it; None of any other event."""
    if hasattr(event, "council_page"):
        return event.council_page
    session = getattr(event, "sessionpage", None)
    return session and session.council


def truncate_row_text(text: str) -> str:
    """Return a text of a row, cut at a word where it is long."""
    return Truncator(text).chars(LONGEST_TEXT) if len(text) > LONGEST_TEXT else text


def language_span(text: str, language: str) -> str:
    """Return a text as safe HTML, marked when it is in a `language` of its own ("" for the row's)."""
    return format_html('<span lang="{}">{}</span>', language, text) if language else conditional_escape(text)


def state_and_text(event: EventPage, text_html: str, language: str, moment: datetime) -> dict[str, Any]:
    """Return what a row says of an event's state: {state, off, text_html}, with its reason or its former date."""
    if event.is_cancelled:
        reason, reason_language = cancel_reason_and_language(event)
        reason = language_span(reason, reason_language if reason_language != language else "")
        return {
            "state": {"kind": "cancelled", "word": str(EventState.CANCELLED.label)},
            "off": True,
            "text_html": reason or text_html,
        }
    if moment >= event.until:
        return {"state": {"kind": "done", "word": _("Ya pasó")}, "past": True}
    if event_begin(event) <= moment:
        return {"state": {"kind": "open", "word": _("Ahora")}}
    if move := move_of(event):
        before = format_html("{} <s>{}</s>", _("Antes:"), day_and_hour(event.former_start, event))
        text = format_html("{} {}", with_stop(text_html), before) if text_html else before
        word = move_label(event) if move == Move.HOUR else _("Nueva fecha")
        return {"state": {"kind": "moved", "word": word}, "text_html": text}
    if event.state == EventState.PLANNED and not (venue_words(event) or event.modality == Modality.VIRTUAL):
        return {"state": {"kind": "planned", "word": _("Falta confirmar el lugar")}}
    return {}


def with_stop(text: str) -> str:
    """Return a text (safe HTML) that ends like a sentence."""
    return text if text.removesuffix("</span>").endswith((".", "?", "!", "…")) else format_html("{}.", text)


def moved_away(event: EventPage, address: str) -> dict[str, Any]:
    """Return what a row says of an event that is no longer on this day: where it went."""
    day = format_html('<a href="{}">{}</a>', address, day_and_hour(event.start, event))
    text = format_html(conditional_escape(_("Pasó al %(day)s.")).replace("%(day)s", "{}"), day)
    side = [district_words(event)] if event.district_id else []
    return {"state": {"kind": "moved", "word": move_label(event)}, "off": True, "text_html": text, "side": side}


def day_and_hour(moment: datetime, event: EventPage) -> str:
    """Return "miércoles 25 de noviembre, 18:00"; the day alone of what lasts all day."""
    return day_words(moment) if event.all_day else f"{day_words(moment)}, {hour_words(moment)}"


def when(start: datetime, event: EventPage, language: str, moment: datetime, dated: bool) -> dict[str, str]:
    """Return the first column of a row: {datetime, text, note}; the hour, or the day with hour and distance."""
    local = timezone.localtime(start)
    hour = hours_words(event).capitalize() if event.all_day else hour_words(start)
    machine = local.date().isoformat() if event.all_day else local.isoformat(timespec="minutes")
    until = "" if is_of_one_day(event) else _("hasta el %(day)s") % {"day": day_words(last_day(event))}
    if not dated:
        return {"datetime": machine, "text": hour, "note": until}
    pattern = "EEE d MMM" if local.year == timezone.localtime(moment).year else "d MMM y"
    text = format_pattern(local.date(), pattern, language)
    near = near_words(local.date(), timezone.localdate(moment)).replace(" ", NBSP)
    return {"datetime": machine, "text": text, "note": ", ".join(part for part in (hour, until, near) if part)}


def near_words(day: date, today: date) -> str:
    """Return how far a day (date) is from today: "hoy", "mañana", "en 3 días"; empty when it is further than a week."""
    distance = (day - today) // timedelta(days=1)
    return distance_words(distance) if abs(distance) <= NEAR_DAYS else ""


def district_words(event: EventPage) -> str:
    """Return the name of the district to which an event belongs."""
    return district_names().get(event.district.code, event.district.name) if event.district_id else ""


def modality_words(modality: str) -> str:
    """Return how people take part, in one or two words."""
    words = {
        Modality.IN_PERSON: _("En persona"),
        Modality.VIRTUAL: _("En línea"),
        Modality.HYBRID: _("En persona o en línea"),
    }
    return words.get(modality, "")


def tags(event: EventPage, language: str) -> list[str]:
    """Return the plain facts of an event: district, how to take part, place, services, a language not the reader's."""
    found = [district_words(event), modality_words(event.modality), venue_words(event)]
    if event.phone_in:
        found.append(_("Por teléfono"))
    found += [term.label(language) for term in event.services.all()]
    return [tag for tag in [*found, *language_tags(event, *row_languages(event))] if tag]


def row_languages(event: EventPage) -> list[str]:
    """Return the languages (codes) of what a row says beside the event's own title: its council, why it is cancelled."""
    council = event_council(event)
    reason, language = cancel_reason_and_language(event)
    return [*([council.locale.language_code] if council else []), *([language] if reason else [])]


def cancel_reason_and_language(event: EventPage) -> tuple[str, str]:
    """Return why an event is cancelled and in which language that is said; an empty text of one that is not."""
    if not event.is_cancelled:
        return "", ""
    return getattr(event, "known_reason", (event.cancel_reason, event.locale.language_code))
