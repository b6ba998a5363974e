"""The tree of pages: what may stand where, free addresses (slugs), a page's district: its folder's, also after a move."""

from wagtail.models import Page
from wagtail.signals import post_page_move

from .models import BasePage

HOME_DEPTH = 2


def under_home(parent: BasePage) -> bool:
    """Tell whether `parent` (Page) is a home page: the first level below the root."""
    return parent.depth == HOME_DEPTH


LONGEST_SLUG = Page._meta.get_field("slug").max_length


def free_slug(wanted: str, parent: Page, page: Page | None = None, first_number: int = 2) -> str:
    """Return `wanted`, or with the first number ("-2", "-3" …) that no other page than `page` below `parent` has."""
    slug, number = wanted, first_number
    while not Page._slug_is_available(slug, parent, page):
        slug = f"{wanted[: LONGEST_SLUG - 1 - len(str(number))]}-{number}"
        number += 1
    return slug


def store_districts(page: Page) -> None:
    """Store again the district of `page` and of everything under it, read again by id, from the top down."""
    top = Page.objects.get(pk=page.pk)
    for below in Page.objects.descendant_of(top, inclusive=True).order_by("depth").specific():
        if isinstance(below, BasePage) and below.district_id != below.folder_district_id():
            below.save(clean=False)


def on_moved(sender: type[BasePage], instance: Page, **kwargs) -> None:
    """post_page_move."""
    store_districts(instance)


def connect() -> None:
    """Listen to moves, before search hears of them."""
    post_page_move.connect(on_moved, dispatch_uid="districts-moved")
