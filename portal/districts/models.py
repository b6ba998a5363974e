"""District pages: the folder in which everything of a district lies."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.fields import RichTextField

from portal.core.blocks import TEXT_FEATURES
from portal.core.models import BasePage
from portal.core.page_tree import under_home
from portal.pictures.models import PictureRow
from portal.pictures.panels import pictures_panel
from portal.territory.models import District

from .files import DistrictCollection
from .review import CuratorsApprovalTask, DistrictApprovalTask

__all__ = [
    "CuratorsApprovalTask",
    "DistrictApprovalTask",
    "DistrictCollection",
    "DistrictIndexPage",
    "DistrictPage",
    "DistrictPicture",
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
    texts = ("intro", "hours", "accessibility", "pictures")
    body_class = "district"
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("record"),
        FieldPanel("intro"),
        FieldPanel("hours"),
        FieldPanel("accessibility"),
        pictures_panel(
            _("Para quien no la ve. Por ejemplo: la plaza del barrio al atardecer, con gente en los bancos.")
        ),
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


class DistrictPicture(PictureRow):
    """A picture of the district; what it shows is said for whoever does not see it."""

    page = ParentalKey(DistrictPage, related_name="pictures", on_delete=models.CASCADE)

    class Meta(PictureRow.Meta):
        verbose_name = _("foto de un distrito")
