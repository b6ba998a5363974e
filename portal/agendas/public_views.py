"""What the agenda page, a council and a session show, and the addresses below them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from portal.core.public_views import context, route

from . import calendars
from .calendar.feed import agenda_feed
from .calendar.page import agenda_page
from .council import council_context
from .invitation.pages import answer
from .models import CalendarPage, CouncilPage, SessionPage
from .session import point_context, session_context
from .weekly.addresses import ISSUES, ROUTE
from .weekly.pages import archive, serve


@route(CalendarPage, "")
def agenda(page: CalendarPage, request: HttpRequest) -> HttpResponse:
    """Answer with the days that the address asks for: a week by day, a list, a month or a map."""
    return agenda_page(request, page)


@route(CalendarPage, "feed.atom/")
def agenda_atom(page: CalendarPage, request: HttpRequest) -> HttpResponse:
    """Answer with what the address asks as an Atom feed: what comes next and what changed."""
    return agenda_feed(request, page)


@route(CalendarPage, "calendar.ics/")
def agenda_calendar(page: CalendarPage, request: HttpRequest) -> HttpResponse:
    """Answer with what the address asks as a calendar that can be subscribed to."""
    return calendars.agenda_calendar(request)


@route(CalendarPage, ROUTE, is_regex=True)
def weekly_issue(
    page: CalendarPage, request: HttpRequest, week: str, district: str | None = None, form: str | None = None
) -> HttpResponse:
    """Answer with the published agenda of a week, of the city or of a district, in one of its forms."""
    return serve(request, page, week, district, form)


@route(CalendarPage, ISSUES)
def weekly_issues(page: CalendarPage, request: HttpRequest) -> HttpResponse:
    """Answer with the list of all published agendas of weeks."""
    return archive(request, page)


@context(CouncilPage)
def council(page: CouncilPage, request: HttpRequest) -> dict[str, Any]:
    """Return what the page of a council shows."""
    return council_context(request, page)


@route(CouncilPage, "calendar.ics/")
def council_calendar(page: CouncilPage, request: HttpRequest) -> HttpResponse:
    """Answer with the council's sessions as a calendar that can be subscribed to."""
    return calendars.council_calendar(page)


@context(SessionPage)
def session(page: SessionPage, request: HttpRequest) -> dict[str, Any]:
    """Return what the page of a session shows beside what the page of every event shows."""
    return session_context(request, page)


@route(SessionPage, "items/<slug:code>/")
def agenda_item(page: SessionPage, request: HttpRequest, code: str) -> HttpResponse:
    """Answer with one public point of the agenda, at an address of its own."""
    request.page_part = f"items/{code}/"
    values = page.get_context(request)
    return TemplateResponse(request, "agendas/item_page.html", values | point_context(values["points"], code))


@route(SessionPage, "calendar.ics/")
def session_calendar(page: SessionPage, request: HttpRequest) -> HttpResponse:
    """Answer with the session as a calendar file."""
    return calendars.session_calendar(page)


@route(SessionPage, "invitation/")
@route(SessionPage, "invitation/<slug:part>/")
@route(SessionPage, "invitation/<slug:part>/<slug:form>/")
def invitation(page: SessionPage, request: HttpRequest, part: str = "", form: str = "") -> HttpResponse:
    """Answer with the invitation kit, one part of it, or that part as a file."""
    return answer(page, request, part, form)
