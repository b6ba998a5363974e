"""The agenda page: everything that has a date, week by week, and the published weekly agendas."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin

from portal.core.models import BasePage
from portal.core.page_tree import under_home


class CalendarPage(RoutablePageMixin, BasePage):
    """The agenda of the city in one language."""

    intro = models.TextField(_("presentación"), blank=True)

    texts = ("intro",)
    body_class = "agenda"
    menu_order = 10  # before all others: what is on this week is what most people come for
    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    subpage_types = []

    class Meta:
        verbose_name = _("agenda")

    @classmethod
    def can_exist_under(cls, parent):
        """Only right under a home page."""
        return super().can_exist_under(parent) and under_home(parent)
