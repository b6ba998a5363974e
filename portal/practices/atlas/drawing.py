"""Drawing: where places lie on a map of fixed width, which of them share a circle, and which land is seen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians, sqrt

from .geometry import WORLD_BOX, Point, bounds, svg_path, whole
from .shapes import Box, Country, Spot, world

WIDTH, MOST_HEIGHT = 640, 460
SMALLEST, LARGEST = 14, 30  # radii of circles
FEW = 5  # a circle of one is small even where none has more
AROUND, NARROWEST = 0.09, 130  # room around the places, part of the width; the nearest look, in units of the world map
TOP, BOTTOM = -240, 228  # of the world map, where land begins and ends


@dataclass(frozen=True)
class AtlasPlace:
    """Something to draw: its codes (countries or places), how many practices, where."""

    codes: tuple[str, ...]
    count: int
    at: Point


@dataclass(frozen=True)
class Circle:
    """A circle of a map; `codes` are those of all the places in it."""

    codes: tuple[str, ...]
    count: int
    x: int
    y: int
    r: int


@dataclass(frozen=True)
class AtlasDrawing:
    """A map: its height (it is WIDTH wide) and its circles.

    Of the world: `land`, where the picture of it lies (x, y, width, height), and how much of it is seen; of one country:
    its SVG path.
    """

    height: int
    circles: list[Circle]
    path: str = ""
    land: tuple[int, ...] = ()
    frame_width: float = 0.0


def radius(count: int, most: int) -> float:
    """Return the radius of a circle: its area grows with the count."""
    return SMALLEST + (LARGEST - SMALLEST) * sqrt(count / max(most, FEW))


def merge_near_places(places: Iterable[AtlasPlace]) -> list[AtlasPlace]:
    """Return places such that no two circles cover each other: neighbours become one that has both."""
    rest = sorted(places, key=lambda place: (-place.count, place.codes))
    most = max((place.count for place in rest), default=1)
    kept: list[AtlasPlace] = []
    while rest:
        place = rest.pop(0)
        near = next((other for other in kept if _touch(place, other, most)), None)
        if near is None:
            kept.append(place)
            continue
        kept.remove(near)
        most = max(most, place.count + near.count)
        rest.insert(0, _joined(near, place))
    return kept


def _touch(one: AtlasPlace, other: AtlasPlace, most: int) -> bool:
    gap = hypot(one.at[0] - other.at[0], one.at[1] - other.at[1])
    return gap < radius(one.count, most) + radius(other.count, most)


def _joined(one: AtlasPlace, other: AtlasPlace) -> AtlasPlace:
    count = one.count + other.count
    x, y = ((a * one.count + b * other.count) / count for a, b in zip(one.at, other.at, strict=True))
    return AtlasPlace(one.codes + other.codes, count, (x, y))


def circles(places: Sequence[AtlasPlace], height: float) -> list[Circle]:
    """Return the circles of places whose points are on a map of this height already, the largest first, none cut off."""
    joined = merge_near_places(places)
    most = max((place.count for place in joined), default=1)
    drawn = []
    for place in joined:
        r = round(radius(place.count, most))
        x, y = (min(max(round(at), r), round(end) - r) for at, end in zip(place.at, (WIDTH, height), strict=True))
        drawn.append(Circle(place.codes, place.count, x, y, r))
    return sorted(drawn, key=lambda circle: (-circle.count, circle.codes))


def seen(box: Box, frame: Box) -> bool:
    """Tell whether two boxes meet."""
    return box[0] < frame[2] and box[2] > frame[0] and box[1] < frame[3] and box[3] > frame[1]


def world_frame(spots: Iterable[Spot]) -> Box:
    """Return what part of the world map shows these countries: the main part of each, and room around."""
    corners = [corner for spot in spots for corner in (spot.box[:2], spot.box[2:])]
    left, top, right, bottom = bounds(corners)
    width = max((right - left) * (1 + 2 * AROUND), NARROWEST, (bottom - top) * (1 + 2 * AROUND) * WIDTH / MOST_HEIGHT)
    height = min(max((bottom - top) * (1 + 2 * AROUND), width * 0.45), BOTTOM - TOP)
    x = (left + right - width) / 2
    y = min(max((top + bottom - height) / 2, TOP), BOTTOM - height)
    return x, y, x + width, y + height


def draw_world(counts: dict[str, int]) -> AtlasDrawing:
    """Return the map of the part of the world where `counts` ({alpha-2: number}, codes of world(), not empty) lie."""
    spots = {code: world()[code] for code in counts}
    left, top, right, bottom = world_frame(spots.values())
    scale = WIDTH / (right - left)
    places = [
        AtlasPlace((code,), counts[code], ((spot.point[0] - left) * scale, (spot.point[1] - top) * scale))
        for code, spot in spots.items()
    ]
    x, y, width, height = WORLD_BOX
    land = ((x - left) * scale, (y - top) * scale, width * scale, height * scale)
    return AtlasDrawing(
        height=round((bottom - top) * scale),
        circles=circles(places, (bottom - top) * scale),
        land=tuple(round(value) for value in land),
        frame_width=right - left,
    )


def draw_country(country: Country, places: Sequence[AtlasPlace]) -> AtlasDrawing:
    """Return the map of a country with places (points in degrees): its main part, and whatever has a place."""
    left, bottom, right, top = bounds(country.rings[0])
    east = [place if place.at[0] >= left - 180 else _further_east(place) for place in places]
    left, bottom, right, top = bounds([(left, bottom), (right, top), *(place.at for place in east)])
    slim = max(0.2, cos(radians((top + bottom) / 2)))
    room = WIDTH * AROUND / 2
    scale = min(
        (WIDTH - 2 * room) / max((right - left) * slim, 1e-3), (MOST_HEIGHT - 2 * room) / max(top - bottom, 1e-3)
    )
    height = (top - bottom) * scale + 2 * room
    start = (WIDTH - (right - left) * slim * scale) / 2

    def on_map(point: Point) -> Point:
        return start + (point[0] - left) * slim * scale, room + (top - point[1]) * scale

    rings = [whole([on_map(point) for point in ring]) for ring in country.rings]
    drawn = [ring for ring in rings if len(ring) > 2 and seen(bounds(ring), (0, 0, WIDTH, height))]
    return AtlasDrawing(
        height=round(height),
        circles=circles([AtlasPlace(place.codes, place.count, on_map(place.at)) for place in east], height),
        path=svg_path(drawn),
    )


def _further_east(place: AtlasPlace) -> AtlasPlace:
    return AtlasPlace(place.codes, place.count, (place.at[0] + 360, place.at[1]))
