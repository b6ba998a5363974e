"""Rules for every request: maintenance, text that no database takes, what is not sent twice, the policy of the admin."""

import logging
from urllib.parse import unquote_plus

from csp.constants import SELF
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.middleware.http import ConditionalGetMiddleware
from django.shortcuts import render
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import parse_http_date_safe
from django.utils.translation import get_language_from_request, override

from .public import asked_once
from .storage import is_storage_fault

logger = logging.getLogger(__name__)

ADMIN = "/admin/"
#: the addresses of who works here: the admin, and the forms that work without a signal
STAFF = (ADMIN, "/forms/")
# Wagtail's admin and wagtail-localize's editor need inline styles and scripts of their own; previews are framed.
ADMIN_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, "'unsafe-inline'", "'unsafe-eval'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
    "form-action": [SELF],
    "base-uri": [SELF],
}


class MaintenanceMiddleware:
    """Answer everything but health, admin and files with the maintenance page while MAINTENANCE is set."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not settings.MAINTENANCE or request.path.startswith((*STAFF, "/health", settings.STATIC_URL)):
            return self.get_response(request)
        with override(get_language_from_request(request, check_path=True)):
            response = render(request, "503.html", status=503)
        response["Retry-After"] = "1800"
        return response


class CleanQueryMiddleware:
    """Drop NUL from addresses: no database stores it, and nobody types it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query or "\x00" in unquote_plus(query):
            request.META["QUERY_STRING"] = query.replace("%00", "").replace("\x00", "")
        if "\x00" in request.path_info:
            request.path_info = request.path_info.replace("\x00", "")
            request.path = request.path.replace("\x00", "")
        return self.get_response(request)


class LenientSessionMiddleware(SessionMiddleware):
    """A page that is only read is shown though the stamps of its session cannot be stored."""

    def process_response(self, request, response):
        """Store the session if it changed."""
        try:
            return super().process_response(request, response)
        except Exception as error:
            if request.method not in ("GET", "HEAD") or not is_storage_fault(error):
                raise
            logger.warning("A session was not stored: %s", error)
            return response


class AskedOnceMiddleware:
    """A page that is only read asks once which parts of the tree are not public."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in ("GET", "HEAD") or request.path.startswith(ADMIN):
            return self.get_response(request)
        with asked_once():
            return self.get_response(request)


class ConditionalMiddleware(ConditionalGetMiddleware):
    """Answer 304 to whoever has a page already; Django's own middleware leaves HEAD without ETag."""

    def process_response(self, request, response):
        """Give HEAD the headers and the answer that GET would get; an answer without its text has no ETag to compute."""
        if request.method != "HEAD":
            return super().process_response(request, response)
        is_whole = not response.streaming and response.content
        if is_whole and self.needs_etag(response) and not response.has_header("ETag"):
            set_response_etag(response)
        etag, modified = response.get("ETag"), parse_http_date_safe(response.get("Last-Modified") or "")
        if not etag and not modified:
            return response
        return get_conditional_response(request, etag=etag, last_modified=modified, response=response)


class PolicyMiddleware(CSPMiddleware):
    """Give the admin the content policy it needs; public pages keep the strict one of the settings."""

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        # a preview is a page made inside the admin, which frames it and looks at it
        inside = request.path.startswith(ADMIN) or getattr(request, "is_dummy", False)
        if inside and not report_only:
            parts.config = ADMIN_POLICY
        return parts
