"""What stands around every page (menu, foot, crumbs, other languages): one query, kept on the request."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.http import HttpRequest
from django.urls import reverse
from wagtail.models import Page, Site, get_page_models

from portal.core.language import reader_language
from portal.core.models import BasePage
from portal.core.public import public_pages
from portal.core.registry import menu_links
from portal.core.translations import dated_versions


@dataclass
class PageFrame:
    """The pages that a page links to wherever it is shown; all public, each in the best version for the reader."""

    homes: dict = field(default_factory=dict)
    menu: list = field(default_factory=list)
    foot: list = field(default_factory=list)
    crumbs: list = field(default_factory=list)
    versions: dict = field(default_factory=dict)
    home: Page | None = None


def page_frame_of(request: HttpRequest, page: BasePage | None = None) -> PageFrame:
    """Return the PageFrame of `request` (HttpRequest) around `page` (a saved or previewed Page, or None)."""
    key = page.pk if page is not None else None
    kept = getattr(request, "_page_frame", None)
    if kept is None or kept[0] != key:
        kept = (key, build_page_frame(request, page))
        request._page_frame = kept
    return kept[1]


def build_page_frame(request: HttpRequest, page: BasePage | None) -> PageFrame:
    """Fetch once everything that the PageFrame of `page` needs, and sort it."""
    site = Site.find_for_request(request)
    if site is None:
        return PageFrame()
    root = site.root_page
    trail = trail_of(page, root)
    pages = public_pages(Page.objects.annotate(in_foot=in_foot()).filter(pk__in=around(root, trail)))
    fetched = list(dated_versions(pages).select_related("locale").order_by("pk"))
    homes = [known for known in fetched if known.translation_key == root.translation_key]
    inside = tuple(home.path for home in homes)
    fetched = [known for known in fetched if known.path.startswith(inside)]
    on_trail = {known.path: known.translation_key for known in fetched}
    best = {known.translation_key: known for known in best_versions(fetched, reader_language())}
    home = best.get(root.translation_key)
    keep_locale(page, fetched)
    return PageFrame(
        homes={known.locale.language_code: known for known in homes},
        menu=sorted(
            (known for known in best.values() if known.show_in_menus and known.depth == root.depth + 1),
            key=lambda known: getattr(known.specific_class, "menu_order", BasePage.menu_order),
        ),
        foot=[known for known in best.values() if known.in_foot],
        crumbs=[best[on_trail[path]] for path in trail[:-1] if path in on_trail],
        versions={
            known.locale.language_code: known
            for known in fetched
            if page is not None and known.translation_key == page.translation_key
        },
        home=home and keep_locale(whole_home(request, home, page), fetched),
    )


def whole_home(request: HttpRequest, home: Page, page: BasePage | None) -> BasePage:
    """Return the home page as its own type: the page that is shown, or the one from which its path was followed."""
    at_hand = (page, getattr(request, "home_page", None))
    return next((known for known in at_hand if known is not None and known.pk == home.pk), None) or home.specific


def around(root: Page, trail: list[str]) -> QuerySet[Page]:
    """Return the primary keys (queryset) of what may stand around a page: homes, menu, foot, the pages of its `trail`.

    A union of what an index finds each: one condition for all of it has the database read every page there is. The menu
    is looked for among the types that may lie under the home page, which are few pages.
    """
    on_trail = Page.objects.filter(path__in=trail).values("translation_key")
    parts = [Page.objects.filter(translation_key__in=on_trail)]
    for model in root.specific_class.allowed_subpage_models():
        parts.append(model._base_manager.filter(depth=root.depth + 1, show_in_menus=True))
    for model in switched():
        parts.append(model._base_manager.filter(in_footer=True))
    homes = Page.objects.filter(translation_key=root.translation_key)
    return homes.order_by().values("pk").union(*(part.order_by().values("pk") for part in parts), all=True)


def keep_locale(page: BasePage | None, known: list[Page]) -> BasePage | None:
    """Give `page` (or None) the Locale of a known page in its language, so that asking for it costs no query."""
    locale = next((other.locale for other in known if page is not None and other.locale_id == page.locale_id), None)
    if locale is not None:
        page.locale = locale
    return page


def trail_of(page: BasePage | None, root: Page) -> list[str]:
    """Return the tree paths from the home page down to `page`, both included; empty for a page not yet in the tree."""
    if page is None or not page.path:
        return []
    step = page.steplen
    return [page.path[: step * depth] for depth in range(root.depth, page.depth + 1)]


def in_foot() -> Exists:
    """Return a condition: the page is of a type with an `in_footer` switch (whichever app defines it), and it is on."""
    switches = [Exists(model._base_manager.filter(pk=OuterRef("pk"), in_footer=True)) for model in switched()]
    return reduce(or_, switches) if switches else Value(False)


def switched() -> list[type[BasePage]]:
    """Return the page types (list) with an `in_footer` switch, whichever app defines them."""
    return [model for model in get_page_models() if has_field(model, "in_footer")]


def has_field(model: type[Page], name: str) -> bool:
    """Tell whether `model` itself has a field of that name."""
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


def best_versions(pages: list[Page], language: str) -> list[Page]:
    """Return one page per object, in the order of the first versions in the tree: `language`'s, else the first one.

    The same rule as portal.core.language.localized_pages, over pages already fetched (ordered by pk, with their locale).
    """
    groups = {}
    for page in pages:
        groups.setdefault(page.translation_key, []).append(page)
    ordered = sorted(groups.values(), key=lambda versions: versions[0].path)
    return [
        next((version for version in versions if version.locale.language_code == language), versions[0])
        for versions in ordered
    ]


def view_links(request: HttpRequest | None) -> list[dict[str, str]]:
    """Return what the main menu needs of registered views that are no pages; current where the request is below one."""
    path = request.path if request is not None else ""
    links = []
    for name, label in menu_links():
        url = reverse(name)
        current = "page" if path == url else "true" if path.startswith(url) else ""
        links.append({"title": str(label), "url": url, "lang": "", "current": current})
    return links
