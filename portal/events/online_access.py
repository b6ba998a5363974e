"""Who sees the link to join an event, and when. Nobody else reads `online_url` and `phone_code`: the rest stays hidden."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from .choices import JoinVisibility, Modality

if TYPE_CHECKING:
    from portal.events.models import EventPage


def is_held_online(event: EventPage) -> bool:
    """Tell whether people can join an event from home by a link, whoever may see it; not for a cancelled one."""
    return bool(event.online_url) and event.modality != Modality.IN_PERSON and not event.is_cancelled


def opens_at(event: EventPage) -> datetime | None:
    """Return when everybody may follow the link (aware datetime); None where it never opens, or is open at once."""
    if not is_held_online(event) or event.join_visibility != JoinVisibility.WINDOW:
        return None
    return event.start.astimezone(UTC) - timedelta(minutes=event.join_minutes)  # of real time


def join_link(event: EventPage, now: datetime) -> str:
    """Return the address that everybody may follow at `now` (aware datetime) to join an event (EventPage), else ""."""
    if not is_held_online(event) or now >= event.until:
        return ""
    if event.join_visibility == JoinVisibility.PUBLIC:
        return event.online_url
    opens = opens_at(event)
    return event.online_url if opens and now >= opens else ""


def dial_code(event: EventPage) -> str:
    """Return the code that the telephone asks for, where everybody may know it, else "": it opens the door that the link
    opens, so that of registered people is not said either."""
    return event.phone_code if event.phone_in and event.join_visibility != JoinVisibility.REGISTERED else ""


def next_change(event: EventPage, now: datetime) -> datetime | None:
    """Return when `join_link` will answer something else than at `now` (aware datetime); None when it never will."""
    if not is_held_online(event) or now >= event.until or event.join_visibility == JoinVisibility.REGISTERED:
        return None
    opens = opens_at(event)
    return opens if opens and now < opens else event.until
