"""The service worker of the forms, as the browser asks for it: its code, and the version of the files that it keeps."""

from __future__ import annotations

import hashlib
import json
from functools import cache

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

SCOPE = "/forms/"


@cache
def worker_code() -> str:
    """Return the code (JavaScript) of static/offline-worker.js."""
    return (settings.BASE_DIR / "static/offline-worker.js").read_text("utf-8")


@cache
def files_version() -> str:
    """Return a short word that is another one after each update of the portal's static files."""
    known = getattr(staticfiles_storage, "manifest_hash", "")
    return known or hashlib.sha256(worker_code().encode()).hexdigest()[:12]


@never_cache
@require_safe
def worker_view(request: HttpRequest) -> HttpResponse:
    """Answer with the worker, which works for the forms' addresses only.

    The browser takes it for a new one whenever a byte changed, so the version alone refreshes what it keeps.
    """
    known = {"version": files_version(), "files": settings.STATIC_URL, "colour": reverse("city_css")}
    response = HttpResponse(f"const PORTAL = {json.dumps(known)};\n{worker_code()}", content_type="text/javascript")
    response["Service-Worker-Allowed"] = SCOPE
    return response
