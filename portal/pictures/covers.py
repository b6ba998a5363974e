"""The cover of each page of a list: the first of its pictures, with the small sizes at hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Prefetch, prefetch_related_objects

from portal.core.models import PortalImage

from .shapes import SHAPES

if TYPE_CHECKING:
    from .models import PictureRow


def first_rows(model: type[PictureRow], pages: Iterable[int]) -> dict[int, PictureRow]:
    """Return {key of a page: the first of its pictures} of those `pages` (primary keys) that have one; one query."""
    found = {}
    keys = set(pages)
    for row in model.objects.filter(page__in=keys).order_by("sort_order", "pk") if keys else ():
        found.setdefault(row.page_id, row)
    return found


def with_small_sizes(rows: Iterable[PictureRow]) -> None:
    """Read the images of rows, and their small sizes: two queries for all of them."""
    images = PortalImage.objects.prefetch_renditions(*SHAPES["small"].specs())
    prefetch_related_objects(list(rows), Prefetch("image", queryset=images))


def page_covers(model: type[PictureRow], pages: Iterable[int]) -> dict[int, PictureRow]:
    """Return {key of a page: its cover} as rows of lists show it; three queries, one where no page has a picture."""
    found = first_rows(model, pages)
    with_small_sizes(found.values())
    return found
