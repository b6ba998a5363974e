"""The Atom feed of any question to the agenda: what comes next, and what changed of it, the latest change first."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.html import escape
from django.utils.http import http_date
from django.utils.translation import gettext as _

from portal.agendas.calendar.event_index import fetch_named_rows
from portal.agendas.calendar.query import CalendarQuery
from portal.agendas.calendar.result import CalendarResult
from portal.agendas.calendar.rows import district_words, modality_words, title_and_text
from portal.agendas.calendar.selectors import found_between, load_event_pages
from portal.core.atom import NEVER, MultilingualFeed
from portal.core.context import city_of
from portal.core.escaping import printable
from portal.core.language import in_interface, reader_language
from portal.events.choices import EventState, Modality
from portal.events.formatting import place_words, when_words
from portal.events.models import Announcement, EventPage
from portal.events.state import move_label, move_of, move_sentences

from .filters import filter_words

if TYPE_CHECKING:
    from portal.agendas.calendar.event_index import EventRow
    from portal.agendas.calendar.filters import AgendaFilterLabels
    from portal.agendas.models import CalendarPage

MOST_NEXT, MOST_CHANGED = 40, 20
AHEAD, BEHIND, LATELY = timedelta(days=366), timedelta(days=7), timedelta(days=14)
MAX_AGE = 600


def agenda_feed(request: HttpRequest, page: CalendarPage) -> HttpResponse:
    """Return the response with the feed of what an address asks; the middleware answers 304 to whoever has it already."""
    feed = feed_of(CalendarQuery.of(request.GET), page, request)
    response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    response["Last-Modified"] = http_date(feed.latest_post_date().timestamp())
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    return response


def feed_of(asked: CalendarQuery, page: CalendarPage, request: HttpRequest) -> MultilingualFeed:
    """Return the MultilingualFeed of a question (CalendarQuery) to the agenda (CalendarPage) in the reader's language."""
    now, language = timezone.now(), reader_language()
    query = asked.query()
    question = f"?{query}" if query else ""
    words, title = (
        filter_words(asked, feed_labels(page, asked, now, language)) if asked.is_filtered() else "",
        _("Agenda"),
    )
    address = settings.BASE_URL + in_interface(page.get_url(request) or "")
    city = printable(city_of(request).name) or title
    feed = MultilingualFeed(
        title=printable(f"{title}: {words}" if words else f"{title}, {city}"),
        link=f"{address}{question}",
        description="",
        subtitle=_("Lo que viene y lo que cambió"),
        language=language,
        author_name=city,
        feed_url=f"{address}feed.atom{question}",
        feed_guid=f"{address}feed.atom{question}",
    )
    for item in entries(asked, now, language):
        feed.add_item(**item)
    return feed


def feed_labels(page: CalendarPage, asked: CalendarQuery, now: datetime, language: str) -> AgendaFilterLabels:
    """Return the AgendaFilterLabels of the filters that are on."""
    answer = CalendarResult(page, asked, now, language)
    answer.gathered = fetch_named_rows(now, now, language, neighbourhoods=asked.neighbourhood)  # names, and no days
    return answer.labels


def entries(asked: CalendarQuery, now: datetime, language: str) -> list[dict[str, Any]]:
    """Return the entries (list of dict for Atom1Feed.add_item) of `chosen`, the latest change first."""
    events = load_event_pages(feed_events(asked, now, language), language)
    keys = [event.translation_key for event in events]
    changed = dict(Announcement.objects.filter(key__in=keys).values_list("key", "changed_at"))
    found = [event_feed_entry(event, language, changed.get(event.translation_key)) for event in events]
    return sorted(found, key=lambda item: item["updateddate"], reverse=True)


def feed_events(asked: CalendarQuery, now: datetime, language: str) -> list[EventRow]:
    """Return what a feed tells (list of EventRow): what comes next, and what changed lately of what is further away."""
    found = found_between(asked, now - BEHIND, now + AHEAD, language)
    rows = Announcement.objects.filter(changed_at__gte=now - LATELY).order_by("-changed_at")
    places = {key: place for place, key in enumerate(rows.values_list("key", flat=True))}
    later = sorted((one for one in found[MOST_NEXT:] if one.key in places), key=lambda one: places[one.key])
    return found[:MOST_NEXT] + later[:MOST_CHANGED]


def feed_state(event: EventPage) -> str:
    """Return what a reader must know before the title: that it is cancelled, or what of its date changed; else ""."""
    if event.is_cancelled:
        return str(EventState.CANCELLED.label)
    return move_label(event) if move_of(event) else ""


def event_feed_entry(event: EventPage, language: str, changed: datetime) -> dict[str, Any]:
    """Return an event as Atom1Feed.add_item takes it; `changed` is when its announcement did, or None.

    A link by which people join is no part of it: who sees one, and when, the event's page decides.
    """
    published = event.first_published_at or event.last_published_at or NEVER
    title, _title_language, text = title_and_text(event, language)
    state = feed_state(event)
    before = move_sentences(event)[1] if state and not event.is_cancelled else ""
    reason = event.known_reason[0] if state else ""
    way = "" if event.modality == Modality.VIRTUAL else modality_words(event.modality)  # its place says it
    place = [district_words(event), way, place_words(event)]
    lines = [when_words(event), ", ".join(part for part in place if part), state, before, reason, text]
    return {
        "title": printable(": ".join(part for part in (state, title) if part)),
        "link": f"{settings.BASE_URL}{in_interface(event.url or '', language)}",
        "description": escape(printable(". ".join(line.rstrip(".") for line in lines if line))),
        "pubdate": published,
        "updateddate": max(filter(None, (changed or event.last_published_at, published))),
        "unique_id": f"urn:uuid:{event.translation_key}",
        "categories": [printable(term.label(language)) for term in event.themes.all()],
        "language": event.locale.language_code,
    }
