"""The records of the city's territory: districts, their neighbourhoods, and the organisations that work in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DistrictKind(models.TextChoices):
    """What a district is: a real one, or the one that holds what belongs to no single district."""

    DISTRICT = "district", _("Distrito")
    WHOLE_CITY = "whole-city", _("Toda la ciudad")


class District(models.Model):
    """The city's administrative division with its own team and its own centre."""

    code = models.SlugField(_("código"), max_length=40, unique=True)
    name = models.CharField(_("nombre"), max_length=120)
    kind = models.CharField(_("clase"), max_length=20, choices=DistrictKind, default=DistrictKind.DISTRICT)
    seat_name = models.CharField(_("centro de distrito"), max_length=160, blank=True)
    address = models.CharField(_("dirección"), max_length=200, blank=True)
    phone = models.CharField(_("teléfono"), max_length=60, blank=True)
    email = models.EmailField(_("correo de la oficina"), blank=True)
    order = models.PositiveSmallIntegerField(_("orden"), default=0)
    active = models.BooleanField(_("abierto"), default=True)

    class Meta:
        verbose_name = _("distrito")
        verbose_name_plural = _("distritos")
        ordering = ["order", "name"]

    def __str__(self):
        return self.name


class Neighbourhood(models.Model):
    """A territorial unit inside a district: barrio, colonia, pueblo, housing estate."""

    district = models.ForeignKey(
        District, on_delete=models.PROTECT, related_name="neighbourhoods", verbose_name=_("distrito")
    )
    code = models.SlugField(_("código"), max_length=60, unique=True)
    name = models.CharField(_("nombre"), max_length=120)
    kind = models.CharField(_("clase"), max_length=60, blank=True, help_text=_("Por ejemplo: barrio, colonia, pueblo."))

    class Meta:
        verbose_name = _("barrio")
        verbose_name_plural = _("barrios")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Organisation(models.Model):
    """A partner of the city: association, school, university, company, NGO."""

    name = models.CharField(_("nombre"), max_length=200, unique=True)
    url = models.URLField(_("sitio web"), blank=True)

    class Meta:
        verbose_name = _("organización")
        verbose_name_plural = _("organizaciones")
        ordering = ["name"]

    def __str__(self):
        return self.name
