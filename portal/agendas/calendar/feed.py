"""The Atom feed of any question to the agenda: what comes next, and what changed of it, the latest change first."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from portal.agendas.calendar.event_index import fetch_named_rows
from portal.agendas.calendar.query import CalendarQuery
from portal.agendas.calendar.result import CalendarResult
from portal.agendas.calendar.rows import district_words, modality_words, title_and_text
from portal.agendas.calendar.selectors import found_between, load_event_pages
from portal.core.atom import NEVER, MultilingualFeed, feed_response
from portal.core.context import city_of
from portal.core.escaping import printable
from portal.core.language import in_interface, label_line, reader_language
from portal.core.weeks import midnight
from portal.events.calendars.answer import last_change
from portal.events.choices import EventState, Modality
from portal.events.formatting import place_words, when_words
from portal.events.models import Announcement, EventChange, EventPage
from portal.events.state import move_label, move_of, move_sentences

from .filters import filter_words

if TYPE_CHECKING:
    from portal.agendas.calendar.event_index import EventRow
    from portal.agendas.calendar.filters import AgendaFilterLabels
    from portal.agendas.models import CalendarPage

MOST_NEXT, MOST_CHANGED = 40, 20
AHEAD, BEHIND, LATELY = timedelta(days=366), timedelta(days=7), timedelta(days=14)
TOGETHER = timedelta(minutes=30)  # nothing that is published in one go takes longer


def agenda_feed(request: HttpRequest, page: CalendarPage) -> HttpResponse:
    """Return the response with the feed of what an address asks; the middleware answers 304 to whoever has it already."""
    now = timezone.now()
    feed = feed_of(CalendarQuery.of(request.GET), page, request, now)
    return feed_response(feed, max(last_change(), midnight(timezone.localdate(now))))


def feed_of(asked: CalendarQuery, page: CalendarPage, request: HttpRequest, now: datetime) -> MultilingualFeed:
    """Return the MultilingualFeed of a question (CalendarQuery) to the agenda (CalendarPage) in the reader's language.

    `now` is an aware datetime. What changed last of all events dates the feed, one that was withdrawn too.
    """
    # until the next midnight no entry comes or goes by the clock
    today, language = midnight(timezone.localdate(now)), reader_language()
    query = asked.query()
    question = f"?{query}" if query else ""
    words, title = (
        filter_words(asked, feed_labels(page, asked, now, language)) if asked.is_filtered() else "",
        _("Agenda"),
    )
    address = settings.BASE_URL + in_interface(page.get_url(request) or "")
    city = printable(city_of(request).name) or title
    feed = MultilingualFeed(
        title=printable(label_line(title, words) if words else f"{title}, {city}"),
        link=f"{address}{question}",
        description="",
        subtitle=_("Lo que viene y lo que cambió"),
        language=language,
        author_name=city,
        feed_url=f"{address}feed.atom{question}",
        feed_guid=f"{address}feed.atom{question}",
        changed_at=EventChange.objects.order_by("-at").values_list("at", flat=True).first(),
    )
    for item in entries(asked, today, language):
        feed.add_item(**item)
    return feed


def feed_labels(page: CalendarPage, asked: CalendarQuery, now: datetime, language: str) -> AgendaFilterLabels:
    """Return the AgendaFilterLabels of the filters that are on."""
    answer = CalendarResult(page, asked, now, language)
    answer.gathered = fetch_named_rows(now, now, language, neighbourhoods=asked.neighbourhood)  # names, and no days
    return answer.labels


def entries(asked: CalendarQuery, today: datetime, language: str) -> list[dict[str, Any]]:
    """Return the entries (list of dict for Atom1Feed.add_item) of a question, the latest change first."""
    events = load_event_pages(feed_events(asked, today, language), language)
    told = {row.key: row for row in Announcement.objects.filter(key__in=[event.translation_key for event in events])}
    found = [event_feed_entry(event, language, told.get(event.translation_key)) for event in events]
    return sorted(found, key=lambda item: item["updateddate"], reverse=True)


def feed_events(asked: CalendarQuery, today: datetime, language: str) -> list[EventRow]:
    """Return what a feed tells (list of EventRow): what comes next, and what changed lately of what is further away.

    `today` is the midnight (aware datetime) in which the day began.
    """
    found = found_between(asked, today - BEHIND, today + AHEAD, language)
    rows = Announcement.objects.filter(changed_at__gte=today - LATELY).order_by("-changed_at")
    places = {key: place for place, key in enumerate(rows.values_list("key", flat=True))}
    later = sorted((one for one in found[MOST_NEXT:] if one.key in places), key=lambda one: places[one.key])
    return found[:MOST_NEXT] + later[:MOST_CHANGED]


def feed_state(event: EventPage) -> str:
    """Return what a reader must know before the title: that it is cancelled, or what of its date changed; else ""."""
    if event.is_cancelled:
        return str(EventState.CANCELLED.label)
    return move_label(event) if move_of(event) else ""


def entry_changed_at(event: EventPage, announcement: Announcement | None) -> datetime:
    """Return when an entry last changed (aware datetime): the event was published, or something else told anew.

    What is published together is told in one moment, at the end; each then has the moment of its own publication.
    """
    published = event.last_published_at or event.first_published_at or NEVER
    if announcement is None:
        return published
    is_first = announcement.changed_at == announcement.first_at
    was_together = timedelta() <= announcement.first_at - published < TOGETHER
    return published if is_first and was_together else max(published, announcement.changed_at)


def event_feed_entry(event: EventPage, language: str, announcement: Announcement | None) -> dict[str, Any]:
    """Return an event as Atom1Feed.add_item takes it; `announcement` is what was told of it, or None.

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
        "updateddate": max(entry_changed_at(event, announcement), published),
        "unique_id": f"urn:uuid:{event.translation_key}",
        "categories": [printable(term.label(language)) for term in event.themes.all()],
        "language": event.locale.language_code,
    }
