"""A calendar file as an answer: cached for a moment, and not sent again to whoever has it."""

from datetime import datetime
from hashlib import sha256

from django.db.models import Subquery
from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import http_date, quote_etag
from wagtail.models import Locale, ModelLogEntry, PageLogEntry

from portal.events.models import EventChange

from .entry import NEVER

FRESH_SECONDS = 60  # a session that moves shall be seen at once


def last_change() -> datetime:
    """Return when anything that a calendar may hold last changed (aware datetime): a page, a record, an announcement.

    Later than any one event's own date: an event that no longer answers a filter leaves nothing in the file to tell it.
    """
    logs = (EventChange, "at"), (PageLogEntry, "timestamp"), (ModelLogEntry, "timestamp")
    newest = [Subquery(model.objects.order_by(f"-{name}").values(name)[:1]) for model, name in logs]
    found = Locale.objects.values_list(*newest).first()  # one row, to ask all three at once
    return max([NEVER, *filter(None, found)])


def calendar_response(data: bytes, name: str, changed_at: datetime, is_private: bool = False) -> HttpResponse:
    """Return the HttpResponse of a calendar file (bytes); the middleware answers 304 to whoever has this state already.

    `name` of the file goes without extension; `changed_at` is an aware datetime. `is_private` is for what not everybody
    may read: no proxy keeps it.
    """
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    response["ETag"] = quote_etag(sha256(data).hexdigest())
    response["Last-Modified"] = http_date(changed_at.timestamp())
    response["X-Robots-Tag"] = "noindex"
    if is_private:
        patch_cache_control(response, private=True, no_cache=True)
    else:
        patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return response
