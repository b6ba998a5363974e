"""The home page and the content pages; the pages that gather other pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from portal.core.models import BasePage

from .blocks import ContentBodyBlock


class HomePage(BasePage):
    """The front door of the portal in one language."""

    lead = models.TextField(_("presentación"), blank=True)
    department = models.CharField(_("quién responde por el portal"), max_length=160, blank=True)
    phone = models.CharField(_("teléfono"), max_length=60, blank=True)
    hours = models.CharField(_("horario"), max_length=160, blank=True)
    footer_text = models.TextField(_("frase del pie"), blank=True)

    not_personal = {"phone": _("El teléfono de quien responde por el portal.")}
    texts = ("lead", "department", "phone", "hours", "footer_text")
    body_class = "home"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "agendas.CalendarPage",
        "districts.DistrictIndexPage",
        "practices.PracticeIndexPage",
        "practices.DossierPage",
        "home.ContentPage",
    ]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel(
            [FieldPanel("department"), FieldPanel("phone"), FieldPanel("hours"), FieldPanel("footer_text")],
            heading=_("Pie de todas las páginas"),
        ),
    ]

    class Meta:
        verbose_name = _("página de inicio")


class ContentPage(BasePage):
    """A page of text: privacy, accessibility, how to connect, contact by district."""

    lead = models.TextField(_("de qué trata"), max_length=400, blank=True)
    body = StreamField(ContentBodyBlock(), verbose_name=_("contenido"), blank=True)
    in_footer = models.BooleanField(_("enlazar al pie de todas las páginas"), default=False)

    facts = ("in_footer",)
    texts = ("lead", "body")
    body_class = "content"
    parent_page_types = ["home.HomePage", "home.ContentPage", "districts.DistrictPage"]
    subpage_types = ["home.ContentPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("lead"), FieldPanel("body")]
    promote_panels = [*BasePage.promote_panels, FieldPanel("in_footer")]

    class Meta:
        verbose_name = _("página de contenido")
