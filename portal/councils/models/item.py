"""What a session discusses, point by point."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField

from portal.core.blocks import TEXT_FEATURES
from portal.core.models import TranslatedRow
from portal.councils.agenda_lines import LONGEST_TITLE
from portal.councils.choices import ItemVisibility
from portal.councils.session_form import POINT
from portal.territory.models import Neighbourhood
from portal.vocabularies.fields import TermField


class AgendaItem(TranslatedRow):
    """One point of a session's agenda. What is internal leaves the admin nowhere, not even as a gap in the numbers."""

    page = ParentalKey("councils.SessionPage", related_name="items", on_delete=models.CASCADE)
    title = models.CharField(_("punto"), max_length=LONGEST_TITLE)
    text = RichTextField(_("de qué se trata"), blank=True, features=TEXT_FEATURES)
    is_sub = models.BooleanField(_("es parte del punto anterior"), default=False)
    minutes = models.PositiveSmallIntegerField(_("minutos previstos"), null=True, blank=True)
    theme = TermField("theme", verbose_name=_("tema"), null=True, blank=True)
    neighbourhood = models.ForeignKey(
        Neighbourhood, verbose_name=_("barrio"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_by = models.CharField(
        _("quién lo propuso"),
        max_length=160,
        blank=True,
        help_text=_("Por ejemplo: la vecinal La Cañada. El nombre de una persona, solo si aceptó."),
    )
    attachments = StreamField(
        [("document", DocumentChooserBlock(label=_("Documento")))], verbose_name=_("adjuntos"), blank=True
    )
    visibility = models.CharField(
        _("quién lo lee"), max_length=20, choices=ItemVisibility, default=ItemVisibility.PUBLIC
    )

    facts = ("is_sub", "minutes", "theme", "neighbourhood", "attachments", "visibility")
    texts = ("title", "text", "proposed_by")
    panels = POINT

    class Meta(TranslatedRow.Meta):
        verbose_name = _("punto del orden del día")

    def __str__(self):
        return self.title

    @property
    def code(self):
        """Return what its address ends with: the same in all languages and whatever its place in the agenda."""
        return self.translation_key.hex[:8]
