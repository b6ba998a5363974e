"""The page of a district: who answers, its neighbourhoods on the map and in a table, venues, partners, totals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.core.language import in_interface
from portal.core.registry import sections_of
from portal.territory.models import Organisation, Unit, Venue

from .counters import district_tally
from .folders import neighbourhood_address
from .index import total_facts
from .maps import district_map
from .my_district import chosen_district

if TYPE_CHECKING:
    from portal.districts.models import DistrictPage


def district_context(request: HttpRequest, page: DistrictPage) -> dict[str, Any]:
    """Return what a district's page shows."""
    page.address = in_interface(page.get_url(request) or "")
    record = page.record
    places = list(record.neighbourhoods.select_related("responsible_unit").order_by("name"))
    for place in places:
        place.address = neighbourhood_address(page, place.code)
    index = page.get_parent()
    index_address = in_interface(index.get_url(request) or "") if index else ""
    return {
        "text_lang": page.locale.language_code if page.is_in_other_language else "",
        "neighbourhoods": places,
        "map": district_map(record, {place.pk: (place.name, place.address) for place in places}),
        "totals": total_facts(district_tally([record.pk]).in_all, index_address, record.code),
        "venues": venues_of(Venue.objects.filter(district=record, active=True).select_related("neighbourhood")),
        "units": Unit.objects.filter(district=record, active=True),
        "organisations": Organisation.objects.filter(district=record),
        "next_sections": sections_of("district-next", request, page),
        "sections": sections_of("district", request, page),
        "pictures": list(page.pictures.select_related("image")),
        "is_mine": chosen_district(request) == record.code,
    }


def venues_of(venues: QuerySet[Venue]) -> list[dict[str, Any]]:
    """Return venues (QuerySet) as [{venue, access (list of texts)}]."""
    return [{"venue": venue, "access": access_of(venue)} for venue in venues]


def access_of(venue: Venue) -> list[str]:
    """Return what a person must know to get into a Venue (list of str); empty when nobody said."""
    words = (
        (venue.step_free, _("entrada sin escalones"), _("hay escalones en la entrada")),
        (venue.accessible_toilet, _("baño adaptado"), _("sin baño adaptado")),
        (venue.hearing_loop, _("aro magnético"), _("sin aro magnético")),
    )
    return [yes if value else no for value, yes, no in words if value is not None]
