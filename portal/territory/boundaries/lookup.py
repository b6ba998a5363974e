"""Which neighbourhood lies at a point, by the boundaries that hold today."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from shapely import Point
from shapely.geometry import shape

from portal.territory.models import Boundary

if TYPE_CHECKING:
    from portal.territory.models import Neighbourhood


def neighbourhood_at(longitude: float, latitude: float) -> Neighbourhood | None:
    """Return the Neighbourhood at a point (degrees, WGS 84), its district at hand, or None where there is none.

    Only neighbourhoods of open districts; where two overlap, the smaller one. Nothing of the point is stored. One query.
    """
    if not (isfinite(longitude) and isfinite(latitude)):
        return None
    near = Boundary.objects.current().around(longitude, latitude).filter(neighbourhood__district__active=True)
    point, found = Point(longitude, latitude), []
    for boundary in near.select_related("neighbourhood__district"):
        area = shape(boundary.geometry)
        if area.covers(point):  # a point on the line belongs to both sides
            found.append((area.area, boundary.neighbourhood.name, boundary.neighbourhood))
    return min(found, key=lambda row: row[:2])[2] if found else None
