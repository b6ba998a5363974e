"""Pictures: what they show, who made them, and under what licence."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image, SourceImageIOError

from portal.core.storage import is_storage_fault


@contextmanager
def shown_as_absent() -> Iterator[None]:
    """Turn an error of a full or read-only disk into one for which a page goes on without the picture."""
    try:
        yield
    except Exception as error:
        if is_storage_fault(error):
            raise SourceImageIOError(str(error)) from error
        raise


class PortalImage(AbstractImage):
    """A picture of the portal; where it is shown, the page says in its own language what it shows."""

    credit = models.CharField(
        _("autoría"), max_length=160, blank=True, help_text=_("Quién la hizo, si aceptó que se diga.")
    )
    licence = models.CharField(_("licencia"), max_length=80, blank=True, help_text=_("Por ejemplo CC BY 4.0."))

    admin_form_fields = (*Image.admin_form_fields, "credit", "licence")

    def generate_rendition_file(self, filter, *, source=None):
        """Return one size of the picture. Raises SourceImageIOError for one that came in too large by another way."""
        if self.width * self.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
            raise SourceImageIOError(f"The picture {self.pk} has too many pixels: {self.width} × {self.height}")
        return super().generate_rendition_file(filter, source=source)

    def create_rendition(self, filter):
        """Make and keep one size. Raises SourceImageIOError, which pages show as no picture, when nothing can be stored."""
        with shown_as_absent():
            return super().create_rendition(filter)

    def create_renditions(self, *filters):
        """Make and keep several sizes; the same."""
        with shown_as_absent():
            return super().create_renditions(*filters)

    class Meta(AbstractImage.Meta):
        verbose_name = _("imagen")
        verbose_name_plural = _("imágenes")


class PortalRendition(AbstractRendition):
    """One size of a picture."""

    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_once")
        ]
