"""An import of boundaries in the admin: its file until it is done, what was chosen, and its report."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.storage import PrivateStorage, unguessable_name


def boundary_file_name(instance: BoundaryImport, filename: str) -> str:
    """Return a name that nobody guesses and that says nothing of the file (upload_to of BoundaryImport)."""
    return unguessable_name("boundaries")


class BoundaryImport(models.Model):
    """What one person brings in at one time. The file goes when it was imported, or after a week."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("quién"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created = models.DateTimeField(_("cuándo"), default=timezone.now)
    name = models.CharField(_("archivo"), max_length=255)
    file = models.FileField(storage=PrivateStorage(), upload_to=boundary_file_name, blank=True)
    # what the form of the preview last said; empty until then
    choices = models.JSONField(default=dict)
    imported = models.DateTimeField(_("importado"), null=True)
    # [{"number", "action", "title", "details"}] of what was imported; emptied after a month
    lines = models.JSONField(default=list)
    # {action of territory.boundaries.report: how many}
    counts = models.JSONField(_("resultado"), default=dict)

    class Meta:
        app_label = "office"
        verbose_name = _("importación de límites")
        verbose_name_plural = _("importaciones de límites")
        ordering = ["-created", "-pk"]
        default_permissions = []

    def __str__(self):
        return self.name

    def forget_file(self):
        """Delete the file, from the disk first: a crash between leaves no file that nobody knows of."""
        if self.file:
            self.file.delete(save=True)
