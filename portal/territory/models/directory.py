"""The directories: units of the government, venues where people meet, organisations that work with the city."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .codes import code_faults
from .district import District


class TranslatedName(models.Model):
    """A record whose name is said in other languages too, where the city wrote it."""

    names = models.JSONField(_("nombre en otros idiomas"), default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    def label(self, language: str | None = None) -> str:
        """Return the name in a language, the reader's by default; the record's own name where nobody translated it."""
        return self.names.get(language or get_language()) or self.name


class Unit(TranslatedName):
    """A department of the government that answers for something."""

    code = models.SlugField(_("código"), max_length=60, unique=True)
    name = models.CharField(_("nombre"), max_length=160)
    district = models.ForeignKey(
        District,
        verbose_name=_("distrito"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="units",
        help_text=_("Vacío si es de toda la ciudad."),
    )
    phone = models.CharField(_("teléfono"), max_length=60, blank=True)
    email = models.EmailField(_("correo de la oficina"), blank=True)
    active = models.BooleanField(_("sigue existiendo"), default=True)

    not_personal = {"phone": _("Un área de gobierno."), "email": _("Un área de gobierno.")}

    class Meta:
        verbose_name = _("área de gobierno")
        verbose_name_plural = _("áreas de gobierno")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def clean(self):
        """Raise ValidationError beside a code that cannot stand in an address."""
        super().clean()
        if faults := code_faults(self.code):
            raise ValidationError(faults)


class VenueKind(models.TextChoices):
    """What a venue is when nobody meets there."""

    DISTRICT_CENTRE = "district-centre", _("Centro de distrito")
    NEIGHBOURHOOD_CENTRE = "neighbourhood-centre", _("Centro vecinal")
    SCHOOL = "school", _("Escuela")
    HEALTH_CENTRE = "health-centre", _("Centro de salud")
    CLUB = "club", _("Club")
    LIBRARY = "library", _("Biblioteca")
    OPEN_AIR = "open-air", _("Plaza o calle")
    OTHER = "other", _("Otro")


class Venue(TranslatedName):
    """A place where sessions happen, with its address and what a person must know to get in."""

    district = models.ForeignKey(District, verbose_name=_("distrito"), on_delete=models.PROTECT, related_name="venues")
    neighbourhood = models.ForeignKey(
        "territory.Neighbourhood",
        verbose_name=_("barrio"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="venues",
    )
    name = models.CharField(_("nombre"), max_length=160)
    kind = models.CharField(_("clase"), max_length=30, choices=VenueKind, default=VenueKind.OTHER)
    address = models.CharField(_("dirección"), max_length=200)
    directions = models.CharField(
        _("cómo llegar"),
        max_length=200,
        blank=True,
        help_text=_("Por ejemplo: entrada por el patio; líneas 102 y 110."),
    )
    latitude = models.FloatField(
        _("latitud"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("En grados. Por ejemplo: -32.9468."),
    )
    longitude = models.FloatField(
        _("longitud"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("Por ejemplo: -60.6393."),
    )
    phone = models.CharField(_("teléfono"), max_length=60, blank=True)
    step_free = models.BooleanField(_("entrada sin escalones"), null=True, blank=True)
    accessible_toilet = models.BooleanField(_("baño adaptado"), null=True, blank=True)
    hearing_loop = models.BooleanField(_("aro magnético"), null=True, blank=True)
    access_note = models.CharField(_("más sobre el acceso"), max_length=200, blank=True)
    active = models.BooleanField(_("se sigue usando"), default=True)

    not_personal = {
        "address": _("Un lugar donde la gente se reúne."),
        "phone": _("Un lugar donde la gente se reúne."),
    }

    class Meta:
        verbose_name = _("lugar de reunión")
        verbose_name_plural = _("lugares de reunión")
        ordering = ["name"]

    def __str__(self):
        return self.name

    def clean(self):
        """Raise ValidationError beside half a point, and beside a neighbourhood of another district."""
        super().clean()
        faults = {}
        if self.latitude is None and self.longitude is not None:
            faults["latitude"] = _("La latitud y la longitud van juntas.")
        if self.longitude is None and self.latitude is not None:
            faults["longitude"] = _("La latitud y la longitud van juntas.")
        if self.neighbourhood_id and self.district_id and self.neighbourhood.district_id != self.district_id:
            faults["neighbourhood"] = _("Ese barrio es de otro distrito: elige uno de este o cambia el distrito.")
        if faults:
            raise ValidationError(faults)


class OrganisationKind(models.TextChoices):
    """What a partner is (requirements R-5, I-10)."""

    ASSOCIATION = "association", _("Asociación vecinal o civil")
    SCHOOL = "school", _("Escuela")
    UNIVERSITY = "university", _("Universidad")
    COMPANY = "company", _("Empresa")
    NGO = "ngo", _("ONG")
    INSTITUTION = "institution", _("Institución pública")
    TRAINING = "training", _("Espacio de formación")
    OTHER = "other", _("Otra")


class Organisation(models.Model):
    """A partner of the city: association, school, university, company, NGO."""

    name = models.CharField(_("nombre"), max_length=200, unique=True)
    kind = models.CharField(_("clase"), max_length=20, choices=OrganisationKind, blank=True)
    district = models.ForeignKey(
        District,
        verbose_name=_("distrito"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organisations",
        help_text=_("Vacío si trabaja en toda la ciudad."),
    )
    url = models.URLField(_("sitio web"), blank=True)
    agreement_date = models.DateField(_("convenio desde"), null=True, blank=True)

    class Meta:
        verbose_name = _("organización")
        verbose_name_plural = _("organizaciones")
        ordering = ["name"]

    def __str__(self):
        return self.name
