"""Which neighbourhoods an address as typed may lie in, by the city's table of streets."""

from __future__ import annotations

from portal.territory.models import District, DistrictKind, Neighbourhood
from portal.territory.streets.addresses import find_streets

MOST = 8  # more names help nobody to choose


def neighbourhoods_of_address(text: str) -> list[Neighbourhood]:
    """Return the neighbourhoods (with their districts) of a street with its number, or of a corner, in open districts.

    Empty where no street has that name, or where it is only written almost so.
    """
    districts = list(District.objects.filter(active=True, kind=DistrictKind.DISTRICT).values_list("pk", flat=True))
    found = find_streets(text, districts)
    if found.similar:
        return []
    keys = {segment.neighbourhood_id for segment in found.segments}
    return list(Neighbourhood.objects.filter(pk__in=keys).select_related("district").order_by("name")[:MOST])
