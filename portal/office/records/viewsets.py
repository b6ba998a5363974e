"""The screens of the territory in the admin: its records, each with its list, filters, export and form."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column

from portal.access.scoped import ScopedChooserViewSet, ScopedModelViewSet
from portal.districts.opening.record_views import OPEN_INSTEAD_OF_ADD, DistrictEditView
from portal.territory.models import District, Neighbourhood, Organisation, Unit, Venue

from . import filters, panels, views
from .forms import NewOrganisationForm

FACTS = (
    "name", "code", "kind", "district", "wave", "population", "population_year", "population_source", "social_index",
    "social_index_year", "social_index_source", "connectivity", "connectivity_year", "connectivity_source",
    "responsible_role", "responsible_unit", "responsible_phone", "responsible_email",
)  # fmt: skip


def record_district_label(row: Unit) -> District | str:
    """Return the district of a record as its list says it."""
    return row.district or _("Toda la ciudad")


class DistrictViewSet(ScopedModelViewSet):
    """Districts: their team keeps the facts of the centre."""

    model = District
    icon = "site"
    copy_view_enabled = False
    list_display = ["name", "seat_name", "phone", "email", BooleanColumn("active", label=_("Abierto"))]
    list_export = ["name", "code", "kind", "seat_name", "address", "phone", "email", "active", "closed_on"]
    search_fields = ["name", "code", "seat_name", "address"]
    inspect_view_fields = list_export
    edit_handler = panels.DISTRICT
    edit_view_class = DistrictEditView

    def get_index_view_kwargs(self, **kwargs):
        """Return the settings of the list: a district is opened, with all that belongs to it."""
        return {**super().get_index_view_kwargs(**kwargs), **OPEN_INSTEAD_OF_ADD}


class NeighbourhoodViewSet(ScopedModelViewSet):
    """Neighbourhoods: facts, who answers for them, counters."""

    model = Neighbourhood
    icon = "home"
    copy_view_enabled = False
    index_view_class = views.NeighbourhoodIndexView
    inspect_view_class = views.NeighbourhoodInspectView
    list_display = [
        "name",
        Column("district", label=_("Distrito"), sort_key="district__name"),
        "kind",
        Column("responsible_role", label=_("Quién responde"), sort_key="responsible_role"),
        Column("last_counted", label=_("Último conteo"), sort_key="last_counted"),
    ]
    list_select_related = ("district", "responsible_unit")
    list_export = [*FACTS, *views.LATEST, "last_counted"]
    export_headings = {
        "blocks": _("Manzanas convocadas"),
        "blocks_in_all": _("Manzanas en total"),
        "officials": _("Funcionarias y funcionarios"),
        "promoters": _("Promotoras y promotores"),
        "last_counted": _("Último conteo"),
    }
    list_per_page = 50
    filterset_class = filters.NeighbourhoodFilter
    search_fields = ["name", "code", "postal_codes__code", "responsible_role"]
    inspect_view_fields = [*FACTS, *views.NeighbourhoodInspectView.more]
    edit_handler = panels.NEIGHBOURHOOD


class VenueViewSet(ScopedModelViewSet):
    """Places where people meet."""

    model = Venue
    icon = "group"
    list_display = [
        "name",
        "kind",
        Column("district", label=_("Distrito"), sort_key="district__name"),
        Column("neighbourhood", label=_("Barrio"), sort_key="neighbourhood__name"),
        "address",
        BooleanColumn("step_free", label=_("Sin escalones")),
    ]
    list_select_related = ("district", "neighbourhood")
    list_export = [
        "name", "kind", "district", "neighbourhood", "address", "directions", "latitude", "longitude", "phone",
        "step_free", "accessible_toilet", "hearing_loop", "access_note", "active",
    ]  # fmt: skip
    list_per_page = 50
    filterset_class = filters.VenueFilter
    search_fields = ["name", "address", "neighbourhood__name"]
    inspect_view_fields = list_export
    edit_handler = panels.VENUE


class UnitViewSet(ScopedModelViewSet):
    """Departments of the government."""

    model = Unit
    icon = "clipboard-list"
    copy_view_enabled = False
    list_display = [
        "name",
        Column("district", accessor=record_district_label, label=_("Distrito"), sort_key="district__name"),
        "phone",
    ]
    list_select_related = ("district",)
    list_export = ["name", "code", "district", "phone", "email", "active"]
    filterset_class = filters.UnitFilter
    search_fields = ["name", "code"]
    inspect_view_fields = list_export
    edit_handler = panels.UNIT


class OrganisationViewSet(ScopedModelViewSet):
    """Partners of the city."""

    model = Organisation
    icon = "group"
    copy_view_enabled = False
    list_display = ["name", "kind", Column("district", label=_("Distrito"), sort_key="district__name"), "url"]
    list_select_related = ("district",)
    list_export = ["name", "kind", "district", "url", "agreement_date"]
    list_per_page = 50
    filterset_class = filters.OrganisationFilter
    search_fields = ["name"]
    inspect_view_fields = list_export
    edit_handler = panels.ORGANISATION


class OrganisationChooser(ScopedChooserViewSet):
    """Choosing an organisation in the form of a practice, or adding it there."""

    model = Organisation
    icon = "group"
    choose_one_text = _("Elegir una organización")
    choose_another_text = _("Elegir otra")
    edit_item_text = _("Editar esta organización")
    creation_tab_label = _("Agregar una nueva")
    creation_form_class = NewOrganisationForm
