"""What is on near the reader: the week of the city at a glance, the next meetings of a district or a neighbourhood."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from portal.agendas.calendar.query import CalendarQuery
from portal.agendas.models import CalendarPage
from portal.core.dates import format_pattern
from portal.core.language import in_interface, localized_pages, reader_language, written_in
from portal.core.models import BasePage
from portal.core.templatetags.page_frame import page_frame_of
from portal.core.weeks import Week, midnight
from portal.councils.choices import CouncilKind
from portal.councils.models import CouncilPage, CouncilPicture
from portal.events.models import EventPage
from portal.pictures.covers import page_covers
from portal.territory.models import District, Neighbourhood

from .selectors import found_between, load_event_pages

if TYPE_CHECKING:
    from portal.agendas.calendar.event_index import EventRow

AHEAD = timedelta(weeks=26)  # a council that meets twice a year still has a next session
READABLE_AHEAD = timedelta(days=7)  # so near in time, what the reader can read goes before what she cannot
KINDS = {kind: number for number, kind in enumerate(CouncilKind.values)}


def agenda_address(request: HttpRequest, page: BasePage | None = None) -> str:
    """Return the address of the agenda in the reader's interface, "" where there is none.

    `page` is the one that is shown: the menu around it knows the agenda already, which saves a query.
    """
    menu = page_frame_of(request, page).menu if page else ()
    agenda = next((known for known in menu if known.specific_class is CalendarPage), None)
    agenda = agenda or localized_pages(CalendarPage.objects.all()).first()
    return in_interface(agenda.get_url(request) or "") if agenda else ""


def upcoming_events(asked: CalendarQuery, now: datetime, count: int, ahead: timedelta = AHEAD) -> list[EventPage]:
    """Return the next events (list of EventPage from `selectors.load`) of `asked` that are not over at `now`."""
    return load_event_pages(found_between(asked, now, now + ahead, reader_language())[:count], reader_language())


def day_cells(found: list[EventRow], week: Week, now: datetime, url: str) -> list[dict[str, Any]]:
    """Return the seven days of a Week with how many of `found` (list of EventRow) happen on each, for the week component."""
    today = timezone.localdate(now)
    cells = []
    for day in week.days:
        begin, end = midnight(day), midnight(day + timedelta(days=1))
        happening = [one for one in found if one.state != "cancelled" and one.start < end and one.until > begin]
        cells.append(
            {
                "iso": day.isoformat(),
                "name": format_pattern(day, "EEE").rstrip("."),
                "label": format_pattern(day, "EEEE"),
                "number": day.day,
                "count": len(happening),
                "is_today": day == today,
                "url": f"{url}#d{day.isoformat()}",
            }
        )
    return cells


def councils_near(request: HttpRequest, **place) -> list[dict[str, Any]]:
    """Return the councils (rows) that meet for a `district` or a `neighbourhood`, those of several places among them."""
    [(name, record)] = place.items()
    near = Q(**{name: record}) | Q(pk__in=CouncilPage.objects.filter(**{f"other_{name}s": record}).values("pk"))
    pages = localized_pages(CouncilPage.objects.filter(near, active=True)).select_related("locale", "neighbourhood")
    covers = page_covers(CouncilPicture, [page.pk for page in pages])
    return [
        council_row(request, page) | {"picture": covers.get(page.pk)}
        for page in sorted(pages, key=lambda page: (KINDS.get(page.kind, 0), page.title))
    ]


def council_row(request: HttpRequest, page: CouncilPage) -> dict[str, Any]:
    """Return a council (CouncilPage) as components/row.html takes it."""
    code = page.locale.language_code
    row = {"title": page.title, "url": in_interface(page.get_url(request) or ""), "text": page.lead}
    tags = [page.get_kind_display(), page.neighbourhood.name if page.neighbourhood else "", written_in(code)]
    return row | {"lang": code if code != reader_language() else "", "tags": [tag for tag in tags if tag]}


def readable_first(rows: list[EventRow], now: datetime, language: str) -> list[EventRow]:
    """Return rows (list of EventRow, by start) with those of the next days that exist in a language before all others."""
    soon = now + READABLE_AHEAD
    return sorted(rows, key=lambda one: not (one.locale == language and one.start < soon))


def district_query(record: District) -> CalendarQuery:
    """Return the CalendarQuery of all that concerns a District."""
    return CalendarQuery(district=(record.code,))


def of_neighbourhood(place: Neighbourhood) -> CalendarQuery:
    """Return the CalendarQuery of all that concerns a Neighbourhood."""
    return CalendarQuery(neighbourhood=(place.code,))
