"""One matter that somebody sent: what every kind has in common. What it says stands in the model of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.personal_data.declaration import PersonalData
from portal.personal_data.encryption import EncryptedTextField
from portal.submissions.choices import (
    CLOSED_STATES,
    OPEN_STATES,
    PUBLIC_STATES,
    STAGES,
    AnswerBy,
    PublicStage,
    SubmissionChannel,
    SubmissionState,
    WaitsFor,
)
from portal.territory.models import District, Neighbourhood, Unit

if TYPE_CHECKING:
    from portal.submissions.kinds import SubmissionKind


class SubmissionQuerySet(models.QuerySet):
    """Questions about several matters."""

    def open(self) -> SubmissionQuerySet:
        """Return those that wait for an answer."""
        return self.filter(state__in=OPEN_STATES)

    def public(self) -> SubmissionQuerySet:
        """Return those that everybody may read: sender and office both said so, and nobody withdrew them.

        An open one may be public before its answer, so that others can join it.
        """
        return self.filter(published_at__isnull=False, may_publish=True, state__in=PUBLIC_STATES)


class Submission(models.Model):
    """A matter with its code, its sender, its place, its state and its clock."""

    code = models.CharField(_("código"), max_length=12, unique=True)
    kind = models.CharField(_("clase"), max_length=40)
    title = models.CharField(_("asunto"), max_length=200)
    language = models.CharField(_("idioma"), max_length=10)
    state = models.CharField(_("estado"), max_length=20, choices=SubmissionState, default=SubmissionState.NEW)
    channel = models.CharField(
        _("por dónde llegó"), max_length=10, choices=SubmissionChannel, default=SubmissionChannel.ONLINE
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    district = models.ForeignKey(
        District,
        verbose_name=_("distrito"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="submissions",
    )
    neighbourhood = models.ForeignKey(
        Neighbourhood, verbose_name=_("barrio"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    place = models.CharField(_("lugar"), max_length=200, blank=True)
    #: code of a theme of the vocabulary, or what else the kind sorts by
    topic = models.CharField(_("tema"), max_length=80, blank=True)
    unit = models.ForeignKey(
        Unit, verbose_name=_("área responsable"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("quién lo lleva"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    name = EncryptedTextField(_("nombre"), blank=True)
    email = EncryptedTextField(_("correo"), blank=True)
    phone = EncryptedTextField(_("teléfono"), blank=True)
    address = EncryptedTextField(_("domicilio"), blank=True)
    #: keyed hashes of address and phone: the same person is found, and stays countable after the purge
    mark = models.CharField(max_length=64, blank=True, db_index=True)
    phone_mark = models.CharField(max_length=64, blank=True, db_index=True)
    answer_by = models.CharField(_("cómo responder"), max_length=10, choices=AnswerBy, default=AnswerBy.NONE)
    consent = models.TextField(_("texto aceptado"), blank=True)
    consented_at = models.DateTimeField(null=True, blank=True)
    may_publish = models.BooleanField(_("quien lo mandó acepta que se publique"), default=False)

    received_at = models.DateTimeField(_("recibido"), default=timezone.now)
    opened_at = models.DateTimeField(_("leído"), null=True, blank=True)
    answered_at = models.DateTimeField(_("respondido"), null=True, blank=True)
    closed_at = models.DateTimeField(_("cerrado"), null=True, blank=True)
    published_at = models.DateTimeField(_("publicado"), null=True, blank=True)
    #: while this is in the future nobody is told of it: it came during an attack, without a confirmed address
    held_until = models.DateTimeField(null=True, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)

    waits_for = models.CharField(_("a quién espera"), max_length=10, choices=WaitsFor, blank=True)
    waits_since = models.DateTimeField(null=True, blank=True)
    waits_note = models.CharField(_("qué espera"), max_length=200, blank=True)
    #: working days that the office's clock had used when it stood still the last time
    used_days = models.PositiveSmallIntegerField(default=0)
    #: since when the clock runs; empty while it stands still
    clock_since = models.DateTimeField(null=True, blank=True, default=timezone.now)
    #: by when what was promised in the answer is done
    promised_by = models.DateField(_("para cuándo"), null=True, blank=True)

    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="duplicates")
    continues = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="continued")
    #: keyed hash of what it says and of who says it
    fingerprint = models.CharField(max_length=64, db_index=True)
    #: files (portal.uploads); the id of the draft that it came from
    bundle = models.UUIDField(null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    personal_data = PersonalData(
        # the keyed hashes stay: `afterwards` says so
        fields=("name", "email", "phone", "address", "consent"),
        purpose=_("Responder a quien nos escribe, y nada más."),
        days=90,
        since=_("el cierre del asunto"),
        afterwards=_("Una huella que no dice quién fue, para contar sin nombrar."),
        readers=_("El equipo del distrito que responde."),
        ground=_("Tu consentimiento al mandarlo."),
        from_public=True,
    )

    class Meta:
        verbose_name = _("envío")
        verbose_name_plural = _("envíos")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["district", "state", "received_at"], name="submissions_queue"),
            models.Index(fields=["kind", "state"], name="submissions_kind_state"),
        ]

    def __str__(self):
        return f"{self.code} · {self.title}"

    @property
    def stage(self) -> PublicStage:
        """What the sender reads of the state."""
        return STAGES[SubmissionState(self.state)]

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state in OPEN_STATES

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is done about it."""
        return self.state in CLOSED_STATES


class SubmissionContent(models.Model):
    """What a kind of submission says; each kind has a model that extends this one."""

    submission = models.OneToOneField(
        Submission, on_delete=models.CASCADE, primary_key=True, related_name="%(class)s", editable=False
    )

    class Meta:
        abstract = True

    def __str__(self):
        return str(self.submission)


def content_if_kept(submission: Submission, kind: SubmissionKind | None) -> SubmissionContent | None:
    """Return what a submission says; None where it was purged, or where its kind is not there any more."""
    return kind and kind.model.objects.filter(submission=submission).first()


def submission_content(submission: Submission, kind: SubmissionKind) -> SubmissionContent:
    """Return what a submission of a kind says. Raises the model's DoesNotExist where it was purged."""
    return kind.model.objects.get(submission=submission)
