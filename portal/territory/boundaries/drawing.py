"""Boundaries as a small SVG drawing: simplified together, so that neighbours keep the line between them in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import cos, radians

import shapely
from numpy import ndarray
from shapely.geometry import shape
from shapely.geometry.multipolygon import MultiPolygon
from shapely.geometry.polygon import Polygon

ROOM = 0.02  # free around the shapes, part of the width
HIGHEST = 1.6  # a drawing is at most so many times as high as wide
FINEST = 0.7  # units that nobody sees the difference of
MOST_POINTS = 2600  # of a whole drawing: about 10 KB, half of it compressed
BESIDE = 0.04  # how far beside the shapes a line is still drawn, part of their length
DOT = 3  # half the side of what is drawn for a shape too small to see


@dataclass(frozen=True)
class Shape:
    """One shape of a drawing: whose it is, its path (the `d` of an SVG path) and a point well inside it."""

    key: object
    d: str
    centre_x: int
    centre_y: int


@dataclass(frozen=True)
class Frame:
    """Where on the earth a drawing lies: (left, top) is at (west, north), `across` and `up` are units for a degree."""

    left: float
    top: float
    west: float
    north: float
    across: float
    up: float


@dataclass(frozen=True)
class DrawnLine:
    """A line of a drawing: whose it is and its path."""

    key: object
    d: str


@dataclass(frozen=True)
class Drawing:
    """A drawing: its size in units (`view_box` is the SVG attribute), its shapes and its lines, in the order given."""

    width: int
    height: int
    shapes: list[Shape]
    frame: Frame | None = None
    lines: list[DrawnLine] = field(default_factory=list)

    @property
    def view_box(self):
        """Return the viewBox (str) of the SVG."""
        return f"0 0 {self.width} {self.height}"


def drawing(
    features: Iterator | list[tuple[int | str, dict]], width: int = 640, lines: list[tuple[object, dict]] = ()
) -> Drawing | None:
    """Return the Drawing of [(key, GeoJSON Polygon or MultiPolygon as a dict)], `width` units wide; None of nothing.

    North is up, and lengths east to west are true to those north to south at the middle of the drawing. `lines`
    [(key, GeoJSON line)] are drawn as far as they lie among the shapes or a little beside them.
    """
    features = list(features)
    if not features:
        return None
    areas = [shape(geometry) for _, geometry in features]
    kept = lines_near(areas, lines)
    placed, height, frame = scale_to_paper([*areas, *(line for _key, line in kept)], width)
    areas, paths = placed[: len(areas)], placed[len(areas) :]
    shapes = []
    for (key, _), area, fewer in zip(features, areas, simplified(areas), strict=True):
        x, y = label_point(area)
        shapes.append(Shape(key, path_of(rings_of(fewer) or [dot(x, y)]), x, y))
    drawn = [(key, line_path(path.simplify(2 * FINEST))) for (key, _), path in zip(kept, paths, strict=True)]
    return Drawing(width, height, shapes, frame, [DrawnLine(key, d) for key, d in drawn if d])


def lines_near(areas: list[MultiPolygon | Polygon], lines: list[tuple[object, dict]]) -> list[tuple[object, object]]:
    """Return lines [(key, geometry)] cut to where the areas are and a little beside; others are left out."""
    west, south, east, north = shapely.total_bounds(areas)
    room = BESIDE * max(east - west, north - south)
    paper = shapely.box(west - room, south - room, east + room, north + room)
    cut = [(key, shape(geometry).intersection(paper)) for key, geometry in lines]
    return [(key, line) for key, line in cut if line.length]


def line_path(lines: object) -> str:
    """Return the SVG path of a line or of several; "" of one too short to see."""
    parts = []
    for line in shapely.get_parts(lines):
        points = [(round(x), round(y)) for x, y, *_height in line.coords]
        points = [point for i, point in enumerate(points) if not i or point != points[i - 1]]
        if len(points) > 1:
            parts.append("M" + "L".join(f"{x} {y}" for x, y in points))
    return "".join(parts)


def scale_to_paper(areas: list[MultiPolygon | Polygon], width: int) -> tuple[list[MultiPolygon | Polygon], int, Frame]:
    """Return (areas in units of the drawing with y growing south, height of the drawing in units, its Frame)."""
    west, south, east, north = shapely.total_bounds(areas).tolist()
    slim = max(0.05, cos(radians((south + north) / 2)))
    room = width * ROOM
    span = max((east - west) * slim, (north - south) / HIGHEST, 1e-6)
    scale = (width - 2 * room) / span
    left = (width - (east - west) * slim * scale) / 2
    frame = Frame(left, room, west, north, slim * scale, scale)

    def place(points):
        return [(left + (x - west) * frame.across, room + (north - y) * frame.up) for x, y in points]

    return [shapely.transform(area, place) for area in areas], round((north - south) * scale + 2 * room), frame


def simplified(areas: list[MultiPolygon | Polygon]) -> ndarray:
    """Return the areas with so few points that the drawing stays small, however many there are."""
    tolerance = FINEST
    fewer = shapely.coverage_simplify(areas, tolerance)
    while shapely.get_num_coordinates(fewer).sum() > MOST_POINTS and tolerance < 12:
        tolerance *= 1.4
        fewer = shapely.coverage_simplify(areas, tolerance)
    return fewer


def rings_of(area: MultiPolygon | Polygon) -> list[list[tuple]]:
    """Return the rings of an area as lists of points on whole numbers, the doubled and the collapsed ones left out."""
    rings = []
    for part in shapely.get_parts(area):
        for ring in (part.exterior, *part.interiors):
            points = [(round(x), round(y)) for x, y in ring.coords[:-1]]
            points = [point for i, point in enumerate(points) if point != points[i - 1]]
            if len(set(points)) > 2:
                rings.append(points)
    return rings


def dot(x: int, y: int) -> list[tuple[int, int]]:
    """Return the ring of a small square around a point, for what would not be seen otherwise."""
    return [(x - DOT, y - DOT), (x + DOT, y - DOT), (x + DOT, y + DOT), (x - DOT, y + DOT)]


def path_of(rings: list[list[tuple]]) -> str:
    """Return rings (not none) as the shortest SVG path: steps, and no space before a minus."""
    parts = []
    for ring in rings:
        steps = [(x - ring[i][0], y - ring[i][1]) for i, (x, y) in enumerate(ring[1:])]
        text = " ".join(f"{dx} {dy}" for dx, dy in steps)
        parts.append(f"M{ring[0][0]} {ring[0][1]}l{text}z".replace(" -", "-"))
    return "".join(parts)


def label_point(area: MultiPolygon | Polygon) -> tuple[int, int]:
    """Return the point (x, y) of an area that lies furthest from its border: where a name or a mark may stand."""
    x, y = shapely.maximum_inscribed_circle(area, 1).coords[0]
    return round(x), round(y)
