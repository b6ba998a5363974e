"""How people meet: in a place, on-line, by telephone, and what helps them to come."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.events.choices import JoinVisibility, Modality, Platform
from portal.territory.models import Unit, Venue
from portal.vocabularies.fields import TermsField

OPENS_BEFORE = 15  # minutes


class Meeting(models.Model):
    """What an event and a series of sessions have in common; all of it facts, the same in every language. Abstract."""

    modality = models.CharField(_("cómo se participa"), max_length=20, choices=Modality, default=Modality.IN_PERSON)
    venue = models.ForeignKey(
        Venue, verbose_name=_("lugar de reunión"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    venue_name = models.CharField(
        _("otro lugar"),
        max_length=160,
        blank=True,
        help_text=_("Si no está en la lista. Por ejemplo: casa de Güemes 2410."),
    )
    venue_address = models.CharField(_("dirección del otro lugar"), max_length=200, blank=True)
    online_platform = models.CharField(_("plataforma"), max_length=20, choices=Platform, blank=True)
    online_url = models.URLField(_("enlace para entrar"), max_length=500, blank=True)
    join_visibility = models.CharField(
        _("quién ve el enlace"), max_length=20, choices=JoinVisibility, default=JoinVisibility.WINDOW
    )
    join_minutes = models.PositiveSmallIntegerField(
        _("cuántos minutos antes"), default=OPENS_BEFORE, help_text=_("El enlace aparece en la página ese rato antes.")
    )
    phone_in = models.CharField(_("teléfono para participar"), max_length=60, blank=True)
    phone_code = models.CharField(_("código que pide el teléfono"), max_length=40, blank=True)
    services = TermsField("service", verbose_name=_("servicios"))
    held_in = models.CharField(_("lengua en que se habla"), max_length=12, blank=True)
    unit = models.ForeignKey(
        Unit, verbose_name=_("quién coordina"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    contact_phone = models.CharField(_("teléfono de la oficina"), max_length=60, blank=True)
    contact_email = models.EmailField(_("correo de la oficina"), blank=True)
    logistics = models.TextField(
        _("logística, solo para el equipo"),
        blank=True,
        help_text=_(
            "Nunca se publica: va en la edición interna de la agenda. Por ejemplo: 40 sillas, proyector, llaves."
        ),
    )

    not_personal = {
        "venue_address": _("El lugar de un encuentro abierto al público."),
        "contact_phone": _("El teléfono de la oficina que coordina."),
        "contact_email": _("El correo de la oficina que coordina."),
    }

    class Meta:
        abstract = True

    def place_faults(self):
        """Return {field: message} for a meeting that nobody could find."""
        faults = {}
        if self.modality != Modality.VIRTUAL and not (self.venue_id or self.venue_name):
            faults["venue"] = _("¿Dónde es? Elige un lugar de la lista o escribe otro debajo.")
        if self.modality != Modality.IN_PERSON and not (self.online_url or self.phone_in):
            faults["online_url"] = _("¿Cómo se entra desde casa? Pon el enlace o, al menos, un teléfono.")
        return faults

    def clean(self):
        """Raise ValidationError beside a code without a telephone and a venue that is named twice."""
        super().clean()
        faults = {}
        if self.venue_id and self.venue_name:
            faults["venue_name"] = _("Ya elegiste un lugar de la lista: deja este vacío, o quita el otro.")
        if self.phone_code and not self.phone_in:
            faults["phone_in"] = _("Pusiste el código, falta el número al que se llama.")
        if faults:
            raise ValidationError(faults)


MEETING_FACTS = (
    "modality", "venue", "venue_name", "venue_address", "online_platform", "online_url", "join_visibility",
    "join_minutes", "phone_in", "phone_code", "services", "held_in", "unit", "contact_phone", "contact_email",
    "logistics",
)  # fmt: skip
