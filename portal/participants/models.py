"""Who gave her data at a session: encrypted, for a year, and never on any page."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.councils.choices import AgeBand, Gender
from portal.personal_data.declaration import PersonalData
from portal.personal_data.encryption import EncryptedCharField, EncryptedEmailField
from portal.territory.models import Neighbourhood

from .choices import ConsentSource, FirstTime
from .marks import newest_mark, phone_key

#: what the sheet says above the rows, and what is read to who does not sign
CONSENT = _(
    "Guarden estos datos para saber cuántas personas participan y para avisarme qué se acordó y cuándo es la próxima "
    "sesión. Se borran un año después de la sesión."
)


class ParticipantQuerySet(models.QuerySet):
    """Questions about several participants."""

    def kept(self) -> ParticipantQuerySet:
        """Return those whose data are still there."""
        return self.filter(purged_at=None)


class Participant(models.Model):
    """One person at one session; it points to the session's first version."""

    session = models.ForeignKey(
        "councils.SessionPage", verbose_name=_("sesión"), on_delete=models.CASCADE, related_name="participants"
    )
    #: comes with the empty form, so that sending it twice makes one row
    key = models.UUIDField(default=uuid4, unique=True, editable=False)

    name = EncryptedCharField(_("nombre y apellido"), max_length=160, blank=True)
    phone = EncryptedCharField(_("teléfono"), max_length=60, blank=True)
    email = EncryptedEmailField(_("correo"), blank=True)
    organisation = EncryptedCharField(_("organización"), max_length=160, blank=True)
    neighbourhood = models.ForeignKey(
        Neighbourhood, verbose_name=_("barrio"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    age = models.CharField(_("edad"), max_length=10, choices=AgeBand, blank=True)
    gender = models.CharField(_("género"), max_length=10, choices=Gender, blank=True)
    is_first_time = models.CharField(
        _("primera sesión"), max_length=10, choices=FirstTime, default=FirstTime.UNKNOWN, blank=True
    )

    consent = models.TextField(_("texto aceptado"), blank=True)
    consented_on = models.DateField(_("día en que lo aceptó"), null=True)
    consent_source = models.CharField(_("cómo lo aceptó"), max_length=10, choices=ConsentSource)

    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    entered_at = models.DateTimeField(_("cargado el"), default=timezone.now, editable=False)
    #: keyed hashes of mail and telephone (portal/participants/marks.py): who came again can be counted after the purge
    mark = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    phone_mark = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    purged_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ParticipantQuerySet.as_manager()

    #: the page of a session would name who came under "used on"
    wagtail_reference_index_ignore = True
    personal_data = PersonalData(
        # the keyed hashes stay: `afterwards` says so
        fields=(
            "name",
            "phone",
            "email",
            "organisation",
            "neighbourhood",
            "age",
            "gender",
            "is_first_time",
            "consent",
        ),
        purpose=_("Saber cuántas personas participan, y avisarles qué se acordó."),
        days=365,
        since=_("el día de la sesión"),
        afterwards=_("Una huella que no dice quién fue, para contar sin nombrar."),
        readers=_("Quien edita o revisa el distrito de la sesión, y la curaduría de la ciudad."),
        ground=_("Tu consentimiento, al anotarte en la planilla o de palabra."),
        from_public=True,
    )

    class Meta:
        verbose_name = _("participante")
        verbose_name_plural = _("participantes")
        ordering = ["entered_at", "pk"]

    def __str__(self):
        # no name: this text goes into logs
        return f"participante {self.pk}"

    def save(self, *args, **kwargs) -> None:
        """Store the row with the marks that belong to its mail and telephone."""
        self.set_marks()
        super().save(*args, **kwargs)

    def set_marks(self) -> None:
        """Write the marks of mail and telephone; of a purged row they stay as they are. For who stores many at once."""
        if self.purged_at is None:
            self.mark, self.phone_mark = newest_mark(self.email), newest_mark(phone_key(self.phone))

    @property
    def said_of_herself(self) -> list[str]:
        """What she said of herself, in words: neighbourhood, age, gender, that it was her first time."""
        first = _("vino por primera vez") if self.is_first_time == FirstTime.YES else ""
        place = self.neighbourhood.name if self.neighbourhood else ""
        return [str(word) for word in (place, self.get_age_display(), self.get_gender_display(), first) if word]
