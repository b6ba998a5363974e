"""Small things of a territory for tests: squares, districts and neighbourhoods with a boundary."""

from datetime import date

from portal.territory.models import Boundary, District, Neighbourhood


def square(west, south, size=0.01):
    """Return a square (degrees) as a GeoJSON MultiPolygon."""
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "MultiPolygon", "coordinates": [[ring]]}


def bounded(place, geometry, **fields):
    """Store the boundary of a District or Neighbourhood as it is, and return it."""
    xs, ys = zip(*(point for polygon in geometry["coordinates"] for ring in polygon for point in ring), strict=True)
    box = {"west": min(xs), "south": min(ys), "east": max(xs), "north": max(ys)}
    owner = {"district" if isinstance(place, District) else "neighbourhood": place}
    fields = {"valid_from": date(2025, 1, 1), "fingerprint": "-", **owner, **box, **fields}
    return Boundary.objects.create(geometry=geometry, **fields)


def district(code="oeste", **fields):
    """Return a new District."""
    return District.objects.create(code=code, name=fields.pop("name", code.capitalize()), **fields)


def neighbourhood(code, of, **fields):
    """Return a new Neighbourhood of a District."""
    return Neighbourhood.objects.create(code=code, name=fields.pop("name", code.capitalize()), district=of, **fields)
