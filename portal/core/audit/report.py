"""The report «Registro de cambios»: Wagtail's site history with districts, details and the same rule of who sees what."""

import django_filters
from django.db.models import Q
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports.audit_logging import LogEntriesView, SiteHistoryReportFilterSet
from wagtail.models import PageLogEntry

from portal.core.roles import is_curator, scopes_of
from portal.territory.models import District

from .places import DISTRICT
from .rules import ANSWERS

WHOLE_CITY = "city"


def districts_for(user):
    """Return [(id, name)] of the districts by which an account may filter; the curators' first choice is the whole city."""
    if is_curator(user):
        return [(WHOLE_CITY, _("Toda la ciudad")), *District.objects.values_list("pk", "name")]
    hers = {scope.district for scope in scopes_of(user) if scope.role in ANSWERS}
    return list(District.objects.filter(pk__in=hers).values_list("pk", "name"))


def in_districts(values):
    """Return the condition (Q) on the entries of districts: ids as words, or WHOLE_CITY."""
    wanted = Q(**{f"data__{DISTRICT}__in": [int(value) for value in values if value != WHOLE_CITY]})
    return wanted | Q(**{f"data__{DISTRICT}": None}) if WHOLE_CITY in values else wanted


class ChangesFilterSet(SiteHistoryReportFilterSet):
    """Name, kind, what was done, by whom, when, in which district."""

    district = django_filters.MultipleChoiceFilter(
        label=_("Distrito"), method="filter_district", widget=CheckboxSelectMultiple, field_name="pk"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = districts_for(self.request.user)
        if choices:
            self.filters["district"].extra["choices"] = choices
        else:
            del self.filters["district"]

    def filter_district(self, queryset, name, value):
        """Keep the entries of these districts; of the whole city are those that say they have none."""
        return queryset.filter(in_districts(value)) if value else queryset

    class Meta:
        model = PageLogEntry
        fields = []


class ChangesView(LogEntriesView):
    """The list, its results and its export."""

    page_title = _("Registro de cambios")
    results_template_name = "core/audit/results.html"
    index_url_name = "changes_report"
    index_results_url_name = "changes_report_results"
    filterset_class = ChangesFilterSet
    export_headings = {**LogEntriesView.export_headings, "district_name": _("Distrito"), "comment": _("Detalle")}
    list_export = [*LogEntriesView.list_export, "district_name", "comment"]

    def decorate_paginated_queryset(self, queryset):
        """Return the entries with the names of their districts, read at once."""
        entries = super().decorate_paginated_queryset(queryset)
        names = dict(District.objects.values_list("pk", "name"))
        for entry in entries:
            entry.district_name = names.get(entry.data.get(DISTRICT), "")
        return entries
