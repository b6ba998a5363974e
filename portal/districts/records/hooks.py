"""The territory in the admin, in its simplest form: districts, neighbourhoods, organisations."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from portal.territory.models import District, Neighbourhood, Organisation


class DistrictViewSet(ModelViewSet):
    model = District
    icon = "site"
    list_display = ["name", "code", "kind", "phone", "active"]
    panels = [
        FieldPanel(name)
        for name in ("name", "code", "kind", "seat_name", "address", "phone", "email", "order", "active")
    ]


class NeighbourhoodViewSet(ModelViewSet):
    model = Neighbourhood
    icon = "home"
    list_display = ["name", "district", "kind"]
    list_filter = ["district"]
    search_fields = ["name"]
    panels = [FieldPanel(name) for name in ("name", "code", "district", "kind")]


class OrganisationViewSet(ModelViewSet):
    model = Organisation
    icon = "group"
    list_display = ["name", "url"]
    search_fields = ["name"]
    panels = [FieldPanel("name"), FieldPanel("url")]


class TerritoryGroup(ViewSetGroup):
    """The menu "Territorio"."""

    menu_label = _("Territorio")
    menu_icon = "site"
    menu_order = 200
    items = [DistrictViewSet("districts"), NeighbourhoodViewSet("neighbourhoods"), OrganisationViewSet("organisations")]


@hooks.register("register_admin_viewset")
def register_territory():
    return TerritoryGroup()
