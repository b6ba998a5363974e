"""What a weekly agenda holds: the public events of its week, read in a fixed number of queries however many they are."""

from collections import defaultdict

from django.db.models import prefetch_related_objects

from portal.agendas.calendar.event_index import fetch_rows
from portal.agendas.calendar.query import CalendarQuery
from portal.agendas.calendar.selectors import load_event_pages, matching
from portal.core.models.page import set_relations
from portal.core.weeks import Week
from portal.councils.models import AgendaItem, SessionPage
from portal.events.models import EventPage
from portal.territory.models import District


def contents_of(
    week: Week, district: District | None, language: str, without: set[str] | tuple = ()
) -> list[EventPage]:
    """Return the events (list of EventPage) of a Week for a District (None: the whole city), in a language, in order.

    What was moved away from the week is among them. `without` are translation keys (str) of events that are left out.
    Each event has at hand what its row in an edition says.
    """
    asked = CalendarQuery(district=(district.code,) if district else ())
    found = matching(fetch_rows(week.begin, week.end, language), asked)
    events = load_event_pages([one for one in found if str(one.key) not in without], language)
    prefetch_related_objects(events, "unit")
    keep_items([event.sessionpage for event in events if is_session(event)])
    return events


def is_session(event: EventPage) -> bool:
    """Tell whether an event (EventPage) is a session of a council."""
    return hasattr(event, "sessionpage")


def keep_items(sessions: list[SessionPage]) -> None:
    """Give sessions the points of their agendas, so that reading `session.items` asks no database."""
    found = defaultdict(list)
    for item in AgendaItem.objects.filter(page__in=[session.pk for session in sessions]).order_by("sort_order", "pk"):
        found[item.page_id].append(item)
    for session in sessions:
        set_relations(session, {"items": found[session.pk]})
