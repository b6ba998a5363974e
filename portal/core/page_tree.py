"""The tree of pages: what may stand where, free addresses (slugs), a page's district: its folder's, also after a move.

The versions of a page in other languages lie below the translations of its parent, and go with it when it moves.
"""

from wagtail.actions.move_page import MovePageAction
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


def versions_beside(page: Page, parent: Page) -> list[Page]:
    """Return the versions of `page` in other languages that lie below the translations of `parent`; aliases are none."""
    versions = Page.objects.filter(translation_key=page.translation_key, alias_of__isnull=True).exclude(pk=page.pk)
    above = {each.path: each for each in Page.objects.filter(translation_key=parent.translation_key)}
    return [each for each in versions.select_related("locale").order_by("pk") if each.path[: -each.steplen] in above]


def left_behind(page: Page, parent: Page, destination: Page) -> list[str]:
    """Return the languages (codes) of the versions that could not go along from `parent`: nobody translated the new one."""
    known = set(
        Page.objects.filter(translation_key=destination.translation_key).values_list("locale__language_code", flat=True)
    )
    return [code for each in versions_beside(page, parent) if (code := each.locale.language_code) not in known]


def move_versions(page: Page, before: Page, after: Page) -> None:
    """Move the other versions of a page that went from `before` to `after` below the translations of `after`.

    An address that another page has there gets a number. A version stays where nobody translated the new parent.
    """
    for version in versions_beside(page, before):
        parent = Page.objects.filter(
            translation_key=after.translation_key, locale=version.locale, alias_of__isnull=True
        ).first()
        if parent is None:
            continue
        slug = free_slug(version.slug, parent, version)
        if slug != version.slug:
            version = version.specific
            version.slug = slug
            version.save(clean=False)
        MovePageAction(version, parent, pos="last-child").execute(skip_permission_checks=True)


def on_moved(
    sender: type[BasePage], instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs
) -> None:
    """post_page_move."""
    store_districts(instance)
    if parent_page_before.translation_key != parent_page_after.translation_key:
        move_versions(instance, parent_page_before, parent_page_after)


def connect() -> None:
    """Listen to moves, before search hears of them."""
    post_page_move.connect(on_moved, dispatch_uid="districts-moved")
