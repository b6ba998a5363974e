"""The row that a page has for each of its pictures: the first one is its cover."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.models import TranslatedRow


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
