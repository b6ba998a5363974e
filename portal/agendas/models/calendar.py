"""The agenda page: everything that has a date, week by week, and the published weekly agendas."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path

from portal.agendas.weekly.addresses import ISSUES, ROUTE
from portal.core.models import BasePage
from portal.core.rules import under_home


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

    @path("")
    def agenda(self, request):
        """The days that the address asks for: a week by day, a list, a month or a map."""
        from portal.agendas.calendar.page import agenda_page  # it names the models

        return agenda_page(request, self)

    @path("feed.atom/")
    def feed(self, request):
        """What the address asks, as an Atom feed: what comes next and what changed."""
        from portal.agendas.calendar.feed import agenda_feed  # it names the models

        return agenda_feed(request, self)

    @path("calendar.ics/")
    def calendar(self, request):
        """What the address asks, as a calendar that can be subscribed to."""
        from portal.agendas.calendars import agenda_calendar  # it names the models

        return agenda_calendar(request)

    @re_path(ROUTE)
    def weekly_issue(self, request, week, district=None, form=None):
        """The published agenda of a week, of the city or of a district, in one of its forms."""
        from portal.agendas.weekly.pages import serve  # it names the models

        return serve(request, self, week, district, form)

    @path(ISSUES)
    def weekly_issues(self, request):
        """All published agendas of weeks."""
        from portal.agendas.weekly.pages import archive

        return archive(request, self)
