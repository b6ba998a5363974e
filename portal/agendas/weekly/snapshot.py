"""What one edition of a weekly agenda says, as canonical text: the facts and the words of its language, known then.

The text is JSON with sorted keys and no blanks, so the same knowledge always gives the same bytes. Join links are in none;
logistics, contacts and internal points are in internal editions only.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext, override
from wagtail.models import Site

from portal.agendas.models import IssueEdition
from portal.core.language import in_interface
from portal.core.models import CitySettings
from portal.core.weeks import Week
from portal.councils.choices import ItemVisibility
from portal.councils.items import public_items
from portal.councils.models import SessionPage
from portal.events.choices import Modality
from portal.events.formatting import day_words, hour_words, hours_words, online_words, venue_words, when_words
from portal.events.models import EventPage
from portal.events.online_access import dial_code
from portal.events.state import move_label, state_words
from portal.territory.known import said_name
from portal.territory.models import District

from .events import contents_of, is_session

if TYPE_CHECKING:
    from portal.agendas.models import WeeklyIssue

FORMAT = 1
INTERNAL = IssueEdition.Audience.INTERNAL


def canonical_text(said: dict[str, Any]) -> str:
    """Return what an edition says (dict) as the canonical text that is frozen."""
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def edition_of(
    issue: WeeklyIssue, audience: str, language: str, moment: datetime, events: list[EventPage] | None = None
) -> dict[str, Any]:
    """Return what an edition of a WeeklyIssue says (dict) to an audience (IssueEdition.Audience) in a language (code).

    `moment` (aware datetime) is when it is published; `events` (see contents.py) are read when None.
    """
    week = Week.of(issue.week)
    with override(language):
        if events is None:
            events = contents_of(week, issue.district, language)
        rows = [snapshot_row(event, language, week, audience == INTERNAL) for event in events]
        rows.sort(key=lambda row: (row["day"], row["at"]))
        known = {row["key"] for row in rows}
        return {
            "format": FORMAT,
            "week": week.code,
            "monday": week.days[0].isoformat(),
            "sunday": week.days[-1].isoformat(),
            "title": week.words,
            "city": city_name(),
            "district": district_of(issue.district),
            "audience": str(audience),
            "language": language,
            "published_at": moment.astimezone(timezone.get_default_timezone()).isoformat(timespec="seconds"),
            "introduction": introduction_in(issue, language),
            "first": [key for key in issue.order if key in known],
            "rows": rows,
        }


def city_name() -> str:
    """Return the name of the city."""
    site = Site.objects.filter(is_default_site=True).first()
    return CitySettings.for_site(site).name if site else ""


def district_of(record: District | None) -> dict[str, Any] | None:
    """Return a District as an edition names it, with its place among the others; None for none."""
    if record is None:
        return None
    return {"code": record.code, "name": said_name(record.name, record.kind), "order": record.order}


def introduction_in(issue: WeeklyIssue, language: str) -> dict[str, str]:
    """Return what the editor wrote, in this language or else in another one that says which it is."""
    texts = {code: text for code, text in issue.introductions.items() if text}
    code = language if language in texts else next(iter(texts), "")
    return {"text": texts[code], "lang": code} if code else {"text": "", "lang": ""}


def snapshot_row(event: EventPage, language: str, week: Week, internal: bool) -> dict[str, Any]:
    """Return one event (EventPage of contents_of) as an edition says it."""
    session = event.sessionpage if is_session(event) else None
    reason, reason_language = event.known_reason
    times = snapshot_times(event, week)
    row = {
        **event_titles(event, language),
        **times,
        "key": str(event.translation_key),
        "kind": event.get_kind_display(),
        "reference": session.reference if session else "",
        "url": in_interface(urlsplit(event.url or "").path, language),
        "state": event.state,
        "state_words": move_label(event) if times["moved_away"] and not event.is_cancelled else state_words(event),
        "reason": reason,
        "reason_language": reason_language if reason and reason_language != language else "",
        "modality": event.modality,
        "modality_words": str(event.get_modality_display()),
        "venue": venue_words(event),
        "address": address_of(event),
        "online": online_words(event),
        "phone": event.phone_in,
        "phone_code": dial_code(event),
        "services": [term.label(language) for term in event.services.all()],
        "district": district_of(event.district),
        "neighbourhood": event.neighbourhood.name if event.neighbourhood else "",
        "items": agenda_item_rows(session),
        "registration": event.registration_required,
    }
    return {**row, **internal_part(event, session)} if internal else row


def event_titles(event: EventPage, language: str) -> dict[str, str]:
    """Return how an event is called: a session by its council, and what it is about below.

    Beside both stands their language where it is not the edition's.
    """
    words = event.locale.language_code if event.locale.language_code != language else ""
    council = event.council_page
    if council is None:
        return {"title": event.title, "title_language": words, "text": event.lead, "text_language": words}
    spoken = council.locale.language_code
    return {
        "title": council.title,
        "title_language": spoken if spoken != language else "",
        "text": event.title if event.title != council.title else event.lead,
        "text_language": words,
    }


def snapshot_times(event: EventPage, week: Week) -> dict[str, Any]:
    """Return when an event is, for machines and in words, and on which day of the Week its row stands."""
    start = timezone.localtime(event.start)
    former = timezone.localtime(event.former_start) if event.former_start else None
    is_away = not (event.start < week.end and event.until > week.begin)
    stands = former if is_away and former else start
    return {
        "start": start.isoformat(),
        "end": timezone.localtime(event.end).isoformat() if event.end else "",
        "all_day": event.all_day,
        "day": max(stands.date(), week.monday).isoformat(),
        "at": "" if event.all_day else f"{stands:%H:%M}",
        "hour_words": "" if event.all_day else hour_words(stands),
        "hours_words": hours_words(event),
        "when_words": when_words(event),
        "former": former.isoformat() if former else "",
        "former_words": former_words(former) if former else "",
        "moved_away": is_away,
    }


def former_words(former: datetime) -> str:
    """Return the former day and hour in words."""
    return gettext("%(day)s, %(hour)s") % {"day": day_words(former), "hour": hour_words(former)}


def address_of(event: EventPage) -> str:
    """Return the street address of the place where people meet, or ""."""
    if event.modality == Modality.VIRTUAL:
        return ""
    return event.venue.address if event.venue_id else event.venue_address


def agenda_item_rows(session: SessionPage) -> list[dict[str, str]]:
    """Return the public points of a session with their numbers."""
    return [{"number": item.number, "title": item.title} for item in public_items(session)] if session else []


def internal_part(event: EventPage, session: SessionPage | None) -> dict[str, Any]:
    """Return what only the city's own offices read."""
    points = session.items.all() if session else []
    return {
        "logistics": event.logistics,
        "unit": event.unit.label() if event.unit else "",
        "contact_phone": event.contact_phone,
        "contact_email": event.contact_email,
        "agenda": [
            {"title": item.title, "is_sub": item.is_sub, "internal": item.visibility != ItemVisibility.PUBLIC}
            for item in points
        ],
    }
