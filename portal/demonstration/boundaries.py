"""Boundaries of a city that does not exist: computed cells between a river and the fields.

They lie in the open South Atlantic, a thousand miles from any land, so that nothing invented is said of a real place.
"""

from collections.abc import ValuesView
from datetime import date
from math import cos, pi, sin

import shapely
from shapely import MultiPoint, MultiPolygon, Point, Polygon

from portal.territory.boundaries.geometry import Sound, settled
from portal.territory.boundaries.mapping import Mapping
from portal.territory.boundaries.options import Options
from portal.territory.boundaries.planning import BoundaryPlanStep
from portal.territory.boundaries.report import ADDED, FeatureOutcome
from portal.territory.boundaries.storing import store_plan
from portal.territory.models import DistrictKind, Neighbourhood

SEA = (-30.0, -34.0)  # degrees east and north of the city's middle
NEXT_CITY = 0.16  # degrees further south, down the river: for districts that are made beside others
SOURCE = "Ciudad de demostración: trazado calculado, en mar abierto"
LICENCE = "CC0 1.0"
VALID_FROM = date(2020, 1, 1)
BEFORE = date(2012, 1, 1)
#: {code of a neighbourhood: code of the one that was a part of it until VALID_FROM}
PARTED = {"los-teatros": "pasaje-de-las-palmas"}
RADIUS = 0.07  # degrees: seven kilometres
ROUNDS = 12  # of moving each cell's seed to its middle, after which the cells are of like size
#: where the districts of Nueva Ribera lie, in parts of the radius; the river is in the east
COMPASS = {
    "norte": (0.2, 0.72),
    "noroeste": (-0.5, 0.52),
    "oeste": (-0.62, -0.02),
    "sudoeste": (-0.45, -0.55),
    "sur": (0.2, -0.72),
    "centro": (0.3, 0.02),
}


def city_outline() -> Polygon:
    """Return the Polygon of the city around 0, 0: a river that winds along the east, fields around the rest."""
    bank = [(0.55 + 0.09 * sin(5 * step) + 0.05 * cos(11 * step), step) for step in (n / 30 for n in range(-27, 28))]
    fields = []
    for number in range(41):
        angle = pi / 2 + pi * number / 40
        reach = 1 + 0.07 * sin(3 * angle) + 0.05 * cos(7 * angle)
        fields.append((reach * cos(angle) * 1.05, reach * sin(angle) * 0.98))
    return shapely.make_valid(Polygon([*bank, *fields]))


def spiral(number: int, count: int) -> tuple[float, float]:
    """Return the place (x, y) of one of `count` points that fill a circle of radius 1 evenly."""
    reach, angle = ((number + 0.5) / count) ** 0.5, number * pi * (3 - 5**0.5)
    return reach * cos(angle), reach * sin(angle)


def middles_of(codes: list[str]) -> list[tuple[float, float]]:
    """Return where districts lie [(x, y) in parts of the radius]: Nueva Ribera's six by their names, others between."""
    if set(codes) <= set(COMPASS):
        return [COMPASS[code] for code in codes]
    free = [(0.75 * x - 0.15, 0.85 * y) for x, y in (spiral(number, len(codes)) for number in range(len(codes)))]
    found = {}
    for code in sorted(codes, key=lambda code: code not in COMPASS):
        x, y = COMPASS.get(code, free[0])
        found[code] = min(free, key=lambda middle: (middle[0] - x) ** 2 + (middle[1] - y) ** 2)
        free.remove(found[code])
    return [found[code] for code in codes]


def seed_near(outline: Polygon, middle: tuple[float, float], number: int, count: int) -> tuple[float, float]:
    """Return the point (x, y) within the outline where one of the `count` cells around a middle begins to grow."""
    x, y = spiral(number, count)
    x, y = middle[0] + x / 5, middle[1] + y / 5
    while not outline.contains(Point(x, y)):
        x, y = x * 0.95 - 0.01, y * 0.95
    return x, y


def cells(middles: list[tuple[float, float]], counts: list[int]) -> list[Polygon]:
    """Return the cells (Polygons) of a city: `counts` says how many grow around each of the middles (x, y)."""
    outline = city_outline()
    seeds = [
        seed_near(outline, middle, number, count)
        for middle, count in zip(middles, counts, strict=True)
        for number in range(count)
    ]
    for _ in range(ROUNDS):
        seeds = [(cell.centroid.x, cell.centroid.y) for cell in parted(outline, seeds)]
    return parted(outline, seeds)


def parted(outline: Polygon, seeds: list[tuple[float, float]]) -> list[Polygon]:
    """Return the part (Polygon) of the outline that lies nearest to each seed (x, y), in their order."""
    found = shapely.voronoi_polygons(MultiPoint(seeds), extend_to=outline, ordered=True)
    parts = []
    for seed, cell in zip(seeds, found.geoms, strict=True):
        pieces = shapely.get_parts(cell.intersection(outline))
        parts.append(min(pieces, key=lambda piece, seed=seed: piece.distance(Point(seed))))
    return parts


def sea_boundary(cell: Polygon, cities: int) -> Sound:
    """Return a cell (Polygon) as Sound, where it lies in the sea; `cities` is how many lie there already."""
    east, north = SEA[0], SEA[1] - NEXT_CITY * cities
    wide = RADIUS / cos(SEA[1] * pi / 180)
    moved = shapely.transform(cell, lambda points: points * [wide, RADIUS] + [east, north])
    return Sound(settled(MultiPolygon([moved])))


def build_boundaries() -> None:
    """Give each neighbourhood its boundary, in the districts in which none has one. Running it again changes nothing."""
    places = Neighbourhood.objects.exclude(district__kind=DistrictKind.WHOLE_CITY).select_related("district")
    bounded = set(places.filter(boundaries__isnull=False).values_list("district", flat=True))
    todo = {}
    for place in places.exclude(district__in=bounded).order_by("district__order", "district__code", "pk"):
        todo.setdefault(place.district, []).append(place)
    if not todo:
        return
    drawn = cells(middles_of([district.code for district in todo]), [len(group) for group in todo.values()])
    shapes = {}
    for place, cell in zip((place for group in todo.values() for place in group), drawn, strict=True):
        shapes[place.code] = (place, sea_boundary(cell, 1 if bounded else 0))
    for code, part in PARTED.items():
        if code in shapes and part in shapes:
            place, whole = shapes[code]
            both = settled(whole.shape.union(shapes[part][1].shape))
            store_boundaries([(place, Sound(both))], BEFORE)
    store_boundaries(shapes.values(), VALID_FROM)


def store_boundaries(shapes: ValuesView | list[tuple[Neighbourhood, Sound]], since: date) -> None:
    """Store the boundaries [(Neighbourhood, Sound)] as an import does that holds from a day (date)."""
    steps = [
        BoundaryPlanStep(FeatureOutcome(number, ADDED, place.name), place, sound)
        for number, (place, sound) in enumerate(shapes, start=1)
    ]
    list(store_plan(steps, Options(Mapping(), source=SOURCE, licence=LICENCE, valid_from=since)))
