"""How long an event's page may be kept: never beyond the moment at which the link to join appears or goes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpResponse

from .online_access import join_link, next_change

if TYPE_CHECKING:
    from portal.events.models import EventPage

LONGEST_KEPT = 60  # seconds


def keep_fresh(response: HttpResponse, event: EventPage, now: datetime) -> HttpResponse:
    """Set Cache-Control on the answer (HttpResponse) that shows an event at `now`, unless it has one; return it."""
    if response.has_header("Cache-Control"):
        return response
    if join_link(event, now):
        response["Cache-Control"] = "private, no-store"
    elif change := next_change(event, now):
        seconds = max(0, int((change - now).total_seconds()))
        response["Cache-Control"] = f"private, max-age={min(seconds, LONGEST_KEPT)}"
    return response
