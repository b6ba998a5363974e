"""`{% to_my_calendar path %}`: how a calendar file of the portal gets into a reader's own calendar."""

from django import template

from portal.events.calendars.subscribing import subscription

register = template.Library()


@register.inclusion_tag("components/subscribe.html")
def to_my_calendar(path, is_single=False):
    """Show how to take the calendar file at `path` (with its question); `is_single` for one event, which is opened once."""
    return {**subscription(path), "path": path, "is_single": is_single}
