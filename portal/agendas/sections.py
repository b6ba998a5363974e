"""What the agenda shows on pages of lower layers: on the home page, on those of a district and of a neighbourhood."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from portal.agendas.calendar.event_index import fetch_rows
from portal.agendas.calendar.query import CalendarQuery
from portal.core.language import language_name, reader_language
from portal.core.models import BasePage
from portal.core.registry import PageSection, register_section
from portal.core.weeks import Week
from portal.councils.session_rows import row_state
from portal.districts.models import DistrictPage
from portal.districts.pages.my_district import chosen_district
from portal.events.choices import EventState
from portal.events.models import EventPage
from portal.events.next_card import next_card
from portal.territory.known import open_district_names
from portal.territory.models import Neighbourhood

from .calendar.covers import with_covers
from .calendar.rows import event_row
from .calendar.selectors import found_between, load_event_pages, matching
from .calendar.upcoming import (
    AHEAD,
    agenda_address,
    councils_near,
    day_cells,
    district_query,
    of_neighbourhood,
    readable_first,
    upcoming_events,
)
from .calendar.year_chart import year_chart

ON_HOME, IN_DISTRICT, IN_NEIGHBOURHOOD = 4, 5, 3
HOME_AHEAD = timedelta(weeks=5)
CANCELLED = EventState.CANCELLED.value


def home_next(request: HttpRequest, page: BasePage) -> dict[str, Any] | None:
    """The next meeting, for the top of the home page: in the visitor's own district where there is one."""
    known = home_agenda(request, page)
    return (
        {"card": known["card"], "name": known["mine"], "is_near": known["is_near"]} if known and known["card"] else None
    )


def home_agenda(request: HttpRequest, page: BasePage) -> dict[str, Any] | None:
    """This week of the city at a glance, and what comes next, in the visitor's own district first.

    Two parts of the home page show it: it is read once for a request.
    """
    if not hasattr(request, "home_agenda"):
        request.home_agenda = read_home_agenda(request, page)
    return request.home_agenda


def read_home_agenda(request: HttpRequest, page: BasePage) -> dict[str, Any] | None:
    """Return what `home_agenda` shows; the first meeting that is not cancelled is the `card`, the others are `rows`."""
    url, now, language = agenda_address(request, page), timezone.now(), reader_language()
    if not url:
        return None
    week = Week.now(now)
    found = [one for one in fetch_rows(week.begin, now + HOME_AHEAD, language) if one.is_present]
    next_ones = [one for one in found if one.until > now]
    code = chosen_district(request)
    mine = open_district_names().get(code, "")
    near = matching(next_ones, CalendarQuery(district=(code,))) if mine else []
    elsewhere = [one for one in next_ones if one.state != CANCELLED]  # near her own home she had better know that too
    shown = readable_first(near or elsewhere, now, language)[: ON_HOME + 1]
    events = with_covers(load_event_pages(shown, language))
    first = next((event for event in events if not event.is_cancelled), None)
    return {
        "days": day_cells(found, week, now, url),
        "week": week,
        "total": sum(one.state != CANCELLED and one.start < week.end for one in found),
        "mine": mine,
        "is_near": bool(near),
        "card": first and event_card(first, now),
        "rows": [event_row(event, language, now, dated=True) for event in events if event is not first][:ON_HOME],
        "by_language": shown != sorted(shown, key=lambda one: (one.start, one.pk)) and language_name(language),
        "url": url,
        "mine_url": f"{url}{of_query(district=code)}" if near else "",
    }


def event_card(event: EventPage, now: datetime) -> dict[str, Any]:
    """Return the next event (EventPage from `selectors.load`) as the card that a page begins with, its council named."""
    council = event.council_page
    card = next_card(event, now, row_state(event, now))
    if council is None or council.title.casefold() == event.title.casefold():
        return card
    code = council.locale.language_code
    return card | {"who": council.title, "who_lang": code if code != reader_language() else ""}


