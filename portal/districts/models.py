"""District pages: the folder in which everything of a district lies."""

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField

from portal.core.blocks import TEXT_FEATURES
from portal.core.language import in_interface
from portal.core.models import BasePage
from portal.core.rules import under_home
from portal.territory.models import District

from .boundaries.models import BoundaryImport
from .files import DistrictCollection
from .pages import behind, district, index, neighbourhood
from .pages.counters import Measure
from .pages.folders import NEIGHBOURHOODS
from .review import CuratorsApprovalTask, DistrictApprovalTask

__all__ = [
    "BoundaryImport",
    "CuratorsApprovalTask",
    "DistrictApprovalTask",
    "DistrictCollection",
    "DistrictIndexPage",
    "DistrictPage",
]


class DistrictIndexPage(RoutablePageMixin, BasePage):
    """All districts of the city."""

    intro = models.TextField(_("presentación"), blank=True)

    texts = ("intro",)
    body_class = "district-index"
    content_panels = [*BasePage.content_panels, FieldPanel("intro")]
    subpage_types = ["districts.DistrictPage"]

    class Meta:
        verbose_name = _("página de los distritos")

    @classmethod
    def can_exist_under(cls, parent):
        """Only right under a home page."""
        return super().can_exist_under(parent) and under_home(parent)

    @path("")
    def all_districts(self, request):
        """The map, the list, the finder and the totals; an answer about a visitor's place is kept by nobody."""
        response = self.render(request, context_overrides=index.index_context(request, self.address_for(request)))
        if "at" in request.GET:
            add_never_cache_headers(response)
        return response

    @path("counters/<slug:measure>/")
    def counters(self, request, measure):
        """The list behind a total of the city, one row per neighbourhood."""
        request.page_part = f"counters/{measure}/"
        context = behind.behind_context(request, self.measure_or_404(measure))
        return self.render(request, template="districts/pages/counters.html", context_overrides=context)

    @path("counters/<slug:measure>/csv/")
    def counters_csv(self, request, measure):
        """The same list as CSV."""
        return behind.as_csv(behind.behind_context(request, self.measure_or_404(measure)))

    def measure_or_404(self, measure):
        """Return the Measure of an address. Raises Http404 when there is none of this name."""
        if measure not in Measure.values:
            raise Http404
        return Measure(measure)

    def address_for(self, request):
        """Return the path of this page in the reader's interface."""
        return in_interface(self.get_url(request) or "")


class DistrictPage(RoutablePageMixin, BasePage):
    """One district: what lies under this page belongs to it."""

    record = models.ForeignKey(District, verbose_name=_("distrito"), on_delete=models.PROTECT, related_name="pages")
    intro = RichTextField(_("presentación"), blank=True, features=TEXT_FEATURES)
    hours = models.CharField(_("horario del centro"), max_length=200, blank=True)
    accessibility = models.TextField(
        _("accesibilidad del centro"),
        blank=True,
        help_text=_("Por ejemplo: entrada sin escalones, baño adaptado, aro magnético."),
    )

    facts = ("record",)
    texts = ("intro", "hours", "accessibility")
    body_class = "district"
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("record"),
        FieldPanel("intro"),
        FieldPanel("hours"),
        FieldPanel("accessibility"),
    ]
    parent_page_types = ["districts.DistrictIndexPage"]

    class Meta:
        verbose_name = _("página de un distrito")

    def folder_district_id(self):
        """A district page opens its own folder."""
        return self.record_id

    def clean(self):
        """Raise ValidationError when the district already has a page in this language."""
        super().clean()
        if not self.record_id or not self.locale_id:
            return
        others = DistrictPage.objects.filter(record_id=self.record_id, locale_id=self.locale_id).exclude(pk=self.pk)
        if others.exists():
            raise ValidationError({"record": _("Este distrito ya tiene su página en este idioma.")})

    @path("")
    def whole_district(self, request):
        """The district's page; it says whether it is the visitor's own, which her cookie knows."""
        response = self.render(request, context_overrides=district.district_context(request, self))
        patch_vary_headers(response, ["Cookie"])
        return response

    @path(f"{NEIGHBOURHOODS}/<slug:code>/")
    def neighbourhood(self, request, code):
        """The page of one of its neighbourhoods."""
        place = get_object_or_404(self.record.neighbourhoods.select_related("responsible_unit"), code=code)
        if not self.record.active:
            raise Http404
        request.page_part = f"{NEIGHBOURHOODS}/{place.code}/"
        context = neighbourhood.neighbourhood_context(request, self, place)
        return self.render(request, template="districts/pages/neighbourhood.html", context_overrides=context)
