"""What a practice has several of: annexes, pictures, figures, contributions, organisations."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from portal.core.models import TranslatedRow
from portal.core.partial_dates import PartialDateField
from portal.pictures.models import PictureRow
from portal.territory.models import Organisation
from portal.vocabularies.fields import TermField


class Annex(TranslatedRow):
    """Something that belongs to the practice: a video, a report, a page, the same practice in another bank."""

    page = ParentalKey("practices.PracticePage", related_name="annexes", on_delete=models.CASCADE)
    kind = TermField("annex_kind", verbose_name=_("clase"), null=True, blank=True)
    title = models.CharField(_("título"), max_length=255)
    url = models.URLField(_("dirección en la web"), max_length=500, blank=True)
    document = models.ForeignKey(
        "documents.PortalDocument",
        verbose_name=_("documento de la biblioteca"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    date = PartialDateField(_("fecha"))

    facts = ("kind", "url", "document", "date")
    texts = ("title",)
    panels = [FieldPanel("kind"), FieldPanel("title"), FieldPanel("url"), FieldPanel("document"), FieldPanel("date")]

    class Meta(TranslatedRow.Meta):
        verbose_name = _("anexo")

    def __str__(self):
        return self.title

    @property
    def link(self):
        """Return the address of the file or the page, or an empty string: some real forms name annexes without one."""
        return self.document.url if self.document else self.url


class Picture(PictureRow):
    """A picture of the practice; what it shows is said for whoever does not see it."""

    page = ParentalKey("practices.PracticePage", related_name="pictures", on_delete=models.CASCADE)
    alt = models.CharField(
        _("qué se ve"),
        max_length=250,
        help_text=_(
            "Para quien no la ve. Por ejemplo: doce vecinas sentadas en ronda en la plaza, con un plano en el piso."
        ),
    )

    class Meta(PictureRow.Meta):
        verbose_name = _("foto")


class Figure(TranslatedRow):
    """A figure that says how much: "240" "councils in a year"."""

    page = ParentalKey("practices.PracticePage", related_name="figures", on_delete=models.CASCADE)
    value = models.CharField(_("cifra"), max_length=40, help_text=_("Por ejemplo: 240, o Más de 6.500."))
    label = models.CharField(
        _("de qué"), max_length=120, help_text=_("Por ejemplo: consejos entre febrero y diciembre.")
    )

    texts = ("value", "label")
    panels = [FieldPanel("value"), FieldPanel("label")]

    class Meta(TranslatedRow.Meta):
        verbose_name = _("cifra")

    def __str__(self):
        return f"{self.value} {self.label}"


class Contribution(TranslatedRow):
    """Who put in what: the school raised the money, the city sent the workers."""

    page = ParentalKey("practices.PracticePage", related_name="contributions", on_delete=models.CASCADE)
    who = TermField("contributor", verbose_name=_("quién"))
    text = models.CharField(_("qué puso"), max_length=300, help_text=_("Por ejemplo: juntó el dinero para los bancos."))

    facts = ("who",)
    texts = ("text",)
    panels = [FieldPanel("who"), FieldPanel("text")]

    class Meta(TranslatedRow.Meta):
        verbose_name = _("aporte")

    def __str__(self):
        return self.text


class OrganisationLink(Orderable):
    """An organisation and its part in the practice; a fact, the same in all languages."""

    page = ParentalKey("practices.PracticePage", related_name="organisation_links", on_delete=models.CASCADE)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organización"), on_delete=models.PROTECT, related_name="+"
    )
    role = TermField("organisation_role", verbose_name=_("papel"), null=True, blank=True)

    panels = [FieldPanel("organisation"), FieldPanel("role")]

    class Meta(Orderable.Meta):
        verbose_name = _("organización")
        ordering = ["sort_order", "pk"]

    def __str__(self):
        return str(self.organisation)

    def clean(self):
        """Raise ValidationError when no organisation was chosen."""
        super().clean()
        if not self.organisation_id:
            raise ValidationError({"organisation": _("Elige la organización.")})
