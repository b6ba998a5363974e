"""The weekly agenda as a published thing: ordered, introduced, signed off, then frozen."""

import hashlib
import json
from datetime import timedelta

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.language import language_choices
from portal.territory.models import District

ISO_WEEK = RegexValidator(r"\A[0-9]{4}-W(0[1-9]|[1-4][0-9]|5[0-3])\Z", _("Una semana se escribe así: 2026-W47."))

#: a letter that is still on its way after this has broken off
LONGEST_SENDING = timedelta(minutes=10)


class Frozen(Exception):
    """Somebody tried to write again what was published."""


class WeeklyIssue(models.Model):
    """The agenda of an ISO week (ISO 8601, 2026-W47), of the whole city (no district) or of a district."""

    class State(models.TextChoices):
        """A draft may change; what is published never does again."""

        DRAFT = "draft", _("Borrador")
        PUBLISHED = "published", _("Publicada")

    week = models.CharField(_("semana"), max_length=8, validators=[ISO_WEEK])
    district = models.ForeignKey(
        District, verbose_name=_("distrito"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(_("estado"), max_length=20, choices=State, default=State.DRAFT, editable=False)
    #: {language: text} written by the editor
    introductions = models.JSONField(_("presentación"), default=dict, blank=True)
    #: translation keys (str) of the sessions that the editor put first, in her order
    order = models.JSONField(default=list, blank=True, editable=False)
    published_at = models.DateTimeField(_("publicada el"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("agenda semanal")
        verbose_name_plural = _("agendas semanales")
        ordering = ["-week", "district__order"]
        constraints = [
            models.UniqueConstraint(fields=["week", "district"], name="agendas_issue_once"),
            models.UniqueConstraint(fields=["week"], condition=models.Q(district=None), name="agendas_city_issue_once"),
        ]

    def __str__(self):
        return f"{self.week} {self.district or _('toda la ciudad')}"

    def save(self, *args, **kwargs):
        """Store a draft, or its publication. Raises Frozen for what is published already."""
        with transaction.atomic():  # who saves a draft waits for who publishes it
            stored = (
                WeeklyIssue.objects.order_by().select_for_update().filter(pk=self.pk).values_list("state", flat=True)
            )
            if self.pk and stored.first() == self.State.PUBLISHED:
                raise Frozen(f"The weekly agenda {self.pk} is published.")
            super().save(*args, **kwargs)

    @property
    def is_published(self):
        """Tell whether it was signed off."""
        return self.state == self.State.PUBLISHED


class EditionQuerySet(models.QuerySet):
    """Editions are made and read, nothing else."""

    def update(self, **kwargs):
        """Raise Frozen."""
        raise Frozen("An edition is never written again.")

    def delete(self):
        """Raise Frozen."""
        raise Frozen("An edition is never deleted.")


class IssueEdition(models.Model):
    """What an issue said in one language when it was published: never written again."""

    class Audience(models.TextChoices):
        """Who reads it."""

        PUBLIC = "public", _("Edición pública")
        INTERNAL = "internal", _("Edición interna")

    issue = models.ForeignKey(WeeklyIssue, on_delete=models.PROTECT, related_name="editions")
    audience = models.CharField(max_length=20, choices=Audience)
    language = models.CharField(max_length=12)
    #: the exact text that was frozen (canonical JSON), and its SHA-256 in hexadecimal
    snapshot = models.TextField()
    sha256 = models.CharField(max_length=64)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edición de una agenda semanal")
        constraints = [models.UniqueConstraint(fields=["issue", "audience", "language"], name="agendas_edition_once")]

    def __str__(self):
        return f"{self.issue_id} {self.audience} {self.language}"

    def save(self, *args, **kwargs):
        """Store a new edition with the SHA-256 of its text. Raises Frozen for a stored one."""
        if self.pk:
            raise Frozen(f"Edition {self.pk} is never written again.")
        self.sha256 = text_digest(self.snapshot)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Raise Frozen."""
        raise Frozen(f"Edition {self.pk} is never deleted.")

    @property
    def said(self):
        """Return what the edition says (dict), see portal/agendas/weekly/snapshot.py."""
        return json.loads(self.snapshot)

    @property
    def is_intact(self):
        """Tell whether the stored text still is the one that was frozen."""
        return text_digest(self.snapshot) == self.sha256


def text_digest(text: str) -> str:
    """Return the SHA-256 of a text (str, as UTF-8) in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


class Recipient(models.Model):
    """A municipal office that receives the week's agenda by mail."""

    district = models.ForeignKey(
        District,
        verbose_name=_("distrito"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Vacío: recibe la de toda la ciudad."),
    )
    name = models.CharField(_("oficina"), max_length=160)
    email = models.EmailField(_("correo de la oficina"))
    language = models.CharField(_("idioma"), max_length=12, choices=language_choices, default=settings.LANGUAGE_CODE)
    internal = models.BooleanField(_("recibe la edición interna"), default=False)
    active = models.BooleanField(_("la sigue recibiendo"), default=True)

    # not encrypted: it is the office's own address, as it stands in the city's directory
    not_personal = {"email": _("El correo de una oficina municipal, el mismo que figura en la guía de la ciudad.")}

    class Meta:
        verbose_name = _("oficina que recibe la agenda")
        verbose_name_plural = _("oficinas que reciben la agenda")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Delivery(models.Model):
    """One issue on its way to one office."""

    class State(models.TextChoices):
        """How it went."""

        WAITING = "waiting", _("Por enviar")
        SENT = "sent", _("Enviada")
        FAILED = "failed", _("No se pudo enviar")

    issue = models.ForeignKey(WeeklyIssue, on_delete=models.CASCADE, related_name="deliveries")
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="deliveries")
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    tried_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=250, blank=True)

    class Meta:
        verbose_name = _("envío de una agenda semanal")
        constraints = [models.UniqueConstraint(fields=["issue", "recipient"], name="agendas_delivery_once")]

    def __str__(self):
        return f"{self.issue_id} → {self.recipient_id}: {self.state}"

    @property
    def is_broken_off(self):
        """Tell whether somebody began to send it and nobody knows the end: no letter takes so long."""
        return (
            self.state == self.State.WAITING
            and bool(self.tried_at)
            and timezone.now() - self.tried_at > LONGEST_SENDING
        )

    @property
    def is_to_try_again(self):
        """Tell whether a person may try again: it failed, or it broke off."""
        return self.state == self.State.FAILED or self.is_broken_off
