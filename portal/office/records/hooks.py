"""The menu "Territorio" and the choosers of its records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from portal.office.boundaries.viewset import BoundaryImportViewSet

from . import viewsets
from .venue_chooser import VenueChooser

if TYPE_CHECKING:
    from portal.office.records.viewsets import OrganisationChooser


class TerritoryGroup(ViewSetGroup):
    """The menu "Territorio"."""

    menu_label = _("Territorio")
    menu_icon = "site"
    menu_order = 200
    items = [
        viewsets.DistrictViewSet("districts"),
        viewsets.NeighbourhoodViewSet("neighbourhoods"),
        viewsets.VenueViewSet("venues"),
        viewsets.UnitViewSet("units"),
        viewsets.OrganisationViewSet("organisations"),
        BoundaryImportViewSet(),
    ]


@hooks.register("register_admin_viewset")
def register_territory() -> TerritoryGroup:
    return TerritoryGroup()


@hooks.register("register_admin_viewset")
def register_organisation_chooser() -> OrganisationChooser:
    return viewsets.OrganisationChooser("organisation_chooser", url_prefix="organisation-chooser")


@hooks.register("register_admin_viewset")
def register_venue_chooser() -> VenueChooser:
    return VenueChooser("venue_chooser", url_prefix="venue-chooser")
