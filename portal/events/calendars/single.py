"""The calendar file of one event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.text import slugify

from portal.core.language import public_translations, reader_language
from portal.events.models import Announcement, EventPage

from .answer import calendar_response, last_change
from .entry import event_entry
from .writing import calendar_bytes

if TYPE_CHECKING:
    from portal.events.calendars.entry import Called


def event_calendar(page: EventPage, called: Called | None = None) -> HttpResponse:
    """Return the answer (HttpResponse) for one event (EventPage) in the reader's language; `called` as in `event_entry`."""
    event = EventPage.objects.select_related("locale", "district", "venue").get(pk=page.pk)
    if event.is_cancelled and not event.cancel_reason:
        versions = sorted(public_translations(event).values(), key=lambda version: version.pk)
        event.cancel_reason = next((version.cancel_reason for version in versions if version.cancel_reason), "")
    announcement = Announcement.objects.filter(key=event.translation_key).first()
    entry = event_entry(event, reader_language(), announcement, called)
    name = slugify(getattr(page, "reference", "") or page.slug) or "agenda"
    is_private = page.get_view_restrictions().exists()
    return calendar_response(calendar_bytes([entry]), name, last_change(), is_private)
