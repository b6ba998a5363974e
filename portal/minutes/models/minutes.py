"""The minutes of one session: the draft that people write, and the versions that everybody may read."""

from __future__ import annotations

from functools import cached_property

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.councils.models import SessionPage
from portal.minutes.choices import PUBLISHED_STATES, MinutesState
from portal.personal_data.declaration import PersonalData
from portal.personal_data.encryption import EncryptedJSONField, EncryptedTextField

#: days after the approval in which the office's remark and the draft's words may still be looked up
KEPT_DAYS = 90


class Minutes(models.Model):
    """One row per session, under the first version of its page. What is public is the latest version, never the draft."""

    session = models.OneToOneField(
        SessionPage, verbose_name=_("sesión"), on_delete=models.CASCADE, related_name="minutes_record"
    )
    state = models.CharField(_("estado"), max_length=12, choices=MinutesState, default=MinutesState.DRAFT)
    #: {key: text} as portal/minutes/content.py names the keys; right or wrong, so that nothing is lost
    draft = EncryptedJSONField(_("lo que se está escribiendo"), default=dict, blank=True)
    #: grows with each change of the draft
    draft_number = models.PositiveIntegerField(default=0)
    #: the number of the draft that the latest version was made of
    published_number = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    #: what only the office reads; leaves the draft when it is published
    remarks = EncryptedTextField(_("nota para el equipo"), blank=True)
    review_asked_at = models.DateTimeField(null=True, blank=True)
    #: why the reviewer gave it back, in plain words
    review_answer = models.TextField(_("por qué volvió"), blank=True)
    #: the list of agreements of the same evening: its texts, frozen, and since when everybody reads it
    agreements_list = models.JSONField(default=list, blank=True)
    agreements_at = models.DateTimeField(null=True, blank=True)
    provisional_at = models.DateTimeField(null=True, blank=True)
    #: the last day on which corrections are asked for
    corrections_until = models.DateField(_("correcciones hasta"), null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_in = models.ForeignKey(
        SessionPage,
        verbose_name=_("la aprobó la sesión"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    #: what whoever published a correction should know of other agendas; not stored
    told = ()
    #: how many people came, as the latest version says; None while nothing is public or nobody counted
    total = models.PositiveIntegerField(_("personas"), null=True, blank=True)

    personal_data = PersonalData(
        fields=("draft", "remarks"),
        labels={"draft": _("lo que se está escribiendo"), "remarks": _("la nota para el equipo")},
        title=_("actas de sesiones"),
        purpose=_("Escribir el acta de la sesión."),
        days=KEPT_DAYS,
        since=_("la aprobación del acta"),
        afterwards=_("Las versiones publicadas del acta, sin datos de personas."),
        readers=_("El equipo del distrito."),
        ground=_("La obligación de dar cuenta de cada sesión."),
    )

    class Meta:
        verbose_name = _("acta")
        verbose_name_plural = _("actas")
        indexes = [models.Index(fields=["state", "provisional_at"], name="minutes_state")]

    def __str__(self):
        return f"{_('acta')} {self.session.reference}"

    @cached_property
    def latest(self) -> MinutesVersion | None:
        """What everybody may read: the version with the highest number; None while nothing was published."""
        return self.versions.order_by("-number").first()

    @property
    def is_published(self) -> bool:
        """Whether a version is public, provisional or approved."""
        return self.state in PUBLISHED_STATES

    @property
    def is_provisional(self) -> bool:
        """Whether what is public may still be corrected: whatever is drawn from it must say so."""
        return self.state == MinutesState.PROVISIONAL

    @property
    def has_unpublished_changes(self) -> bool:
        """Whether somebody wrote something that no version holds yet."""
        return self.draft_number > self.published_number


class MinutesVersion(models.Model):
    """One published state of the minutes. It never changes; a correction is a new version with its reason."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("versión"))
    state = models.CharField(_("estado"), max_length=12, choices=MinutesState)
    #: {key: text}; nothing private is in it
    content = models.JSONField()
    #: {code: {title, number}} of the agenda's public points as they stood then
    points = models.JSONField(default=list)
    at = models.DateTimeField(_("cuándo"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField(_("por qué"), blank=True)

    class Meta:
        verbose_name = _("versión del acta")
        verbose_name_plural = _("versiones del acta")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["minutes", "number"], name="minutes_version_once")]

    def __str__(self):
        return f"{self.minutes_id}.{self.number}"


class CountChange(models.Model):
    """One number of the attendance that was changed after it had been written down: who, when, from what to what."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="count_changes")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    key = models.CharField(max_length=40)
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12, blank=True)

    class Meta:
        verbose_name = _("cambio de un número")
        verbose_name_plural = _("cambios de números")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.key}: {self.before} → {self.after}"


class MinutesTranslation(models.Model):
    """The words of one version in another language: {key: text} of the texts alone; numbers and facts are the same."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(_("idioma"), max_length=10)
    texts = models.JSONField(default=dict)
    #: {key: the source's text that was translated}: a text that changed since is shown in its own language
    sources = models.JSONField(default=dict)
    saved_at = models.DateTimeField(auto_now=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("traducción del acta")
        verbose_name_plural = _("traducciones del acta")
        constraints = [models.UniqueConstraint(fields=["minutes", "language"], name="minutes_translation_once")]

    def __str__(self):
        return f"{self.minutes_id} ({self.language})"
