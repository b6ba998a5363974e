"""One geometry of a file as a sound MultiPolygon, mended where it can be; otherwise one sentence that says why not."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from math import cos, radians
from typing import Any

import shapely
from django.utils.translation import gettext as _
from shapely.geometry import MultiPolygon, Polygon, mapping

from .refusal import BoundaryRefusal
from .tangle import is_tangled

DIGITS = 6  # of a degree: a hand's breadth, and more than any map of neighbourhoods knows
MOST_POINTS = 50_000
SMALLEST = 10  # square metres
WIDEST = 20  # degrees: no city and no district is so large
LARGEST = 10**10  # what no projection gives
METRES = 111_320  # of a degree, from north to south
TYPES = ("Polygon", "MultiPolygon")
HIGHEST = {"lon": 180, "lat": 90}


@dataclass
class Sound:
    """A geometry that may be stored: the shape, and what had to be mended (list of str, in the active language)."""

    shape: MultiPolygon
    repairs: list[str] = field(default_factory=list)

    @property
    def geometry(self):
        """Return the GeoJSON MultiPolygon (dict): rounded, and each ring in the direction that RFC 7946 wants."""
        return as_geojson(self.shape)

    @property
    def fingerprint(self):
        """Return the SHA-256 (hex) of the shape, whichever point its rings begin with."""
        return hashlib.sha256(json.dumps(self.geometry["coordinates"]).encode()).hexdigest()


def as_geojson(shape: MultiPolygon) -> dict[str, Any]:
    """Return a MultiPolygon as GeoJSON (dict) with DIGITS digits."""
    polygons = mapping(shape)["coordinates"]
    rounded = [[[[round(x, DIGITS), round(y, DIGITS)] for x, y in ring] for ring in rings] for rings in polygons]
    return {"type": "MultiPolygon", "coordinates": rounded}


def sound(geometry: dict[str, Any] | str | None) -> Sound:
    """Return a GeoJSON geometry (anything that JSON holds) as Sound. Raises BoundaryRefusal."""
    repairs = []
    polygons = [polygon(rings, repairs) for rings in polygons_of(geometry)]
    shape = MultiPolygon([found for found in polygons if found])
    if shape.is_empty:
        raise BoundaryRefusal(_("no encierra ninguna superficie."))
    check_place(shape.bounds)
    if not shape.is_valid:
        repairs.append(geometry_fault(shape))
        if is_tangled(shape):
            raise BoundaryRefusal(_("se cruza consigo misma tantas veces que no se puede reparar: dibújala otra vez."))
        shape = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    return Sound(settled(shape), list(dict.fromkeys(repairs)))


def settled(shape: MultiPolygon | Polygon) -> MultiPolygon:
    """Return a valid shape as it is stored: rounded, polygons only, in one order and direction. Raises BoundaryRefusal."""
    parts = shapely.get_parts(shapely.set_precision(shape, 10**-DIGITS))
    polygons = [part for part in parts if part.geom_type == "Polygon" and not part.is_empty]
    whole = shapely.orient_polygons(shapely.normalize(MultiPolygon(polygons)))
    if not polygons or square_metres(whole) < SMALLEST:
        raise BoundaryRefusal(_("no encierra ninguna superficie."))
    return whole


def square_metres(shape: MultiPolygon) -> float:
    """Return the area of a shape in square metres, near enough to compare."""
    _west, south, _east, north = shape.bounds
    return shape.area * METRES * METRES * cos(radians((south + north) / 2))


def polygons_of(geometry: dict[str, Any] | str | None) -> list[list[list]]:
    """Return the polygons of a GeoJSON geometry as lists of rings, nothing of them checked. Raises BoundaryRefusal."""
    if geometry is None:
        raise BoundaryRefusal(_("no tiene geometría."))
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in TYPES:
        said = kind[:40] if isinstance(kind, str) else "?"
        raise BoundaryRefusal(_("es de tipo «%s», y un límite es un «Polygon» o «MultiPolygon».") % said)
    coordinates = geometry.get("coordinates")
    if not isinstance(coordinates, list) or not coordinates:
        raise BoundaryRefusal(_("su geometría está vacía."))
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not all(isinstance(rings, list) and all(isinstance(ring, list) for ring in rings) for rings in polygons):
        raise BoundaryRefusal(_("sus coordenadas están mal anidadas."))
    count = sum(len(ring) for rings in polygons for ring in rings)
    if count > MOST_POINTS:
        values = {"count": count, "limit": MOST_POINTS}
        raise BoundaryRefusal(_("tiene %(count)d puntos y el límite es %(limit)d: simplifícala.") % values)
    polygons = [rings for rings in polygons if rings]
    if not count or not polygons:
        raise BoundaryRefusal(_("su geometría está vacía."))
    return polygons


def polygon(rings: list[list[float | list]], repairs: list) -> Polygon | None:
    """Return the rings of one polygon as a Polygon, None when its outer ring encloses nothing. Raises BoundaryRefusal.

    What was mended is added to `repairs`.
    """
    outer, *holes = [closed(ring, repairs) for ring in rings]
    if outer is None:
        return None
    holes = [hole for hole in holes if hole]
    for line, should_turn_left in ((outer, True), *((hole, False) for hole in holes)):
        if shapely.is_ccw(shapely.linearrings(line)) != should_turn_left:
            repairs.append(_("se giró el sentido de un contorno"))
    return Polygon(outer, holes)


def closed(ring: list[int | list[float | str]], repairs: list) -> list[tuple[float, float]] | None:
    """Return a ring as points [(longitude, latitude)] that ends where it begins, or None when it is a line at most."""
    points = [point(position, repairs) for position in ring]
    if points and points[0] != points[-1]:
        repairs.append(_("se cerró un contorno"))
        points.append(points[0])
    single = [place for number, place in enumerate(points) if not number or place != points[number - 1]]
    if len(single) < len(points):
        repairs.append(_("se quitaron puntos repetidos"))
    if len(set(single)) < 3:
        repairs.append(_("se quitó un contorno de menos de tres puntos"))
        return None
    return single


def point(position: int | list[float | str], repairs: list) -> tuple[float, float]:
    """Return a position as (longitude, latitude). Raises BoundaryRefusal when it is none."""
    if not isinstance(position, list) or len(position) < 2 or not all(is_number(value) for value in position[:2]):
        raise BoundaryRefusal(_("sus coordenadas están mal anidadas."))
    if len(position) > 2:
        repairs.append(_("se quitó la altura"))
    longitude, latitude = position[:2]
    if abs(longitude) > HIGHEST["lon"] or abs(latitude) > HIGHEST["lat"]:
        raise BoundaryRefusal(beyond(longitude, latitude))
    return float(longitude), float(latitude)


def is_number(value: float | str) -> bool:
    """Tell whether a value of JSON is a number that a coordinate could be, in whatever projection."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < LARGEST


