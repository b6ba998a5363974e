"""A GeoJSON file of lines (river, main streets): read with what is wrong in each of them, and stored as a whole."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from math import isfinite
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.territory.known import forget_map_lines
from portal.territory.models import MapLine, MapLineKind
from search.folding import storable_text

LARGEST = 5 * 1024 * 1024  # bytes
MOST_LINES = 200  # with more the map says nothing, and its drawing grows heavy
LONGEST_NAME = 160
FEWEST_POINTS = 2


class MapLineRefusal(Exception):
    """Why a whole file is not read: `message` in the active language."""

    def __init__(self, message):
        super().__init__(str(message))
        self.message = str(message)


@dataclass
class MapLineFile:
    """What a file holds: MapLines that are not stored yet, and [(number, what is wrong)] of the others."""

    lines: list[MapLine] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)


def read_map_lines(content: bytes) -> MapLineFile:
    """Return the MapLineFile of GeoJSON (bytes). Raises MapLineRefusal where the file as a whole says nothing."""
    if len(content) > LARGEST:
        raise MapLineRefusal(_("El archivo pesa más de 5 MB."))
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as fault:
        raise MapLineRefusal(_("Esto no es GeoJSON.")) from fault
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list) or not features:
        raise MapLineRefusal(_("El archivo no tiene ninguna línea: se espera una FeatureCollection."))
    if len(features) > MOST_LINES:
        raise MapLineRefusal(
            _("El archivo tiene más de %(count)s líneas: deja las principales.") % {"count": MOST_LINES}
        )
    found = MapLineFile()
    for number, feature in enumerate(features, start=1):
        line, fault = map_line_of(feature)
        if fault:
            found.faults.append((number, fault))
        else:
            found.lines.append(line)
    return found


def map_line_of(feature: Any) -> tuple[MapLine | None, str]:
    """Return (MapLine, "") of a feature of the file, or (None, what is wrong with it)."""
    feature = feature if isinstance(feature, dict) else {}
    said, geometry = feature.get("properties"), feature.get("geometry")
    said = said if isinstance(said, dict) else {}
    name = " ".join(storable_text(str(said.get("name") or "")).split())
    kind = str(said.get("kind") or "")
    if not name or len(name) > LONGEST_NAME:
        return None, _("Falta el nombre (name), o es muy largo.")
    if kind not in MapLineKind.values:
        return None, _("La clase (kind) es «river» o «street».")
    if not isinstance(geometry, dict) or not is_line(geometry):
        return None, _("No es una línea (LineString o MultiLineString) en grados de longitud y latitud.")
    kept = {"type": geometry["type"], "coordinates": geometry["coordinates"]}
    return MapLine(name=name, kind=kind, geometry=kept), ""


def is_line(geometry: dict[str, Any]) -> bool:
    """Tell whether a GeoJSON geometry is a line, or several, of at least two points on the earth."""
    parts = geometry.get("coordinates")
    if geometry.get("type") == "LineString":
        parts = [parts]
    elif geometry.get("type") != "MultiLineString":
        return False
    return isinstance(parts, list) and bool(parts) and all(is_row_of_points(part) for part in parts)


def is_row_of_points(part: Any) -> bool:
    """Tell whether a value is a list of at least two points on the earth."""
    return isinstance(part, list) and len(part) >= FEWEST_POINTS and all(is_on_earth(point) for point in part)


def is_on_earth(point: Any) -> bool:
    """Tell whether a value is a point: longitude and latitude in degrees, a height may follow."""
    if not isinstance(point, list) or len(point) not in (2, 3):
        return False
    if not all(
        isinstance(number, int | float) and not isinstance(number, bool) and isfinite(number) for number in point
    ):
        return False
    return abs(point[0]) <= 180 and abs(point[1]) <= 90


def store_map_lines(found: MapLineFile) -> int:
    """Store the lines of a file in the place of all that were known; return how many these were."""
    with transaction.atomic():
        before, _models = MapLine.objects.all().delete()
        MapLine.objects.bulk_create(found.lines)
    transaction.on_commit(forget_map_lines)
    return before
