"""What the page of an event shows, how long it may be kept, and its calendar file."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from portal.core.models import CitySettings
from portal.core.public_views import context, override, route
from portal.pictures.card import card_response

from .calendars.single import event_calendar
from .freshness import keep_fresh
from .models import EventPage
from .page_context import event_context


@context(EventPage)
def event(page: EventPage, request: HttpRequest) -> dict[str, Any]:
    """Return what the page of an event shows."""
    if getattr(request, "is_preview", False):
        page.until = page.computed_until()  # what is previewed was never saved
    return event_context(request, page)


@override(EventPage, "serve")
def serve_event_page(page: EventPage, inherited: Callable, request: HttpRequest, *args, **kwargs) -> HttpResponse:
    """Answer with a page that nobody keeps longer than the link to join may be seen."""
    page.shown_at = timezone.now()
    return keep_fresh(inherited(request, *args, **kwargs), page, page.shown_at)


@route(EventPage, "calendar.ics/")
def calendar(page: EventPage, request: HttpRequest) -> HttpResponse:
    """Answer with the event as a calendar file."""
    return event_calendar(page)


@route(EventPage, "card/")
def share_card(page: EventPage, request: HttpRequest) -> HttpResponse:
    """Answer with the picture for messengers: what it is, when and where, with its cover; what is off says so."""
    values = page.get_context(request)
    title = values["council"]["title"] if values.get("council") else page.title
    when = f"{values['state']['word']}: {values['when']}" if page.is_cancelled else values["when"]
    cover = next((row.image for row in values["pictures"]), None)
    return card_response(title, when, CitySettings.for_request(request), cover, values["place"])
