"""Everything that happened to a matter, one row for each step; nothing of it is ever changed."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.submissions.choices import HistoryAction, SubmissionState


class HistoryEntry(models.Model):
    """One step: what, when, by whom, from which state to which, with its reason. Internal ones stay in the office."""

    submission = models.ForeignKey("submissions.Submission", on_delete=models.CASCADE, related_name="history")
    action = models.CharField(_("qué pasó"), max_length=20, choices=HistoryAction)
    at = models.DateTimeField(_("cuándo"), default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("quién"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Vacío: quien lo mandó, o el portal mismo."),
    )
    by_sender = models.BooleanField(default=False)
    from_state = models.CharField(max_length=20, choices=SubmissionState, blank=True)
    to_state = models.CharField(max_length=20, choices=SubmissionState, blank=True)
    #: reason, question or remark in plain words
    text = models.TextField(_("texto"), blank=True)
    internal = models.BooleanField(_("solo para el equipo"), default=False)
    #: what else belongs to the step, such as {"from": district code, "to": district code}; no personal data
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("paso")
        verbose_name_plural = _("historia")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["submission", "at"], name="submissions_history")]

    def __str__(self):
        return f"{self.get_action_display()} ({self.at:%Y-%m-%d %H:%M})"
