"""Whom to ask about a practice: personal data, kept apart from everything that is published, indexed or exported."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, PageChooserPanel

from portal.personal_data.declaration import PersonalData
from portal.personal_data.encryption import EncryptedCharField, EncryptedEmailField


class ContactQuerySet(models.QuerySet):
    """Listing verbs of contacts."""

    def out_of_time(self, now=None):
        """Return contacts that nobody confirmed for their retention before `now` (aware datetime)."""
        limit = (now or timezone.now()) - timedelta(days=self.model.personal_data.days)
        return self.filter(confirmed__lt=limit.date())


class PracticeContact(models.Model):
    """Contact data of one practice. No page, feed, index, export or API reads this table."""

    practice = models.OneToOneField(
        "practices.PracticePage", verbose_name=_("experiencia"), on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(_("nombre"), max_length=160, blank=True)
    role = models.CharField(_("cargo"), max_length=160, blank=True)
    email = EncryptedEmailField(_("correo"), blank=True)
    phone = EncryptedCharField(_("teléfono"), max_length=60, blank=True)
    confirmed = models.DateField(
        _("confirmado el"),
        default=timezone.localdate,
        help_text=_("Tres años después de esta fecha el contacto se borra solo."),
    )

    personal_data = PersonalData(
        fields=("name", "role", "email", "phone"),
        purpose=_("Responder preguntas de otras ciudades y pedir que la ficha se revise."),
        days=3 * 365,
        since=_("la última vez que la persona los confirmó"),
        readers=_("Quien edita o revisa el distrito de la experiencia, y la curaduría de la ciudad."),
        ground=_("La persona los dio para que se le pregunte por la experiencia."),
        from_public=True,
    )
    objects = ContactQuerySet.as_manager()

    panels = [
        HelpPanel(content=personal_data.purpose),
        PageChooserPanel("practice"),
        FieldPanel("name"),
        FieldPanel("role"),
        FieldPanel("email"),
        FieldPanel("phone"),
        FieldPanel("confirmed"),
    ]

    class Meta:
        verbose_name = _("contacto de una experiencia")
        verbose_name_plural = _("contactos de experiencias")

    def __str__(self):
        return self.name or self.role or self.email

    def clean(self):
        """Raise ValidationError when there is nothing to reach anybody by."""
        super().clean()
        if not (self.email or self.phone):
            raise ValidationError({"email": _("Escribe un correo o un teléfono: sin eso nadie puede preguntar.")})
