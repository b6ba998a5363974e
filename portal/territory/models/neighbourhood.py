"""The territorial unit inside a district for which one official answers, and what is known of it."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from portal.personal_data.declaration import PersonalData

from .codes import code_faults
from .directory import Unit
from .district import District
from .figures import figure_faults


class NeighbourhoodKind(models.TextChoices):
    """What people call such a place; Iztapalapa counts four kinds (requirement I-3)."""

    BARRIO = "barrio", _("Barrio")
    COLONIA = "colonia", _("Colonia")
    VILLAGE = "village", _("Pueblo")
    HOUSING_ESTATE = "housing-estate", _("Unidad habitacional")
    OTHER = "other", _("Otra clase")


class SocialIndex(models.TextChoices):
    """Level of the social development index, as the statistics office publishes it."""

    VERY_LOW = "very-low", _("Muy bajo")
    LOW = "low", _("Bajo")
    MEDIUM = "medium", _("Medio")
    HIGH = "high", _("Alto")
    VERY_HIGH = "very-high", _("Muy alto")


class Connectivity(models.TextChoices):
    """How well people there can take part on-line (requirement R-30)."""

    WEAK = "weak", _("Débil")
    PARTIAL = "partial", _("Despareja")
    GOOD = "good", _("Buena")


class Neighbourhood(ClusterableModel):
    """A territorial unit inside a district: barrio, colonia, pueblo, housing estate."""

    district = models.ForeignKey(
        District, on_delete=models.PROTECT, related_name="neighbourhoods", verbose_name=_("distrito")
    )
    code = models.SlugField(
        _("código"), max_length=60, unique=True, help_text=_("Va en la dirección de su página. Por ejemplo: echesortu.")
    )
    name = models.CharField(_("nombre"), max_length=120)
    kind = models.CharField(_("clase"), max_length=60, choices=NeighbourhoodKind, default=NeighbourhoodKind.BARRIO)
    wave = models.PositiveSmallIntegerField(
        _("etapa del proceso"), null=True, blank=True, help_text=_("En qué etapa se incorporó. Por ejemplo: 1.")
    )

    population = models.PositiveIntegerField(_("población"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(_("año del dato"), null=True, blank=True)
    population_source = models.CharField(
        _("fuente del dato"), max_length=200, blank=True, help_text=_("Por ejemplo: censo nacional.")
    )
    social_index = models.CharField(_("índice social"), max_length=20, choices=SocialIndex, blank=True)
    social_index_year = models.PositiveSmallIntegerField(_("año del índice"), null=True, blank=True)
    social_index_source = models.CharField(_("fuente del índice"), max_length=200, blank=True)
    connectivity = models.CharField(_("conectividad"), max_length=20, choices=Connectivity, blank=True)
    connectivity_year = models.PositiveSmallIntegerField(_("año de la conectividad"), null=True, blank=True)
    connectivity_source = models.CharField(_("fuente de la conectividad"), max_length=200, blank=True)

    responsible_role = models.CharField(
        _("cargo de quien responde"), max_length=160, blank=True, help_text=_("Por ejemplo: referente territorial.")
    )
    responsible_unit = models.ForeignKey(
        Unit, verbose_name=_("área de gobierno"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    responsible_phone = models.CharField(_("teléfono de la oficina"), max_length=60, blank=True)
    responsible_email = models.EmailField(_("correo de la oficina"), blank=True)
    responsible_name = models.CharField(
        _("nombre de la persona"), max_length=160, blank=True, help_text=_("Solo si aceptó que se publique.")
    )
    responsible_agreed = models.BooleanField(_("aceptó que su nombre se publique"), default=False)

    personal_data = PersonalData(
        title=_("Quien responde por cada barrio"),
        fields=("responsible_name",),
        purpose=_("Decir quién responde por el barrio."),
        until=_("hasta que responde otra persona, o antes si pide que se quite"),
        readers=_("Todo el mundo: se publica."),
        ground=_("La persona aceptó que su nombre se publique."),
        from_public=True,
    )
    not_personal = {
        "responsible_phone": _("El teléfono de la oficina."),
        "responsible_email": _("El correo de la oficina."),
    }

    class Meta:
        verbose_name = _("barrio")
        verbose_name_plural = _("barrios")
        ordering = ["name"]

    def __str__(self):
        return self.name

    @transaction.atomic
    def save(self, *args, **kwargs):
        """Save with its codes, links and sections, and with what search keeps of it: all or nothing."""
        super().save(*args, **kwargs)

    def clean(self):
        """Raise ValidationError beside a figure without year and source, and beside a name without consent."""
        super().clean()
        faults = code_faults(self.code)
        for figure in ("population", "social_index", "connectivity"):
            faults |= figure_faults(self, figure)
        if self.responsible_name and not self.responsible_agreed:
            faults["responsible_agreed"] = _("Pregúntale y márcalo, o deja vacío el nombre: sin acuerdo no se guarda.")
        if self.responsible_agreed and not self.responsible_name:
            faults["responsible_name"] = _("Dice que aceptó: escribe su nombre o quita la marca.")
        if faults:
            raise ValidationError(faults)


class PostalCode(models.Model):
    """One postal code of a neighbourhood; a code may belong to several."""

    neighbourhood = ParentalKey(Neighbourhood, related_name="postal_codes", on_delete=models.CASCADE)
    code = models.CharField(_("código postal"), max_length=16, db_index=True)

    class Meta:
        verbose_name = _("código postal")
        constraints = [models.UniqueConstraint(fields=["neighbourhood", "code"], name="territory_postal_code_once")]
        ordering = ["code"]

    def __str__(self):
        return self.code


class NeighbourhoodLink(models.Model):
    """A group or page where the neighbours meet on-line (requirement I-16)."""

    class Kind(models.TextChoices):
        """Where it leads."""

        WHATSAPP = "whatsapp", "WhatsApp"
        FACEBOOK = "facebook", "Facebook"
        WEB = "web", _("Sitio web")

    neighbourhood = ParentalKey(Neighbourhood, related_name="links", on_delete=models.CASCADE)
    kind = models.CharField(_("clase"), max_length=20, choices=Kind)
    url = models.URLField(_("dirección en la web"))
    label = models.CharField(_("nombre"), max_length=120, blank=True, help_text=_("Por ejemplo: vecinas de la plaza."))

    class Meta:
        verbose_name = _("enlace de un barrio")
        ordering = ["kind", "label"]

    def __str__(self):
        return self.label or self.get_kind_display()


class Section(models.Model):
    """A smaller part of a neighbourhood with its own promoter (requirement I-4)."""

    neighbourhood = ParentalKey(Neighbourhood, related_name="parts", on_delete=models.CASCADE)
    code = models.CharField(_("código"), max_length=40)
    name = models.CharField(_("nombre"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("sección")
        verbose_name_plural = _("secciones")
        constraints = [models.UniqueConstraint(fields=["neighbourhood", "code"], name="territory_section_once")]
        ordering = ["code"]

    def __str__(self):
        return self.name or self.code
