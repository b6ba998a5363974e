"""Pictures for tests: stored images, and pages that show them."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

from portal.core.models import PortalImage


def stored_image(title="Plaza", size=(1200, 750), **fields):
    """Return a stored image of one colour with a dark corner."""
    stream = BytesIO()
    picture = Image.new("RGB", size, "#f3c46b")
    picture.paste("#1b3a93", (0, 0, size[0] // 4, size[1] // 4))
    picture.save(stream, "PNG")
    return PortalImage.objects.create(title=title, file=ContentFile(stream.getvalue(), f"{title}.png"), **fields)


def add_picture(page, image=None, alt="La plaza al atardecer", **fields):
    """Give a page one picture more, and publish it."""
    page.pictures.add(page.pictures.model(image=image or stored_image(), alt=alt, locale=page.locale, **fields))
    page.save_revision().publish()
    return page
