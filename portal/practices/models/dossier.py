"""The dossier: practices that somebody chose and put in an order, with the reason for each."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.fields import RichTextField

from portal.core.blocks import TEXT_FEATURES
from portal.core.models import BasePage, TranslatedRow
from portal.core.page_tree import under_home

from .index import PracticeIndexPage


class DossierPage(BasePage):
    """A curated selection from the bank, such as "Plazas que cuida el barrio"."""

    lead = models.TextField(
        _("de qué trata"), max_length=400, blank=True, help_text=_("Una o dos frases: se leen también en las listas.")
    )
    intro = RichTextField(
        _("presentación"),
        blank=True,
        features=TEXT_FEATURES,
        help_text=_("Por qué estas experiencias van juntas y para quién son."),
    )

    texts = ("lead", "intro", "entries")
    body_class = "dossier"
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("intro"),
        InlinePanel(
            "entries",
            heading=_("Experiencias, en el orden en que se leen"),
            label=_("experiencia"),
            help_text=_("Se muestran solo las que están publicadas. Cada persona las ve en su idioma, si está."),
        ),
    ]
    subpage_types = []

    class Meta:
        verbose_name = _("dosier")
        verbose_name_plural = _("dosieres")

    @classmethod
    def can_exist_under(cls, parent):
        """Only under the bank or right under a home page."""
        placed = under_home(parent) or parent.specific_class is PracticeIndexPage
        return super().can_exist_under(parent) and placed


class DossierEntry(TranslatedRow):
    """One practice of a dossier and why it is there; the choice and the order follow the first version."""

    page = ParentalKey("practices.DossierPage", related_name="entries", on_delete=models.CASCADE)
    practice = models.ForeignKey(
        "practices.PracticePage", verbose_name=_("experiencia"), on_delete=models.CASCADE, related_name="+"
    )
    reason = models.TextField(
        _("por qué está aquí"),
        max_length=300,
        blank=True,
        help_text=_("Una frase. Por ejemplo: muestra cómo empezar sin presupuesto."),
    )

    facts = ("practice",)
    texts = ("reason",)
    panels = [PageChooserPanel("practice", "practices.PracticePage"), FieldPanel("reason")]

    class Meta(TranslatedRow.Meta):
        verbose_name = _("experiencia de un dosier")

    def __str__(self):
        return str(self.practice)
