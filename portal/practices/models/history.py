"""What was last changed in a practice, in words a reader understands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PracticeChange(models.Model):
    """One publication of a practice and the names of the fields that it changed."""

    page = models.ForeignKey("practices.PracticePage", on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField(_("cuándo"))
    fields = models.JSONField(_("qué cambió"), default=list)
    fingerprints = models.JSONField(default=dict)  # {field: hash} after the change, to tell the next one

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("cambio de una experiencia")

    def __str__(self):
        return f"{self.at:%Y-%m-%d} {', '.join(self.fields)}"
