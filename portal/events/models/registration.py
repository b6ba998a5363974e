"""Who registered for an event: personal data, kept apart from everything that is published, indexed or exported."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.events.choices import RegistrationState
from portal.personal_data.declaration import PersonalData
from portal.personal_data.encryption import EncryptedCharField, EncryptedEmailField


class RegistrationQuerySet(models.QuerySet):
    """Questions about several registrations."""

    def people(self, state: RegistrationState) -> int:
        """Return how many people the registrations in one state are."""
        return self.filter(state=state).aggregate(people=models.Sum("people"))["people"] or 0


class Registration(models.Model):
    """One person or group who will come; staff may add whoever telephones. Points to the event's first version."""

    event = models.ForeignKey(
        "events.EventPage", verbose_name=_("evento"), on_delete=models.CASCADE, related_name="registrations"
    )
    name = models.CharField(_("nombre"), max_length=160)
    email = EncryptedEmailField(_("correo"), blank=True)
    phone = EncryptedCharField(_("teléfono"), max_length=60, blank=True)
    people = models.PositiveSmallIntegerField(_("cuántas personas"), default=1)
    needs = models.CharField(
        _("qué necesita"), max_length=250, blank=True, help_text=_("Por ejemplo: cuidado para dos niñas de 3 y 5 años.")
    )
    state = models.CharField(
        _("estado"), max_length=20, choices=RegistrationState, default=RegistrationState.CONFIRMED, editable=False
    )
    registered_at = models.DateTimeField(_("se anotó"), auto_now_add=True)

    personal_data = PersonalData(
        fields=("name", "email", "phone", "needs"),
        purpose=_("Guardar un lugar en un encuentro y avisar si cambia."),
        days=60,
        since=_("el día del encuentro"),
        readers=_("Quien edita o revisa el distrito del encuentro, y la curaduría de la ciudad."),
        ground=_("La persona se anotó."),
        from_public=True,
    )
    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("inscripción")
        verbose_name_plural = _("inscripciones")
        ordering = ["registered_at", "pk"]

    def __str__(self):
        return self.name
