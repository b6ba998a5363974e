"""The tag that shows a picture in one of the portal's shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from portal.pictures.shapes import SHAPES, PictureShape, known_sizes

if TYPE_CHECKING:
    from wagtail.images.models import AbstractRendition

    from portal.core.models import PortalImage

register = template.Library()


def source_set(sizes: dict[str, AbstractRendition], shape: PictureShape, kind: str) -> str:
    """Return the sizes of one format as `srcset` takes them; a small original has fewer than its shape."""
    of_kind = [sizes[spec] for spec in shape.specs() if spec in sizes and spec.endswith(f"-{kind}")]
    return ", ".join(f"{url} {width}w" for width, url in {size.width: size.url for size in of_kind}.items())


@register.inclusion_tag("components/picture.html")
def picture_in(shape: str, image: PortalImage, alt: str = "", first: bool = False) -> dict[str, Any]:
    """Show a picture in a shape of `SHAPES`; `first`: it stands on the first screen. Shows nothing where it cannot be read.

    Width and height are those of the largest size: the browser keeps the place free, and nothing jumps.
    """
    form = SHAPES[shape]
    sizes = known_sizes(image, form)
    fallback = [sizes[spec] for spec in form.specs() if spec in sizes and spec.endswith(form.formats[-1])]
    return {
        "size": fallback[-1] if fallback else None,
        "source": source_set(sizes, form, form.formats[0]),
        "fallback": source_set(sizes, form, form.formats[-1]),
        "sizes": form.sizes,
        "alt": alt,
        "first": first,
    }


@register.simple_tag
def card_url(image: PortalImage) -> str:
    """Return the address of the picture for messengers, or an empty string where there is none yet."""
    size = known_sizes(image, SHAPES["card"]).get(SHAPES["card"].specs()[0])
    return size.url if size else ""