def beyond(longitude: float, latitude: float) -> str:
    """Return why a position is not on the earth."""
    if max(abs(longitude), abs(latitude)) > 360:
        return _("sus coordenadas no son grados: parece proyectada en metros. Conviértela a WGS 84 (EPSG:4326).")
    if abs(latitude) <= HIGHEST["lon"] and abs(longitude) <= HIGHEST["lat"]:
        return _("tiene puntos fuera de la Tierra: ¿están la latitud y la longitud al revés? Primero va la longitud.")
    return _("tiene puntos fuera de la Tierra: la longitud va de −180 a 180 y la latitud de −90 a 90.")


def check_place(bounds: tuple[float, ...]) -> None:
    """Raise Refusal for a box (west, south, east, north) that no place of a city has."""
    west, south, east, north = bounds
    if max(east - west, north - south) > WIDEST:
        raise BoundaryRefusal(_("abarca más que un país: revisa sus coordenadas."))


def geometry_fault(shape: MultiPolygon) -> str:
    """Return what is wrong with a shape that is not valid, in words."""
    reason = shapely.is_valid_reason(shape)
    if "Self-intersection" in reason:
        return _("el contorno se cruzaba consigo mismo")
    if "Hole" in reason or "holes" in reason:
        return _("un hueco quedaba fuera o dentro de otro")
    return _("la geometría no era válida")
