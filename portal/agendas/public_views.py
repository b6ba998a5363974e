"""The addresses of the agenda page, and the calendar files of a council and of a session."""

from django.http import HttpRequest, HttpResponse

from portal.core.public_views import route
from portal.councils.models import CouncilPage, SessionPage

from .calendar import icalendar
from .calendar.feed import agenda_feed
from .calendar.page import agenda_page
from .models import CalendarPage
from .weekly.addresses import ISSUES, ROUTE
from .weekly.pages import archive, serve_weekly_issue


@route(CalendarPage, "")
def agenda(page: CalendarPage, request: HttpRequest) -> HttpResponse:
    """Answer with the days that the address asks for: a week by day, a list, a month or a map."""
    return agenda_page(request, page)


@route(CalendarPage, "feed.atom/", name="feed")
def agenda_atom(page: CalendarPage, request: HttpRequest) -> HttpResponse:
    """Answer with what the address asks as an Atom feed: what comes next and what changed."""
    return agenda_feed(request, page)


@route(CalendarPage, "calendar.ics/", name="calendar")
def agenda_calendar_view(page: CalendarPage, request: HttpRequest) -> HttpResponse:
    """Answer with what the address asks as a calendar that can be subscribed to."""
    return icalendar.agenda_calendar(request)


@route(CalendarPage, ROUTE, is_regex=True)
def weekly_issue(
    page: CalendarPage, request: HttpRequest, week: str, district: str | None = None, form: str | None = None
) -> HttpResponse:
    """Answer with the published agenda of a week, of the city or of a district, in one of its forms."""
    return serve_weekly_issue(request, page, week, district, form)


@route(CalendarPage, ISSUES)
def weekly_issues(page: CalendarPage, request: HttpRequest) -> HttpResponse:
    """Answer with the list of all published agendas of weeks."""
    return archive(request, page)


@route(CouncilPage, "calendar.ics/", name="calendar")
def council_calendar_view(page: CouncilPage, request: HttpRequest) -> HttpResponse:
    """Answer with the council's sessions as a calendar that can be subscribed to."""
    return icalendar.council_calendar(page)


@route(SessionPage, "calendar.ics/", name="calendar")
def session_calendar_view(page: SessionPage, request: HttpRequest) -> HttpResponse:
    """Answer with the session as a calendar file."""
    return icalendar.session_calendar(page)
