"""The lines by which people know their way on the city's map: its river, its streams, its main streets."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MapLineKind(models.TextChoices):
    """What a line of the map is."""

    RIVER = "river", _("Río o arroyo")
    STREET = "street", _("Calle principal")


class MapLine(models.Model):
    """One river or street as it is drawn: made by `manage.py import_map_lines`, all of them at once."""

    name = models.CharField(_("nombre"), max_length=160)
    kind = models.CharField(_("clase"), max_length=10, choices=MapLineKind)
    geometry = models.JSONField(_("trazado"))  # GeoJSON, LineString or MultiLineString, degrees

    class Meta:
        verbose_name = _("línea del mapa")
        verbose_name_plural = _("líneas del mapa")
        ordering = ["kind", "name", "pk"]

    def __str__(self):
        return self.name
