"""What the pages of a council and of a session show, and the address of an agenda item."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from portal.core.public_views import context, route
from portal.core.registry import sections_of

from .council_page import council_context
from .models import CouncilPage, SessionPage
from .session_page import point_context, session_context


@context(CouncilPage)
def council(page: CouncilPage, request: HttpRequest) -> dict[str, Any]:
    """Return what the page of a council shows."""
    return council_context(request, page)


@context(SessionPage)
def session(page: SessionPage, request: HttpRequest) -> dict[str, Any]:
    """Return what the page of a session shows beside what the page of every event shows."""
    return session_context(request, page)


@route(SessionPage, "items/<slug:code>/", name="item")
def agenda_item(page: SessionPage, request: HttpRequest, code: str) -> HttpResponse:
    """Answer with one public point of the agenda, at an address of its own."""
    request.page_part = f"items/{code}/"
    values = page.get_context(request)
    values |= point_context(values["points"], code)
    item = values["point"]["item"]
    item.page = page  # nobody reads it again
    values["item_sections"] = sections_of("item", request, item)
    return TemplateResponse(request, "councils/item_page.html", values)
