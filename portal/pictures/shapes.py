"""In which shapes and sizes pictures are shown; each is WebP, with JPEG for browsers that do not know it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wagtail.images.models import Filter, SourceImageIOError

from portal.core.models import PortalImage

if TYPE_CHECKING:
    from wagtail.images.models import AbstractRendition

FORMATS = ("webp", "jpeg")
#: where a large original has no small version yet, visitors see the page without it until the worker has made one
MOST_PIXELS_AT_ONCE = 6_000_000


@dataclass(frozen=True)
class PictureShape:
    """Wagtail's resize rules from small to large, how wide the page shows the picture, and the sizes in CSS pixels."""

    rules: tuple[str, ...]
    sizes: str
    formats: tuple[str, ...] = FORMATS

    def specs(self) -> list[str]:
        """Return Wagtail's filter specs of all sizes and formats."""
        return [f"{rule}|format-{kind}" for kind in self.formats for rule in self.rules]


SHAPES = {
    # on top of the column of facts; cut around the focal point
    "cover": PictureShape(("fill-400x250", "fill-800x500"), "(min-width: 60em) 20rem, 92vw"),
    # the other pictures of a page: whole
    "whole": PictureShape(("max-480x480", "max-960x960"), "(min-width: 60em) 24rem, 92vw"),
    # between paragraphs
    "wide": PictureShape(("max-480x960", "max-960x1920"), "(min-width: 60em) 44rem, 92vw"),
    # in a row of a list; cut around the focal point
    "small": PictureShape(("fill-112x84", "fill-224x168"), "7rem"),
    # above the plate of a card (portal/pictures/card.py)
    "band": PictureShape(("fill-1200x352",), "", ("jpeg",)),
    # beside a shared address, of pages that have no card of their own
    "card": PictureShape(("fill-1200x630",), "", ("jpeg",)),
}


def may_be_made(image: PortalImage) -> bool:
    """Tell whether a visitor's request may make a missing size: a large original waits for the worker."""
    return image.width * image.height <= MOST_PIXELS_AT_ONCE


def known_sizes(image: PortalImage, shape: PictureShape) -> dict[str, AbstractRendition]:
    """Return {spec: size} of a picture in a shape, made now where that is quick; what cannot be read has none."""
    specs = shape.specs()
    try:
        if may_be_made(image):
            return image.get_renditions(*specs)
        found = image.find_existing_renditions(*(Filter(spec) for spec in specs))
    except SourceImageIOError:
        return {}
    return {key.spec: size for key, size in found.items()}