def of_query(**filters) -> str:
    """Return the address (query string) of the agenda for one code of each filter."""
    return CalendarQuery(**{name: (code,) for name, code in filters.items()}).address()


def district_agenda(request: HttpRequest, page: DistrictPage) -> dict[str, Any] | None:
    """The next meetings of a district (DistrictPage), with the way to all of them."""
    url = agenda_address(request, page)
    if not url:
        return None
    known = card_and_rows(district_query(page.record), IN_DISTRICT)
    return known | {"url": url, "all_url": f"{url}{of_query(district=page.record.code)}"}


def card_and_rows(asked: CalendarQuery, count: int) -> dict[str, Any]:
    """Return {card, rows} of the next events of `asked`: the first that is not cancelled, and the others."""
    now, language = timezone.now(), reader_language()
    events = with_covers(upcoming_events(asked, now, count))
    first = next((event for event in events if not event.is_cancelled), None)
    rows = [event_row(event, language, now, dated=True) for event in events if event is not first]
    return {"card": first and event_card(first, now), "rows": rows}


def district_year(request: HttpRequest, page: DistrictPage) -> dict[str, Any] | None:
    """How many sessions a district (DistrictPage) had in each month of the last year; None when it had none."""
    return year_chart(page.record, timezone.now())


def councils_of_district(request: HttpRequest, page: DistrictPage) -> dict[str, list[dict]] | None:
    """The councils of a district (DistrictPage); None when it has none yet."""
    rows = councils_near(request, district=page.record)
    return {"rows": rows} if rows else None


def neighbourhood_agenda(request: HttpRequest, place: Neighbourhood) -> dict[str, Any] | None:
    """The next meeting of a neighbourhood (Neighbourhood), those after it, and its councils."""
    url = agenda_address(request)
    if not url:
        return None
    return card_and_rows(of_neighbourhood(place), IN_NEIGHBOURHOOD) | {
        "councils": councils_near(request, neighbourhood=place),
        "place": place,
        "url": url,
        "all_url": f"{url}{of_query(neighbourhood=place.code)}",
    }


def found_neighbourhoods(request: HttpRequest, places: list[Neighbourhood]) -> dict[int, dict[str, Any]] | None:
    """The next meeting of each of some neighbourhoods, for the finder: {id: {card}}; as many queries as for one."""
    if not agenda_address(request):
        return None
    now, language = timezone.now(), reader_language()
    coming = found_between(
        CalendarQuery(neighbourhood=tuple(place.code for place in places)), now, now + AHEAD, language
    )
    happening = [one for one in coming if one.state != CANCELLED]
    first = {
        place.pk: next((one for one in happening if place.code in one.codes["neighbourhood"]), None) for place in places
    }
    events = {event.pk: event for event in load_event_pages([one for one in first.values() if one], language)}
    found = {pk: events.get(one.pk) if one else None for pk, one in first.items()}
    return {pk: {"card": event and event_card(event, now)} for pk, event in found.items()}


def register() -> None:
    """Register the agenda's sections."""
    register_section(PageSection("home-first", "next", "agendas/sections/next.html", home_next, order=10))
    register_section(
        PageSection("found-neighbourhoods", "next", "agendas/sections/found.html", found_neighbourhoods, order=10)
    )
    register_section(PageSection("home", "this-week", "agendas/sections/home.html", home_agenda, order=5))
    register_section(PageSection("district-next", "next", "agendas/sections/district.html", district_agenda, order=10))
    here = PageSection("district", "councils", "agendas/sections/councils.html", councils_of_district, order=20)
    register_section(here)
    register_section(PageSection("district", "year", "agendas/sections/district_year.html", district_year, order=40))
    near = PageSection(
        "neighbourhood-next", "next", "agendas/sections/neighbourhood.html", neighbourhood_agenda, order=10
    )
    register_section(near)
