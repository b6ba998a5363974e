"""What the agenda shows on pages of lower layers: on the home page, on those of a district and of a neighbourhood."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.agendas.calendar.event_index import fetch_rows
from portal.agendas.calendar.query import CalendarQuery
from portal.agendas.calendar.upcoming import upcoming_events
from portal.core.language import in_interface, reader_language
from portal.core.models import BasePage
from portal.core.registry import PageSection, register_section
from portal.core.weeks import Week
from portal.councils.session_rows import row_state
from portal.districts.models import DistrictPage
from portal.districts.pages.my_district import chosen_district
from portal.events.choices import EventState
from portal.events.formatting import hours_words, place_words
from portal.events.models import EventPage
from portal.events.page_context import event_date_plate
from portal.events.state import event_distance_words
from portal.territory.known import open_district_names
from portal.territory.models import Neighbourhood

from .calendar.rows import event_row, tags
from .calendar.selectors import load_event_pages, matching
from .calendar.upcoming import agenda_address, councils_near, day_cells, district_query, of_neighbourhood

ON_HOME, IN_DISTRICT, IN_NEIGHBOURHOOD = 4, 5, 3
HOME_AHEAD = timedelta(weeks=5)
CANCELLED = EventState.CANCELLED.value


def home_agenda(request: HttpRequest, page: BasePage) -> dict[str, Any] | None:
    """This week of the city at a glance, and what comes next, in the visitor's own district first."""
    url, now, language = agenda_address(request, page), timezone.now(), reader_language()
    if not url:
        return None
    week = Week.now(now)
    found = fetch_rows(week.begin, now + HOME_AHEAD, language)
    found = [one for one in found if one.is_present]
    days = day_cells(found, week, now, url)
    next_ones = [one for one in found if one.until > now]
    code = chosen_district(request)
    mine = open_district_names().get(code, "")
    near = matching(next_ones, CalendarQuery(district=(code,))) if mine else []
    elsewhere = [one for one in next_ones if one.state != CANCELLED]  # near her own home she had better know that too
    events = load_event_pages((near or elsewhere)[:ON_HOME], language)
    return {
        "days": days,
        "week": week,
        "total": sum(one.state != CANCELLED and one.start < week.end for one in found),
        "mine": mine,
        "is_near": bool(near),
        "rows": [event_row(event, language, now, dated=True) for event in events],
        "url": url,
        "mine_url": f"{url}{of_query(district=code)}" if near else "",
    }


def of_query(**filters) -> str:
    """Return the address (query string) of the agenda for one code of each filter."""
    return CalendarQuery(**{name: (code,) for name, code in filters.items()}).address()


def district_agenda(request: HttpRequest, page: DistrictPage) -> dict[str, Any] | None:
    """The next meetings of a district (DistrictPage), with the way to all of them."""
    url = agenda_address(request, page)
    if not url:
        return None
    now, language = timezone.now(), reader_language()
    rows = [
        event_row(event, language, now, dated=True)
        for event in upcoming_events(district_query(page.record), now, IN_DISTRICT)
    ]
    return {"rows": rows, "url": url, "all_url": f"{url}{of_query(district=page.record.code)}"}


def councils_of_district(request: HttpRequest, page: DistrictPage) -> dict[str, list[dict]] | None:
    """The councils of a district (DistrictPage); None when it has none yet."""
    rows = councils_near(request, district=page.record)
    return {"rows": rows} if rows else None


def neighbourhood_agenda(request: HttpRequest, place: Neighbourhood) -> dict[str, Any] | None:
    """The next meeting of a neighbourhood (Neighbourhood), those after it, and its councils."""
    url = agenda_address(request)
    if not url:
        return None
    now, language = timezone.now(), reader_language()
    events = upcoming_events(of_neighbourhood(place), now, IN_NEIGHBOURHOOD)
    following = next((event for event in events if not event.is_cancelled), None)
    return {
        "next": following and next_event_card(following, language, now),
        "rows": [event_row(event, language, now, dated=True) for event in events if event is not following],
        "councils": councils_near(request, neighbourhood=place),
        "place": place,
        "url": url,
        "all_url": f"{url}{of_query(neighbourhood=place.code)}",
    }


def next_event_card(event: EventPage, language: str, now: datetime) -> dict[str, Any]:
    """Return the next event (EventPage from `selectors.load`) as the page of a neighbourhood shows it, its date first."""
    code, place = event.locale.language_code, place_words(event)
    when = [capfirst(hours_words(event)), event_distance_words(event, now)]
    return {
        "title": event.title,
        "url": in_interface(event.url or "", language),
        "lang": code if code != language else "",
        "plate": event_date_plate(event),
        "when": ", ".join(part for part in when if part),
        "place": capfirst(place) if place else _("El lugar se avisa aquí cuando se sepa."),
        "state": row_state(event, now),
        "tags": tags(event, language),
    }


def register() -> None:
    """Register the agenda's sections."""
    register_section(PageSection("home", "this-week", "agendas/sections/home.html", home_agenda, order=5))
    register_section(PageSection("district-next", "next", "agendas/sections/district.html", district_agenda, order=10))
    here = PageSection("district", "councils", "agendas/sections/councils.html", councils_of_district, order=20)
    register_section(here)
    near = PageSection(
        "neighbourhood-next", "next", "agendas/sections/neighbourhood.html", neighbourhood_agenda, order=10
    )
    register_section(near)
