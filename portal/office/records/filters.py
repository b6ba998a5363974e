"""The filters of the records' lists: what is of which district and kind, and what is missing or old."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from portal.access.scoped import ScopedFilterSet
from portal.territory.models import CoverageCount, Neighbourhood, Organisation, Unit, Venue

COUNT_HOLDS = timedelta(days=365)


def counted_lately(rows: QuerySet[Neighbourhood]) -> QuerySet[Neighbourhood]:
    """Return neighbourhoods (QuerySet) with `counted_lately`: whether something was counted there within a year."""
    since = timezone.localdate() - COUNT_HOLDS
    counts = CoverageCount.objects.filter(neighbourhood=OuterRef("pk"), date__gte=since)
    return rows.annotate(counted_lately=Exists(counts))


class NeighbourhoodFilter(ScopedFilterSet):
    """What an editor looks for: barrios without anybody responsible, and counters older than a year."""

    responsible = ChoiceFilter(
        label=_("Quién responde"),
        method="by_responsible",
        choices=[("missing", _("Falta decir quién")), ("known", _("Está dicho"))],
    )
    counted = ChoiceFilter(
        label=_("Conteos"),
        method="by_counters",
        choices=[("old", _("Ninguno en el último año")), ("lately", _("Del último año"))],
    )

    class Meta:
        model = Neighbourhood
        fields = ["district", "kind", "responsible", "counted", "social_index", "connectivity"]

    def by_responsible(self, rows, name, value):
        """Keep those with, or without, a role that answers for them."""
        return rows.filter(responsible_role="") if value == "missing" else rows.exclude(responsible_role="")

    def by_counters(self, rows, name, value):
        """Keep those counted within a year, or not."""
        return counted_lately(rows).filter(counted_lately=value == "lately")


class VenueFilter(ScopedFilterSet):
    """Venues by district and kind, and by what a person must know to get in."""

    class Meta:
        model = Venue
        fields = ["district", "neighbourhood", "kind", "active", "step_free", "accessible_toilet", "hearing_loop"]


class UnitFilter(ScopedFilterSet):
    """Units by district."""

    class Meta:
        model = Unit
        fields = ["district", "active"]


class OrganisationFilter(ScopedFilterSet):
    """Organisations by district and kind."""

    class Meta:
        model = Organisation
        fields = ["district", "kind"]
