"""Which page answers a path: found with two queries, however deep it lies (Wagtail asks for two at each step)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import Resolver404
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.url_routing import RouteResult

#: no tree of the portal is deeper; a longer path goes on as parts of a page's own routes
DEEPEST = 12
#: what nearly every page shows of itself, read with it
READ_WITH_PAGE = ("locale", "district", "neighbourhood", "record")


def route_below(page: Page, request: HttpRequest, path_components: Sequence[str]) -> RouteResult:
    """Return the route of a path below `page`, as Page.route does. Raises Http404 where no page answers.

    Every page on the way may answer the rest of the path by a route of its own, before its children are asked.
    """
    chain = pages_on_way(page, path_components)
    for steps, found in enumerate(chain, start=1):
        rest = list(path_components[steps:])
        if steps == len(chain) or (found.live and has_route(found, rest)):
            whole = read_whole(found)
            whole._cached_parent_obj = chain[steps - 2] if steps > 1 else page  # as Wagtail's own route leaves it
            return whole.route(request, rest)
    raise Http404


def pages_on_way(page: Page, path_components: Sequence[str]) -> list[Page]:
    """Return the pages below `page` to which the path leads, from the highest to the deepest: one query."""
    path, paths = page.url_path, []
    for component in path_components[:DEEPEST]:
        path += f"{component}/"
        paths.append(path)
    found = Page.objects.filter(path__startswith=page.path, url_path__in=paths)
    return sorted(found, key=lambda known: known.depth)


def has_route(page: Page, rest: list[str]) -> bool:
    """Tell whether a type of page has a route for the rest of a path; asks the database nothing."""
    model = page.specific_class
    if model is None or not issubclass(model, RoutablePageMixin):
        return False
    try:
        model.get_resolver().resolve("/" + "".join(f"{component}/" for component in rest))
    except Resolver404:
        return False
    return True


def read_whole(page: Page) -> Page:
    """Return the page as its own type, with what its template asks of it at once: one query."""
    model = page.specific_class
    if model is None:
        return page.specific
    names = {field.name for field in model._meta.concrete_fields if field.many_to_one}
    return model._default_manager.select_related(*(name for name in READ_WITH_PAGE if name in names)).get(pk=page.pk)
