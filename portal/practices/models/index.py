"""The bank page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from portal.core.models import BasePage
from portal.core.page_tree import under_home


class PracticeIndexPage(BasePage):
    """The experience bank: search, filters and results; practices of other cities lie under it."""

    intro = models.TextField(_("presentación"), blank=True)

    texts = ("intro",)
    body_class = "bank"
    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    subpage_types = ["practices.PracticePage", "practices.DossierPage"]

    class Meta:
        verbose_name = _("banco de experiencias")

    @classmethod
    def can_exist_under(cls, parent):
        """Only right under a home page."""
        return super().can_exist_under(parent) and under_home(parent)
