"""Templates of answers with their texts by language, and when somebody was reminded of a matter."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.submissions.choices import SubmissionState
from portal.submissions.models import Submission

from .placeholders import placeholder_faults

#: the decisions for which a template may be written
TEMPLATE_STATES = (
    SubmissionState.ACCEPTED,
    SubmissionState.DECLINED,
    SubmissionState.NEEDS_INFORMATION,
    SubmissionState.MERGED,
)


class AnswerTemplate(models.Model):
    """An answer that is given often; whoever answers changes it before it goes out."""

    name = models.CharField(
        _("nombre"), max_length=120, unique=True, help_text=_("Como la buscas al responder: «Ya está en obra».")
    )
    kind = models.CharField(_("clase"), max_length=40, blank=True, help_text=_("Vacío: sirve para todas."))
    state = models.CharField(
        _("para qué"), max_length=20, choices=[(state.value, state.label) for state in TEMPLATE_STATES]
    )
    active = models.BooleanField(_("en uso"), default=True)

    class Meta:
        verbose_name = _("plantilla de respuesta")
        verbose_name_plural = _("plantillas de respuesta")
        ordering = ["state", "name"]

    def __str__(self):
        return self.name

    def text_in(self, language: str) -> tuple[str, str]:
        """Return (text, its language): in `language` (code), or else in the city's own. One query for each template."""
        known = {row.language: row.text for row in self.texts.all()}
        said = language if known.get(language) else settings.LANGUAGE_CODE
        return known.get(said, ""), said


class AnswerText(models.Model):
    """The text of a template in one language."""

    template = models.ForeignKey(AnswerTemplate, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("idioma"), max_length=10)
    text = models.TextField(_("texto"))

    class Meta:
        verbose_name = _("texto de una plantilla")
        verbose_name_plural = _("textos de plantillas")
        constraints = [models.UniqueConstraint(fields=["template", "language"], name="answer_text_once")]

    def __str__(self):
        return f"{self.template} ({self.language})"

    def clean(self):
        """Raise ValidationError beside a text with a placeholder that nobody fills in."""
        if faults := placeholder_faults(self.text):
            raise ValidationError({"text": faults})


class QueueReminder(models.Model):
    """When the portal last reminded somebody of a matter, so that it does so once a week, or once."""

    class Purpose(models.TextChoices):
        """Who is reminded of what."""

        LATE = "late", _("Al equipo, de un asunto tarde")
        SILENT = "silent", _("A quien lo mandó, de una pregunta")

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="reminders")
    purpose = models.CharField(max_length=10, choices=Purpose)
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = _("recordatorio")
        verbose_name_plural = _("recordatorios")
        constraints = [models.UniqueConstraint(fields=["submission", "purpose"], name="queue_reminder_once")]

    def __str__(self):
        return f"{self.submission_id} · {self.get_purpose_display()}"
