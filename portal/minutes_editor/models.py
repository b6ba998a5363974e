"""Which account was reminded of which session's missing minutes, so that no mail is sent twice."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.councils.models import SessionPage


class MinutesReminder(models.Model):
    """One account, one session, and on which of the days after it (3 or 7) the reminder was due."""

    session = models.ForeignKey(SessionPage, on_delete=models.CASCADE, related_name="minutes_reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = _("recordatorio de un acta")
        verbose_name_plural = _("recordatorios de actas")
        constraints = [models.UniqueConstraint(fields=["session", "user", "day"], name="minutes_reminder_once")]

    def __str__(self):
        return f"{self.session_id} · {self.day}"
