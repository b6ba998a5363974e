"""The city's administrative division."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .codes import code_faults


class DistrictKind(models.TextChoices):
    """What a district is: a real one, or the one that holds what belongs to no single district."""

    DISTRICT = "district", _("Distrito")
    WHOLE_CITY = "whole-city", _("Toda la ciudad")


class District(models.Model):
    """The city's administrative division with its own team and its own centre.

    What people read about the centre in their language (hours, accessibility) stands on the district's page.
    """

    code = models.SlugField(_("código"), max_length=40, unique=True)
    name = models.CharField(_("nombre"), max_length=120)
    kind = models.CharField(_("clase"), max_length=20, choices=DistrictKind, default=DistrictKind.DISTRICT)
    seat_name = models.CharField(_("centro de distrito"), max_length=160, blank=True)
    address = models.CharField(_("dirección"), max_length=200, blank=True)
    phone = models.CharField(_("teléfono"), max_length=60, blank=True)
    email = models.EmailField(_("correo de la oficina"), blank=True)
    order = models.PositiveSmallIntegerField(_("orden"), default=0)
    active = models.BooleanField(_("abierto"), default=True)
    closed_on = models.DateField(_("cerrado el"), null=True, blank=True, editable=False)

    not_personal = {
        "address": _("El centro de distrito."),
        "phone": _("El centro de distrito."),
        "email": _("El centro de distrito."),
    }

    class Meta:
        verbose_name = _("distrito")
        verbose_name_plural = _("distritos")
        ordering = ["order", "name"]

    def __str__(self):
        return self.name

    def clean(self):
        """Raise ValidationError beside a code that cannot stand in an address."""
        super().clean()
        if faults := code_faults(self.code):
            raise ValidationError(faults)
