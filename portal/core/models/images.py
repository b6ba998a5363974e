"""Pictures: what they show, who made them, and under what licence."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image, SourceImageIOError


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
