"""Maps drawn by the server: the city by districts, a district by neighbourhoods; beside each stands its table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import shapely
from django.core.cache import cache
from django.db.models import QuerySet
from shapely.geometry import mapping, shape

from portal.territory.boundaries.drawing import Drawing, drawing
from portal.territory.known import known_map_lines
from portal.territory.models import Boundary, District, MapLine

if TYPE_CHECKING:
    from portal.districts.models import DistrictPage

WIDTH = 400
SECONDS = 3600  # the key changes with the boundaries: this only frees memory
MOST_NAMES = 14  # with more shapes the names would cover each other; the table beside the map has them all
LINE = 11  # letters in a line of a name


@dataclass(frozen=True)
class MapShape:
    """One shape of a map: its path, its name in lines, where it leads, and whether it is the one shown."""

    d: str
    x: int
    y: int
    name: str
    lines: list
    url: str = ""
    on: bool = False


def city_map(folders: dict[int, DistrictPage]) -> dict[str, Any] | None:
    """Return {view_box, places, lines} of the districts of {district id: DistrictPage with `address`}, or None of nothing.

    A district without a boundary of its own is drawn as its neighbourhoods together.
    """
    own = Boundary.objects.current().filter(district__in=folders)
    parts = Boundary.objects.current().filter(neighbourhood__district__in=folders)
    keys = [*own.values_list("pk", "fingerprint"), *parts.values_list("pk", "fingerprint")]
    lines = known_map_lines()
    drawn = kept_drawing("city", keys, lambda: district_features(own, parts), lines)
    return drawn and as_map(drawn, {pk: (page.title, page.address) for pk, page in folders.items()}) | {
        "lines": map_lines(drawn, lines)
    }


def district_features(own: QuerySet[Boundary], parts: QuerySet[Boundary]) -> list[tuple[int, dict]]:
    """Return [(district id, geometry)] from the districts' own boundaries, else from those of their neighbourhoods."""
    found = dict(own.values_list("district", "geometry"))
    areas = defaultdict(list)
    for district, geometry in parts.values_list("neighbourhood__district", "geometry"):
        if district not in found:
            areas[district].append(shape(geometry))
    return [*found.items(), *((district, mapping(shapely.union_all(group))) for district, group in areas.items())]


def district_map(
    district: District, names: dict[int, tuple[str, str]], here: int | None = None
) -> dict[str, Any] | None:
    """Return {view_box, places, lines} of a district's neighbourhoods: `names` is {id: (name, url)}, `here` the id shown.

    Without any neighbourhood's boundary the district's own is drawn; None when there is none either.
    """
    parts = Boundary.objects.current().filter(neighbourhood__district=district)
    keys = list(parts.order_by("neighbourhood__name").values_list("pk", "fingerprint"))
    if keys:
        lines = known_map_lines()
        drawn = kept_drawing(
            "neighbourhoods", keys, lambda: list(parts.values_list("neighbourhood", "geometry")), lines
        )
        return as_map(drawn, names, here) | {"lines": map_lines(drawn, lines)}
    own = Boundary.objects.current().filter(district=district)
    keys = list(own.values_list("pk", "fingerprint"))
    drawn = kept_drawing("district", keys, lambda: list(own.values_list("pk", "geometry")))
    return drawn and as_map(drawn, {})


def map_lines(drawn: Drawing, lines: list[MapLine]) -> list[dict[str, str]]:
    """Return the lines of a Drawing as the map takes them: {name, kind, kind_label, d}."""
    known = {line.pk: line for line in lines}
    found = [(known[line.key], line.d) for line in drawn.lines if line.key in known]
    return [{"name": line.name, "kind": line.kind, "word": line.get_kind_display(), "d": d} for line, d in found]


def kept_drawing(
    what: str, keys: list[tuple[int, str]], read: Callable, lines: list[MapLine] | tuple = ()
) -> Drawing | None:
    """Return the Drawing of `read()` ([(key, geometry)]) and lines, made once for these boundaries ([(pk, fingerprint)]).

    `what` is drawn of them: a city of one district has the same boundaries as that district.
    """
    if not keys:
        return None
    marks = [sorted(keys), [line.pk for line in lines]]
    key = f"districts.map.{what}." + sha256(repr(marks).encode()).hexdigest()

    def draw():
        paths = MapLine.objects.filter(pk__in=marks[1]).values_list("pk", "geometry") if lines else ()
        return drawing(read(), WIDTH, list(paths))

    return cache.get_or_set(key, draw, SECONDS)


def as_map(drawn: Drawing, names: dict[int, tuple[str, str]], here: int | None = None) -> dict[str, Any]:
    """Return {view_box, places} of a Drawing, with {key: (name, url)}; only `here` is named where many would collide."""
    crowded = len(drawn.shapes) > MOST_NAMES
    places = []
    for known in drawn.shapes:
        name, url = names.get(known.key, ("", ""))
        lines = [] if crowded and known.key != here else in_lines(name, known.centre_y)
        places.append(MapShape(known.d, known.centre_x, known.centre_y, name, lines, url, known.key == here))
    # what comes later lies above: the shape that is shown covers its neighbours' lines
    return {"view_box": drawn.view_box, "places": sorted(places, key=lambda place: place.on)}


def in_lines(name: str, y: int) -> list[tuple[int, str]]:
    """Return [(height, words)] of a name broken at spaces, around the height `y`."""
    lines = []
    for word in name.split():
        if lines and len(lines[-1]) + len(word) < LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return [(y + 5 + round((place - (len(lines) - 1) / 2) * 18), line) for place, line in enumerate(lines)]
