"""The lists and the facts of neighbourhoods, where they show more than their own row."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import InspectView

from portal.access.scoped import ScopedIndexView
from portal.territory.models import CoverageCount, CoverageKind, Neighbourhood

#: {attribute of a row: (kind, column)}: the latest counters that the export carries; liaisons are counted by area
LATEST = {
    "blocks": (CoverageKind.BLOCKS, "value"),
    "blocks_in_all": (CoverageKind.BLOCKS, "total"),
    "officials": (CoverageKind.OFFICIALS, "value"),
    "promoters": (CoverageKind.PROMOTERS, "value"),
}


def with_latest_counters(rows: QuerySet[Neighbourhood]) -> QuerySet[Neighbourhood]:
    """Return neighbourhoods (QuerySet) with the latest counters as attributes, see LATEST."""
    counts = CoverageCount.objects.filter(neighbourhood=OuterRef("pk")).order_by("-date", "-pk")
    return rows.annotate(
        **{name: Subquery(counts.filter(kind=kind).values(column)[:1]) for name, (kind, column) in LATEST.items()}
    )


class NeighbourhoodIndexView(ScopedIndexView):
    """The list, with the date of the last counter, and found by postal code too."""

    def get_base_queryset(self):
        """Return the rows; the export carries the counters as well."""
        # a subquery: grouped rows would lose their order by name
        newest = CoverageCount.objects.filter(neighbourhood=OuterRef("pk")).order_by("-date").values("date")[:1]
        rows = super().get_base_queryset().annotate(last_counted=Subquery(newest))
        return with_latest_counters(rows) if self.is_export else rows

    def search_queryset(self, queryset):
        """Find without repeating a neighbourhood that has several matching postal codes."""
        if not self.is_searching:
            return queryset
        found = super().search_queryset(self.model._default_manager.order_by())
        return queryset.filter(pk__in=found.values("pk"))


class NeighbourhoodInspectView(InspectView):
    """The facts of a neighbourhood with its codes, sections, links and counters, for those who may not change them."""

    more = {
        "postal_codes": _("códigos postales"),
        "parts": _("secciones"),
        "links": _("grupos y páginas"),
        "counts": _("conteos"),
    }

    def get_field_label(self, field_name, field):
        """Return the label; what hangs on the neighbourhood has none of its own."""
        return (
            capfirst(self.more[field_name]) if field_name in self.more else super().get_field_label(field_name, field)
        )

    def get_counts_display_value(self):
        """Return the counters one below the other, newest first."""
        return format_html_join("", "<div>{}</div>", ((count,) for count in self.object.counts.all())) or "-"
