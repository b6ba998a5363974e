"""Addresses (slugs) of pages that nobody below the same parent has."""

from wagtail.models import Page

LONGEST_SLUG = Page._meta.get_field("slug").max_length


def free_slug(wanted: str, parent: Page, page: Page | None = None, first_number: int = 2) -> str:
    """Return `wanted`, or with the first number ("-2", "-3" …) that no other page than `page` below `parent` has."""
    slug, number = wanted, first_number
    while not Page._slug_is_available(slug, parent, page):
        slug = f"{wanted[: LONGEST_SLUG - 1 - len(str(number))]}-{number}"
        number += 1
    return slug
