"""Which events a calendar file holds: one event, a council's sessions, or any question asked of the agenda page."""

from collections import defaultdict
from datetime import datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from portal.core.language import listed, reader_language
from portal.core.public import public_pages
from portal.events.calendars.answer import calendar_response
from portal.events.calendars.entry import NEVER, Called, event_entry, gone_entry
from portal.events.calendars.single import event_calendar
from portal.events.calendars.writing import calendar_file
from portal.events.models import Announcement, EventPage

from .models.council import CouncilPage

MONTHS_BACK, MONTHS_AHEAD = 6, 12
MOST_EVENTS = 1000
RELATED = ("locale", "district", "venue", "neighbourhood", "sessionpage__council")


def window(now):
    """Return (begin, end) of what a calendar that is subscribed to holds at `now` (aware datetimes).

    It moves on Mondays only: until then nothing comes or goes by the clock, and Last-Modified stays true.
    """
    today = timezone.localdate(now)
    monday = today - timedelta(days=today.weekday())
    days = monday - relativedelta(months=MONTHS_BACK), monday + relativedelta(months=MONTHS_AHEAD, days=7)
    return tuple(timezone.make_aware(datetime.combine(day, time.min)) for day in days)


def window_moved(now):
    """Return when the window was last moved: the midnight in which the week of `now` began."""
    today = timezone.localdate(now)
    return timezone.make_aware(datetime.combine(today - timedelta(days=today.weekday()), time.min))


def session_calendar(page):
    """Return the answer for one session (SessionPage) in the reader's language."""
    event = EventPage.objects.select_related("locale", "sessionpage__council").get(pk=page.pk)
    return event_calendar(page, names([event], reader_language())[event.pk])


def council_calendar(council):
    """Return the answer for the sessions of a council (CouncilPage in any language) in the reader's language."""
    now, language = timezone.now(), reader_language()
    begin, end = window(now)
    sessions = EventPage.objects.filter(
        sessionpage__council__translation_key=council.translation_key, start__lt=end, until__gt=begin
    )
    events = list(listed(sessions, language).select_related(*RELATED).order_by("start", "pk"))
    entries = entries_of(nearest(events, now), language)
    file = calendar_file(
        council.title,
        entries + gone_entries(begin, end, {"council_key": str(council.translation_key)}),
        slugify(council.slug) or "agenda",
        since=window_moved(now),
    )
    return calendar_response(file, is_private=council.get_view_restrictions().exists())


def nearest(events, now):
    """Return at most MOST_EVENTS of events in their order: those to come first, then the latest of the past."""
    if len(events) <= MOST_EVENTS:
        return events
    coming = [event for event in events if event.until > now][:MOST_EVENTS]
    past = [event for event in events if event.until <= now]
    kept = MOST_EVENTS - len(coming)
    return [*(past[-kept:] if kept else []), *coming]


def entries_of(events, language):
    """Return the entries (list of Entry) of public events, read with RELATED, with three queries whatever their number."""
    announcements = {row.key: row for row in Announcement.objects.filter(key__in=[e.translation_key for e in events])}
    called = names(events, language)
    return [event_entry(e, language, announcements.get(e.translation_key), called[e.pk]) for e in events]


def names(events, language):
    """Return {pk: Called}: a session is called by its council, where everybody may read of it."""
    sessions = {event.pk: event.sessionpage for event in events if getattr(event, "sessionpage", None)}
    councils = council_versions({session.council.translation_key for session in sessions.values()}, language)
    found = {}
    for event in events:
        session = sessions.get(event.pk)
        council = councils.get(session.council.translation_key) if session else None
        if council is None:
            found[event.pk] = Called(event.title)
            continue
        subject = event.title if event.title != council.title else ""
        lines = (subject, session.reference)
        found[event.pk] = Called(council.title, lines, (council.title,), council.last_published_at or NEVER)
    return found


def council_versions(keys, language):
    """Return {translation key: CouncilPage} of the public versions that readers of `language` are shown."""
    versions = defaultdict(list)
    pages = public_pages(CouncilPage.objects.filter(translation_key__in=keys, alias_of__isnull=True))
    for page in pages.select_related("locale").order_by("pk"):
        versions[page.translation_key].append(page)
    return {
        key: next((page for page in pages if page.locale.language_code == language), pages[0])
        for key, pages in versions.items()
    }


def gone_entries(begin, end, told):
    """Return the entries of events in a window that were public and are not any more, and that `told` (dict) fits.

    Who subscribed hears once and for all that they are off. Those withdrawn before the window are known to be.
    """
    found = []
    for announcement in Announcement.objects.filter(gone_at__gte=begin).order_by("pk"):
        said = announcement.told
        if not said.get("start") or any(said.get(name) != value for name, value in told.items()):
            continue
        if begin <= datetime.fromisoformat(said["start"]) < end:
            found.append(gone_entry(announcement))
    return found


def agenda_title():
    """Return what a calendar of the whole agenda is called."""
    return _("Agenda de participación")


def subscription(path):
    """Return how a calendar file at `path` (with its question) is subscribed to: {"address", "webcal"}."""
    address = f"{settings.BASE_URL}{path}"
    return {"address": address, "webcal": f"webcal:{address.partition(':')[2]}"}
