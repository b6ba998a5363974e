"""Where a matter belongs: one choice out of the city's neighbourhoods, in groups by district."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from portal.territory.models import District, DistrictKind, Neighbourhood

from .kinds import Place

WHOLE_CITY = "city"


class PlaceField(forms.ChoiceField):
    """A neighbourhood, a district as a whole, or the whole city; its value is a Place. Closed districts are not offered."""

    def __init__(self, *, whole_city: bool = False, **kwargs):
        self.whole_city = whole_city
        kwargs.setdefault("label", _("Barrio"))
        kwargs.setdefault(
            "error_messages", {"required": _("Elige un barrio."), "invalid_choice": _("Elige un barrio.")}
        )
        kwargs.setdefault("widget", forms.Select(attrs={"autocomplete": "off"}))
        super().__init__(choices=self.places, **kwargs)

    def get_bound_field(self, form, field_name):
        """Read the places once for each form; Django calls this before it validates or shows the field."""
        self.choices = self.places()
        return super().get_bound_field(form, field_name)

    def places(self) -> list[tuple[Any, Any]]:
        """Return the choices, grouped by district: two queries."""
        districts = District.objects.filter(active=True, kind=DistrictKind.DISTRICT).order_by("name")
        names = {district.pk: district.name for district in districts}
        of_district: dict[int, list[tuple[str, str]]] = {pk: [] for pk in names}
        for row in (
            Neighbourhood.objects.filter(district__in=names).order_by("name").values_list("district", "pk", "name")
        ):
            of_district[row[0]].append((f"n{row[1]}", row[2]))
        groups = [
            (name, [*of_district[pk], (f"d{pk}", gettext("Otro lugar de %(district)s") % {"district": name})])
            for pk, name in names.items()
        ]
        city = [(WHOLE_CITY, pgettext("place", "Toda la ciudad"))] if self.whole_city else []
        return [("", gettext("Elige uno")), *city, *groups]

    def clean(self, value: Any) -> Any:
        """Return what was chosen, None for nothing. Raises ValidationError for what is not offered."""
        chosen = super().clean(value)
        return self.chosen(chosen) if chosen else None

    def chosen(self, value: str) -> Any:
        """Return the Place of a value that was offered: one query."""
        if value == WHOLE_CITY:
            return Place(District.objects.filter(kind=DistrictKind.WHOLE_CITY).first())
        if value.startswith("n"):
            neighbourhood = Neighbourhood.objects.select_related("district").get(pk=int(value[1:]))
            return Place(neighbourhood.district, neighbourhood)
        return Place(District.objects.get(pk=int(value[1:])))
