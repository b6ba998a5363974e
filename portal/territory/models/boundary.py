"""Where a district or a neighbourhood begins and ends, and where it did before."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .district import District
from .neighbourhood import Neighbourhood


class BoundaryQuerySet(models.QuerySet):
    """Listing verbs of boundaries."""

    def current(self):
        """Return the boundaries that hold today."""
        return self.filter(valid_to__isnull=True)

    def around(self, longitude, latitude):
        """Return those whose box holds a point (degrees, WGS 84); whether the shape does, the caller asks."""
        return self.filter(west__lte=longitude, east__gte=longitude, south__lte=latitude, north__gte=latitude)


class Boundary(models.Model):
    """One boundary of one district or neighbourhood, with the days on which it held; the earlier ones are kept."""

    district = models.ForeignKey(
        District, null=True, blank=True, on_delete=models.CASCADE, related_name="boundaries", verbose_name=_("distrito")
    )
    neighbourhood = models.ForeignKey(
        Neighbourhood,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="boundaries",
        verbose_name=_("barrio"),
    )
    geometry = models.JSONField(_("geometría"))  # a GeoJSON MultiPolygon in WGS 84, RFC 7946
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    valid_from = models.DateField(_("vale desde"))
    valid_to = models.DateField(_("valió hasta"), null=True, blank=True)
    source = models.CharField(_("fuente"), max_length=200, blank=True)
    licence = models.CharField(_("licencia"), max_length=80, blank=True)
    fingerprint = models.CharField(max_length=64)  # SHA-256 of the geometry: tells whether an import brings a new one

    objects = BoundaryQuerySet.as_manager()

    class Meta:
        verbose_name = _("límite")
        verbose_name_plural = _("límites")
        ordering = ["-valid_from", "-pk"]
        indexes = [
            # what is at a point: the whole question in the index, not in rows that carry their geometry
            models.Index(
                fields=["west", "east", "south", "north"],
                condition=models.Q(valid_to__isnull=True),
                name="territory_boundary_box",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(district__isnull=True) ^ models.Q(neighbourhood__isnull=True),
                name="territory_boundary_of_one",
            ),
            models.UniqueConstraint(
                fields=["district"], condition=models.Q(valid_to__isnull=True), name="territory_one_district_boundary"
            ),
            models.UniqueConstraint(
                fields=["neighbourhood"],
                condition=models.Q(valid_to__isnull=True),
                name="territory_one_neighbourhood_boundary",
            ),
        ]

    def __str__(self):
        return f"{self.district or self.neighbourhood} ({self.valid_from})"
