"""The report «Registro de cambios»: Wagtail's site history with districts, details and the same rule of who sees what."""

import django_filters
from django.db.models import Model, Q
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.reports.audit_logging import (
    LogEntriesView,
    SiteHistoryReportFilterSet,
    get_users_for_filter,
)
from wagtail.models import PageLogEntry
from wagtail.permissions import policy_registry

from portal.access.roles import is_curator, scopes_of
from portal.core.models import User
from portal.territory.models import District

from .places import DISTRICT
from .rules import ANSWERS

WHOLE_CITY = "city"


def districts_for(user: User) -> list[tuple[int | str, str]]:
    """Return [(id, name)] of the districts by which an account may filter; the curators' first choice is the whole city."""
    if is_curator(user):
        return [(WHOLE_CITY, _("Toda la ciudad")), *District.objects.values_list("pk", "name")]
    hers = {scope.district for scope in scopes_of(user) if scope.role in ANSWERS}
    return list(District.objects.filter(pk__in=hers).values_list("pk", "name"))


def in_districts(values: list[str]) -> Q:
    """Return the condition (Q) on the entries of districts: ids as words, or WHOLE_CITY."""
    wanted = Q(**{f"data__{DISTRICT}__in": [int(value) for value in values if value != WHOLE_CITY]})
    return wanted | Q(**{f"data__{DISTRICT}": None}) if WHOLE_CITY in values else wanted


def edit_urls(user: User, items: list[Model]) -> dict[Model, str]:
    """Return {object: address of its form} for those of the objects that an account may edit; asked once for each model."""
    finder, urls = AdminURLFinder(), {}
    for model in {type(item) for item in items}:
        same = [item for item in items if type(item) is model]
        policy = policy_registry.get_by_type(model)
        hers = policy.instances_user_has_any_permission_for(user, ["change"])
        allowed = set(hers.filter(pk__in=[item.pk for item in same]).values_list("pk", flat=True))
        urls |= {item: finder.get_edit_url(item) for item in same if item.pk in allowed}
    return urls


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

    def get_users_queryset(self):
        """Return the accounts that did what one may see."""
        return get_users_for_filter(self.request.user)

    def filter_district(self, queryset, name, value):
        """Keep the entries of these districts; of the whole city are those that say they have none."""
        return queryset.filter(in_districts(value)) if value else queryset

    class Meta:
        model = PageLogEntry
        fields = []


class ChangesView(LogEntriesView):
    """The list, its results and its export."""

    page_title = _("Registro de cambios")
    results_template_name = "access/audit/results.html"
    index_url_name = "changes_report"
    index_results_url_name = "changes_report_results"
    filterset_class = ChangesFilterSet
    export_headings = {**LogEntriesView.export_headings, "district_name": _("Distrito"), "comment": _("Detalle")}
    list_export = [*LogEntriesView.list_export, "district_name", "comment"]

    def decorate_paginated_queryset(self, queryset):
        """Return the entries of a page of the list with their districts' names and links, in a fixed number of queries."""
        wanted = [(row["log_model_index"], row["pk"]) for row in queryset]
        found = {}
        for index, model in enumerate(self.log_models):
            pks = [pk for place, pk in wanted if place == index]
            rows = model.objects.prefetch_related("user", "content_type").filter(pk__in=pks)
            found |= {(index, entry.pk): (entry, item) for entry, item in rows.with_instances()}
        names = dict(District.objects.values_list("pk", "name"))
        urls = edit_urls(self.request.user, [item for _entry, item in found.values() if item is not None])
        for entry, item in found.values():
            entry.district_name = names.get(entry.data.get(DISTRICT), "")
            entry.edit_url = urls.get(item)
        return [found[key][0] for key in wanted]


# Wagtail's own view offers every account that ever did something as a filter.
LogEntriesView.filterset_class = ChangesFilterSet
