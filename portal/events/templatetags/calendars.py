"""`{% to_my_calendar page %}`: how a calendar file of the portal gets into a reader's own calendar."""

from typing import Any

from django import template

from portal.core.language import in_interface
from portal.core.models import BasePage
from portal.events.calendars.subscribing import subscription
from portal.events.models import EventPage

register = template.Library()


@register.inclusion_tag("components/subscribe.html")
def to_my_calendar(page: BasePage, query: str = "", words: str = "") -> dict[str, Any]:
    """Show how to take the calendar file of a page; one of a single event is saved, all others are subscribed to.

    `query` ("?…") is the question of the agenda page, and `words` what it asks.
    """
    path = f"{in_interface(page.url or '')}calendar.ics{query}"
    return {**subscription(path), "path": path, "is_single": isinstance(page, EventPage), "words": words}
