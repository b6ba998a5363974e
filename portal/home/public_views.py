"""What the home page shows, and what answers an address of another language's tree."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from wagtail.url_routing import RouteResult

from portal.core.language import public_translations
from portal.core.public_views import context, override
from portal.core.registry import sections_of

from .models import HomePage
from .page_route import route_below


@context(HomePage)
def home(page: HomePage, request: HttpRequest) -> dict[str, Any]:
    """Return the sections that the rooms registered for the home page.

    `home-first` is its first screen: the next meeting (order 10), the finder (20). Of `home` 5 is the week, 10 the own
    district, 20 the bank, 50 the map; what was promised and kept takes 12, the way to say something 14, once there are such.
    """
    return {"first": sections_of("home-first", request, page), "sections": sections_of("home", request, page)}


@override(HomePage, "route")
def route_home_page(
    page: HomePage, inherited: Callable, request: HttpRequest, path_components: list[str]
) -> RouteResult:
    """Answer an address of another language's tree under this interface, or go to the translation if there is one.

    /fr/ and a Spanish path show the Spanish page in the French interface (lists link so what nobody translated).
    Raises Http404 for a path that no language knows.
    """
    request.home_page = page
    try:
        return route_below(page, request, path_components) if path_components else inherited(request, path_components)
    except Http404:
        found = route_elsewhere(page, request, path_components)
        if found is None:
            raise
        return found


def route_elsewhere(page: HomePage, request: HttpRequest, path_components: list[str]) -> RouteResult | None:
    """Return the route of the first other language's tree that knows the path, or None."""
    homes = HomePage.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk).order_by("pk")
    for other in homes:
        try:
            found, args, kwargs = route_below(other, request, path_components)
        except Http404:
            continue
        translation = public_translations(found.specific).get(page.locale.language_code)
        if translation is not None:
            part = "/".join([*path_components[found.depth - other.depth :], ""])  # what a route of the page answers
            return RouteResult(page, kwargs={"better_url": translation.get_url(request) + part})
        return RouteResult(found, args=args, kwargs=kwargs)
    return None


@override(HomePage, "serve")
def serve_home_page(
    page: HomePage, inherited: Callable, request: HttpRequest, *args, better_url: str = "", **kwargs
) -> HttpResponse:
    """Show the home page, or go to `better_url`, which `route` found for a page in the reader's language."""
    if not better_url:
        response = inherited(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie"])  # the visitor's own district comes first
        return response
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{better_url}?{query}" if query else better_url)
