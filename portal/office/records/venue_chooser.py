"""Choosing the venue of a meeting, or adding it there: the district of the meeting comes first."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, QuerySet, When
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import BaseChooser

from portal.access.page_screens.rules import is_key
from portal.access.scoped import (
    ScopedChooseResultsView,
    ScopedChooserViewSet,
    ScopedChooseView,
    ScopedChosenView,
    ScopedCreateView,
)
from portal.territory.models import District, Venue

from .venue_form import NewVenueForm

NEAR = "near"


class VenueWidget(BaseChooser):
    """The field of a form; the form may say in which district (primary key) the meeting is, as `near`."""

    near: int | None = None

    def get_chooser_modal_url(self) -> str:
        """Return the address of the dialogue."""
        url = super().get_chooser_modal_url()
        return f"{url}?{urlencode({NEAR: self.near})}" if self.near else url

    def get_display_title(self, instance: Venue) -> str:
        """Return how a chosen venue is named."""
        return venue_title(instance)


def venue_title(venue: Venue) -> str:
    """Return a venue with its address, for many are called alike."""
    return f"{venue.name}, {venue.address}"


class TitledVenue:
    """Put before the views that give back a venue: it is named as in the form that is opened later."""

    def get_display_title(self, instance: Venue) -> str:
        """Return how a chosen venue is named."""
        return venue_title(instance)


class NearDistrict:
    """Put before the chooser's views: the venues in use, those of the meeting's district first."""

    @cached_property
    def near(self) -> District | None:
        """The district of the meeting, or None."""
        asked = self.request.GET.get(NEAR, "")
        return District.objects.filter(pk=asked).first() if is_key(asked) else None

    def get_object_list(self) -> QuerySet[Venue]:
        """Return the venues that may be chosen."""
        far = Case(When(district=self.near.pk if self.near else 0, then=0), default=1)
        rows = super().get_object_list().filter(active=True).select_related("district")
        return rows.order_by(far, "district__order", "name")

    @property
    def columns(self) -> list[Column]:
        """What a row says: two venues may be called alike."""
        name = self.title_column
        name.label = _("Lugar")
        address = Column("address", label=_("Dirección"), accessor="address")
        return [name, address, Column("district", label=_("Distrito"), accessor="district")]

    def get_creation_form_kwargs(self) -> dict[str, Any]:
        """Return what the form of a new venue needs."""
        return {**super().get_creation_form_kwargs(), "near": self.near}


class VenueChooseView(NearDistrict, ScopedChooseView):
    """The dialogue."""


class VenueChooseResultsView(NearDistrict, ScopedChooseResultsView):
    """Its results."""


class VenueChosenView(TitledVenue, ScopedChosenView):
    """The chosen venue."""


class VenueCreateView(TitledVenue, NearDistrict, ScopedCreateView):
    """A new venue."""


class VenueChooser(ScopedChooserViewSet):
    """The chooser of venues."""

    model = Venue
    icon = "group"
    base_widget_class = VenueWidget
    choose_view_class = VenueChooseView
    choose_results_view_class = VenueChooseResultsView
    chosen_view_class = VenueChosenView
    create_view_class = VenueCreateView
    creation_form_class = NewVenueForm
    preserve_url_parameters = ("multiple", NEAR)
    choose_one_text = _("Elegir un lugar")
    choose_another_text = _("Elegir otro lugar")
    edit_item_text = _("Editar este lugar")
    search_tab_label = _("De la lista")
    creation_tab_label = _("Nuevo lugar")
    create_action_label = _("Guardar y elegir")
