"""The council: a standing body that meets."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from portal.core.blocks import TEXT_FEATURES
from portal.core.models import BasePage, TranslatedRow
from portal.councils.choices import CouncilKind, Criterion
from portal.councils.council_form import CouncilForm, council_form, place_fault
from portal.personal_data.declaration import PersonalData
from portal.pictures.models import PictureRow
from portal.territory.models import District, Neighbourhood, Organisation, Unit
from portal.vocabularies.fields import TermsField

#: what the public reference of a session begins with, such as CB-OESTE-2026-031
PREFIXES = {
    CouncilKind.NEIGHBOURHOOD: "CB",
    CouncilKind.INTER_NEIGHBOURHOOD: "CIB",
    CouncilKind.INTER_DISTRICT: "CID",
    CouncilKind.THEMATIC: "CT",
    CouncilKind.SECTOR: "CS",
    CouncilKind.ASSEMBLY: "AS",
    CouncilKind.CABINET: "GA",
    CouncilKind.WORKING_TABLE: "MT",
    CouncilKind.PLANNING_COLLECTIVE: "CP",
}


class CouncilPage(RoutablePageMixin, BasePage):
    """One body that meets, in one language; its sessions lie under it."""

    kind = models.CharField(_("clase"), max_length=30, choices=CouncilKind, default=CouncilKind.NEIGHBOURHOOD)
    criterion = models.CharField(_("criterio"), max_length=20, choices=Criterion, default=Criterion.GEOGRAPHIC)
    neighbourhood = models.ForeignKey(
        Neighbourhood, verbose_name=_("barrio"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    other_neighbourhoods = ParentalManyToManyField(
        Neighbourhood, verbose_name=_("también estos barrios"), blank=True, related_name="+"
    )
    other_districts = ParentalManyToManyField(
        District, verbose_name=_("también estos distritos"), blank=True, related_name="+"
    )
    themes = TermsField("theme", verbose_name=_("temas"))
    open_to_all = models.BooleanField(_("abierto a todas las personas"), default=True)
    elected_on = models.DateField(_("elegido el"), null=True, blank=True)
    active = models.BooleanField(_("sigue reuniéndose"), default=True)

    lead = models.TextField(_("para qué es"), max_length=400, blank=True)
    how_to_join = RichTextField(_("cómo participar"), blank=True, features=TEXT_FEATURES)
    audience = models.CharField(
        _("para quién es"), max_length=250, blank=True, help_text=_("Por ejemplo: peluquerías y comercios del centro.")
    )
    elected_by = models.CharField(
        _("qué asamblea lo eligió"), max_length=250, blank=True, help_text=_("Por ejemplo: asamblea de La Cañada.")
    )

    facts = (
        "kind", "criterion", "neighbourhood", "other_neighbourhoods", "other_districts", "themes", "open_to_all",
        "elected_on", "active", "links",
    )  # fmt: skip
    texts = ("lead", "how_to_join", "audience", "elected_by", "members", "pictures")
    body_class = "council"
    base_form_class = CouncilForm
    edit_handler = council_form(BasePage.promote_panels, BasePage.settings_panels)
    parent_page_types = ["districts.DistrictPage"]
    subpage_types = ["councils.SessionPage"]

    class Meta:
        verbose_name = _("consejo")
        verbose_name_plural = _("consejos")

    def can_move_to(self, parent):
        """Tell whether it may lie in another folder: a council of the whole city stays in the city's."""
        district = getattr(parent.specific, "record", None)
        return super().can_move_to(parent) and not place_fault(self.kind, district)


class CouncilPicture(PictureRow):
    """A picture of the council; what it shows is said for whoever does not see it."""

    page = ParentalKey(CouncilPage, related_name="pictures", on_delete=models.CASCADE)

    class Meta(PictureRow.Meta):
        verbose_name = _("foto de un consejo")


class CouncilMember(TranslatedRow):
    """A seat of a council: a role, and a person's name only where she agreed to it."""

    page = ParentalKey(CouncilPage, related_name="members", on_delete=models.CASCADE)
    role = models.CharField(_("función"), max_length=160, help_text=_("Por ejemplo: referente de la manzana 12."))
    unit = models.ForeignKey(
        Unit, verbose_name=_("área de gobierno"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organización"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.CharField(
        _("nombre de la persona"), max_length=160, blank=True, help_text=_("Solo si aceptó que se publique.")
    )
    person_agreed = models.BooleanField(_("aceptó que su nombre se publique"), default=False)
    since = models.DateField(_("desde"), null=True, blank=True)
    till = models.DateField(_("hasta"), null=True, blank=True)

    personal_data = PersonalData(
        title=_("Integrantes de los consejos"),
        fields=("person",),
        purpose=_("Decir quién integra el consejo."),
        until=_("hasta que deja su función, o antes si pide que se quite"),
        readers=_("Todo el mundo: se publica."),
        ground=_("La persona aceptó que su nombre se publique."),
        from_public=True,
    )
    facts = ("unit", "organisation", "person", "person_agreed", "since", "till")
    texts = ("role",)

    class Meta(TranslatedRow.Meta):
        verbose_name = _("integrante")

    def __str__(self):
        return self.role

    def clean(self):
        """Raise ValidationError beside a name without consent and a mandate that ends before it begins."""
        super().clean()
        faults = {}
        if self.person and not self.person_agreed:
            faults["person_agreed"] = _("Pregúntale y márcalo, o deja vacío el nombre: sin acuerdo no se guarda.")
        if self.since and self.till and self.till < self.since:
            faults["till"] = _("Termina antes de empezar: revisa las dos fechas.")
        if faults:
            raise ValidationError(faults)


class CouncilLink(Orderable):
    """A group or page where the council can be followed."""

    class Kind(models.TextChoices):
        """Where it leads."""

        WHATSAPP = "whatsapp", "WhatsApp"
        FACEBOOK = "facebook", "Facebook"
        YOUTUBE = "youtube", "YouTube"
        WEB = "web", _("Sitio web")

    page = ParentalKey(CouncilPage, related_name="links", on_delete=models.CASCADE)
    kind = models.CharField(_("clase"), max_length=20, choices=Kind)
    url = models.URLField(_("dirección en la web"), max_length=500)

    class Meta(Orderable.Meta):
        verbose_name = _("enlace de un consejo")

    def __str__(self):
        return self.url
