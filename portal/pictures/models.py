"""The row that a page has for each of its pictures: the first one is its cover; and the picture of a venue."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.models import TranslatedRow
from portal.territory.models import Venue


class PictureRow(TranslatedRow):
    """A picture of a page with its words in the page's language. Abstract: each page type has its own, as `pictures`."""

    image = models.ForeignKey("core.PortalImage", verbose_name=_("imagen"), on_delete=models.PROTECT, related_name="+")
    alt = models.CharField(_("qué se ve"), max_length=250)
    caption = models.CharField(_("pie de foto"), max_length=250, blank=True)

    facts = ("image",)
    texts = ("alt", "caption")

    class Meta(TranslatedRow.Meta):
        abstract = True

    def __str__(self):
        return self.alt


class VenuePicture(models.Model):
    """How a venue looks, so that people know it when they stand before it. Its words are kept by language."""

    venue = models.OneToOneField(
        Venue, verbose_name=_("lugar de reunión"), on_delete=models.CASCADE, related_name="picture"
    )
    image = models.ForeignKey("core.PortalImage", verbose_name=_("imagen"), on_delete=models.PROTECT, related_name="+")
    #: {language code: what is seen}; the city's own language is always there
    words = models.JSONField(_("qué se ve"), default=dict)

    class Meta:
        verbose_name = _("foto de un lugar")
        verbose_name_plural = _("fotos de lugares")

    def __str__(self):
        return str(self.venue)

    def alt_in(self, language: str) -> tuple[str, str]:
        """Return (what is seen, its language): in `language` (code), or else in the city's own."""
        said = language if self.words.get(language) else settings.LANGUAGE_CODE
        return self.words.get(said, ""), said
