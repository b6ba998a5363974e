"""Which events a calendar file holds: one session, a council's sessions, or any question asked of the agenda page."""

from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from portal.agendas.calendar.query import CalendarQuery
from portal.core.context import city_of
from portal.core.language import reader_language, source_version
from portal.councils.models import CouncilPage, SessionPage
from portal.events.calendars.answer import calendar_response, last_change
from portal.events.calendars.entry import Called, Entry, event_entry, gone_entry
from portal.events.calendars.single import event_calendar
from portal.events.calendars.writing import calendar_bytes
from portal.events.models import Announcement, EventPage

from .filters import AgendaFilterLabels, filter_words
from .query import FACETS, LONGEST_LIST
from .selectors import council_pages, find

MONTHS_BACK, MONTHS_AHEAD = 6, 12
MOST_EVENTS = 1000
#: the filters which what was told of an event still answers when its page is gone: {filter: name of what was told}
TOLD = {"council": "council_key", "district": "district", "modality": "modality"}


def session_calendar(page: SessionPage) -> HttpResponse:
    """Return the answer for one session (SessionPage) in the reader's language."""
    key, language = page.council.translation_key, reader_language()
    return event_calendar(page, event_summary(page, council_pages([key], language).get(key), page.reference))


def council_calendar(council: CouncilPage) -> HttpResponse:
    """Return the answer for the sessions of a council (CouncilPage in any language) in the reader's language."""
    now, asked = timezone.now(), CalendarQuery(council=(str(source_version(council).pk),))
    data = asked_bytes(asked, now, asked_events(asked, now), council.title)
    is_private = council.get_view_restrictions().exists()
    return calendar_response(data, slugify(council.slug) or "agenda", calendar_changed_at(now), is_private)


def agenda_calendar(request: HttpRequest) -> HttpResponse:
    """Return the answer for what an address of the agenda page asks, in the reader's language."""
    now, asked = timezone.now(), CalendarQuery.of(request.GET)
    events = asked_events(asked, now)
    title = calendar_title(asked, events) or _("Agenda de %(city)s") % {"city": city_of(request).name}
    return calendar_response(asked_bytes(asked, now, events, title), "agenda", calendar_changed_at(now))


def calendar_changed_at(now: datetime) -> datetime:
    """Return when a calendar that is subscribed to may last have changed, seen at `now` (aware datetime)."""
    return max(last_change(), monday(now))


def calendar_title(asked: CalendarQuery, events: list[EventPage]) -> str:
    """Return what a calendar with filters is called: their words; empty where there are none.

    Names of councils and neighbourhoods are those of the events (list of EventPage) found.
    """
    if not asked.is_filtered():
        return ""
    councils = {event.sessionpage.council_id: event.council_page for event in events if event.council_page}
    neighbourhoods = {event.neighbourhood.code: event.neighbourhood.name for event in events if event.neighbourhood}
    words = filter_words(asked, AgendaFilterLabels(reader_language(), councils, neighbourhoods))
    return _("Agenda: %(filters)s") % {"filters": words}


def asked_events(asked: CalendarQuery, now: datetime) -> list[EventPage]:
    """Return the events (list of EventPage) of a calendar in the reader's language."""
    return find(asked, *calendar_bounds(asked, now), reader_language())


def asked_bytes(asked: CalendarQuery, now: datetime, events: list[EventPage], title: str) -> bytes:
    """Return the calendar file (bytes) of what was found (`events`) and of what is gone, as far as `asked` means it."""
    (begin, end), kept = calendar_bounds(asked, now), nearest(events, now)
    keys = {event.translation_key for event in kept}
    rows = Announcement.objects.filter(Q(key__in=keys) | Q(gone_at__gte=begin)).order_by("pk")
    told = {row.key: row for row in rows}
    language = reader_language()
    entries = [
        event_entry(
            event,
            language,
            told.get(event.translation_key),
            event_summary(event, event.council_page, reference_of(event)),
        )
        for event in kept
    ]
    gone = gone_entries([row for row in rows if row.key not in keys], asked, begin, end)
    note = _("Solo los %(count)d encuentros más próximos.") % {"count": MOST_EVENTS} if len(events) > len(kept) else ""
    return calendar_bytes([*entries, *gone], title, note)


def monday(now: datetime) -> datetime:
    """Return the midnight in which the week of `now` (aware datetime) began in the city."""
    today = timezone.localdate(now)
    return timezone.make_aware(datetime.combine(today - timedelta(days=today.weekday()), time.min))


def calendar_bounds(asked: CalendarQuery, now: datetime) -> tuple[datetime, datetime]:
    """Return (begin, end) of what a calendar holds (aware datetimes): the days asked for, else the window.

    The window moves on Mondays only: until then nothing comes or goes by the clock, and Last-Modified stays true.
    """
    first, last = asked.bounds()
    if first or last:
        begin = first or last - LONGEST_LIST
        return begin, min(last or begin + LONGEST_LIST, begin + LONGEST_LIST)
    return monday(now) - relativedelta(months=MONTHS_BACK), monday(now) + relativedelta(months=MONTHS_AHEAD, days=7)


def nearest(events: list[EventPage], now: datetime) -> list[EventPage]:
    """Return at most MOST_EVENTS of events in their order: those to come first, then the latest of the past."""
    if len(events) <= MOST_EVENTS:
        return events
    coming = [event for event in events if event.until > now][:MOST_EVENTS]
    past = [event for event in events if event.until <= now]
    kept = MOST_EVENTS - len(coming)
    return [*(past[-kept:] if kept else []), *coming]


def reference_of(event: EventPage) -> str:
    """Return the reference of a session (EventPage read with it), "" of any other event."""
    session = getattr(event, "sessionpage", None)
    return session.reference if session else ""


def event_summary(event: EventPage, council: CouncilPage | None, reference: str) -> Called:
    """Return how an event is called (Called): a session by its council, where everybody may read of that."""
    if council is None:
        return Called(event.title, lines=(reference,))
    subject = event.title if event.title.casefold() != council.title.casefold() else ""
    return Called(council.title, council.locale.language_code, (subject, reference), (council.title,))


def gone_entries(
    announcements: list[Announcement], asked: CalendarQuery, begin: datetime, end: datetime
) -> list[Entry]:
    """Return the entries of those `announcements` that were public and are not any more, as far as they answer `asked`.

    Only what was between two moments; so calendars that copied an event hear that it is off. Where a filter asks what
    nobody can tell of an event that is gone, it is left out: whoever subscribed sees it vanish.
    """
    if asked.text or any(getattr(asked, name) for name in FACETS if name not in TOLD):
        return []
    wanted = {TOLD[name]: set(getattr(asked, name)) for name in TOLD if getattr(asked, name)}
    if asked.council:
        keys = CouncilPage.objects.filter(pk__in=asked.council_ids()).values_list("translation_key", flat=True)
        wanted[TOLD["council"]] = {str(key) for key in keys}
    return [
        gone_entry(announcement)
        for announcement in announcements
        if announcement.gone_at
        and begin <= datetime.fromisoformat(announcement.told["start"]) < end
        and all(announcement.told.get(name) in values for name, values in wanted.items())
    ]
