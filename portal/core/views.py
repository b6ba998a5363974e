"""Answers that belong to no page: health, colours, errors, and the pattern page for developers."""

import sys

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls.exceptions import Resolver404
from django.utils.module_loading import import_string
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from search.replica.configuration import configured

from .colours import city_palette
from .models import CitySettings
from .registry import all_figures
from .storage import is_storage_fault, storage_faults


@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Say that the process answers and reads its database, what cannot be stored, and how the search's replica is.

    503 only when no page can be served: while nothing can be stored, or the replica is down, people still read.
    """
    try:
        faults = storage_faults()
    except DatabaseError as error:
        return JsonResponse({"status": "down", "faults": [f"the database does not answer: {error}"]}, status=503)
    answer = {"status": "degraded", "faults": faults} if faults else {"status": "ok"}
    if configured():
        figures = replica_metrics()
        answer["search_replica"] = {
            "up": bool(figures["search_replica_up"]),
            "waiting": figures["search_replica_waiting"],
        }
    return JsonResponse(answer)


def replica_metrics() -> dict[str, float]:
    """Return the figures of the search's replica; the cluster's client takes a second to load, so only who asks does."""
    return import_string("search.replica.state.replica_figures")()


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Give figures in the text format of Prometheus: of this process and the database, no person's data."""
    figures = replica_metrics() | all_figures()
    lines = [f"participa_{name} {value}" for name, value in figures.items()]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers where the sitemap is, to leave the admin and filtered lists alone, and that feeds may be read."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /*?",
        # the longest rule counts (RFC 9309): calendars and feeds that a page offers with its filters are fetched by
        # the same company whose crawler reads this; their own header keeps them out of its search
        "Allow: /*/calendar.ics?",
        "Allow: /*/feed.atom?",
        "Allow: /*/practices/feed?",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def rules(tokens: dict[str, str]) -> str:
    """Return a dict of style sheet tokens as declarations."""
    return " ".join(f"{name}: {value};" for name, value in tokens.items())


@require_safe
@cache_control(public=True, max_age=86_400)
def city_css(request: HttpRequest) -> HttpResponse:
    """The city's own colour as a style sheet: inline styles are forbidden by our content policy."""
    palette = city_palette(CitySettings.for_request(request).colour)
    sheet = (
        f"@layer tokens {{ :root {{ {rules(palette['light'])} }} "
        f"@media (prefers-color-scheme: dark) {{ :root {{ {rules(palette['dark'])} }} }} }}"
    )
    return HttpResponse(sheet, content_type="text/css; charset=utf-8")


@require_safe
def patterns(request: HttpRequest) -> HttpResponse:
    """Every component with its name and its rule; only served in debug mode."""
    return render(request, "patterns.html")


def not_found(request: HttpRequest, exception: Http404 | Resolver404 | None = None) -> HttpResponse:
    """404 in the reader's language, with the way on."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 without touching the database: it may be what failed. 503 in other words where nothing can be stored."""
    if is_storage_fault(sys.exception()):
        response = render(request, "storage.html", {"plain": True}, status=503)
        response["Retry-After"] = "300"
        return response
    return render(request, "500.html", {"plain": True}, status=500)
