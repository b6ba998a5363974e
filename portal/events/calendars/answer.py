"""A calendar file as an answer: cached for a moment, and not sent again to whoever has it."""

from hashlib import sha256

from django.http import HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import http_date, quote_etag

FRESH_SECONDS = 60  # a session that moves shall be seen at once


def calendar_response(file, is_private=False):
    """Return the HttpResponse of a CalendarFile; the middleware answers 304 to whoever has this state already.

    `is_private` is for what not everybody may read: no proxy keeps it.
    """
    response = HttpResponse(file.data, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{file.name}.ics"'
    response["ETag"] = quote_etag(sha256(file.data).hexdigest())
    response["Last-Modified"] = http_date(file.changed_at.timestamp())
    response["X-Robots-Tag"] = "noindex"
    if is_private:
        patch_cache_control(response, private=True, no_cache=True)
    else:
        patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    return response
