"""A calendar file as an answer: cached for a moment, and not sent again to whoever has it."""

from datetime import datetime

from django.http import HttpResponse
from django.utils.cache import patch_cache_control

from portal.core.atom import last_logged_change, stamp_response
from portal.events.models import EventChange

FRESH_SECONDS = 60  # a session that moves shall be seen at once


def last_change() -> datetime:
    """Return when anything that a calendar may hold last changed (aware datetime): a page, a record, an announcement."""
    return last_logged_change((EventChange, "at"))


def calendar_response(data: bytes, name: str, changed_at: datetime, is_private: bool = False) -> HttpResponse:
    """Return the HttpResponse of a calendar file (bytes); the middleware answers 304 to whoever has this state already.

    `name` of the file goes without extension; `changed_at` is an aware datetime. `is_private` is for what not everybody
    may read: no proxy keeps it.
    """
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    if is_private:
        patch_cache_control(response, private=True, no_cache=True)
    else:
        patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return stamp_response(response, changed_at)
