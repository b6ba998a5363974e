"""An import of streets or of the map's lines in the admin: its file until it is done, its report, and what was before."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.storage import PrivateStorage, unguessable_name


def map_data_file_name(instance: MapDataImport, filename: str) -> str:
    """Return a name that nobody guesses and that says nothing of the file (upload_to of MapDataImport)."""
    return unguessable_name("map-data")


class MapTable(models.TextChoices):
    """Which table of the city a file replaces as a whole."""

    STREETS = "streets", _("Calles")
    LINES = "lines", _("Río y calles principales del mapa")


class MapDataImport(models.Model):
    """What one person brings in at one time, or that she emptied a table. Files go after their time (retention.py)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("quién"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created = models.DateTimeField(_("cuándo"), default=timezone.now)
    table = models.CharField(_("tabla"), max_length=10, choices=MapTable)
    # empty where the table was emptied
    name = models.CharField(_("archivo"), max_length=255, blank=True)
    file = models.FileField(storage=PrivateStorage(), upload_to=map_data_file_name, blank=True)
    imported = models.DateTimeField(_("importado"), null=True)
    # what stood there before, as JSON: it can be taken back while this is the latest import of its table
    former = models.FileField(storage=PrivateStorage(), upload_to=map_data_file_name, blank=True)
    taken_back = models.DateTimeField(_("deshecho"), null=True)
    # [[line, what is wrong]] of what stored nothing; emptied after a month
    faults = models.JSONField(default=list)
    # {"stored", "former", "faults"}
    counts = models.JSONField(_("resultado"), default=dict)

    class Meta:
        verbose_name = _("importación de calles o de líneas del mapa")
        verbose_name_plural = _("importaciones de calles y de líneas del mapa")
        ordering = ["-created", "-pk"]
        default_permissions = []

    def __str__(self):
        return self.name or str(_("Tabla vaciada"))

    def can_be_taken_back(self):
        """Tell whether what stood there before is kept, and nothing came after."""
        if not self.imported or self.taken_back or not self.former:
            return False
        later = MapDataImport.objects.filter(table=self.table, imported__gt=self.imported)
        return not later.exists()

    def forget_files(self):
        """Delete the files, from the disk first: a crash between leaves no file that nobody knows of."""
        for file in (self.file, self.former):
            if file:
                file.delete(save=False)
        self.save(update_fields=["file", "former"])
