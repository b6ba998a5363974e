"""Plane geometry of maps: the projection, fewer points, areas and centres, and points as an SVG path."""

from collections.abc import Sequence
from math import asin, cos, hypot, pi, radians, sin, sqrt

Point = tuple[float, float]
WIDTH = 1000  # units from the date line to the date line on the world map
WORLD_BOX = (0, -242, WIDTH, 434)  # x, y, width, height of static/atlas/world.svg: all land but Antarctica
# Equal Earth (Šavrič, Patterson and Jenny 2018): countries keep their true sizes among each other.
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2
_SCALE = WIDTH / (2 * pi / (_M * _A1))


def equal_earth(lon: float, lat: float) -> Point:
    """Return degrees (WGS 84) as x, y of the world map; 0, 0 is where the equator meets the date line, y grows south."""
    theta = asin(_M * sin(radians(lat)))
    square = theta * theta
    sixth = square**3
    x = radians(lon) * cos(theta) / (_M * (_A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)))
    y = theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
    return WIDTH / 2 + x * _SCALE, -y * _SCALE


def _distance(point: Point, start: Point, end: Point) -> float:
    """Return how far a point lies from the line between two others (or from the one, where they are the same)."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    t = 0.0 if not length else ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
    t = min(1.0, max(0.0, t))
    return hypot(point[0] - start[0] - t * dx, point[1] - start[1] - t * dy)


def simplify(points: Sequence[Point], tolerance: float) -> list[Point]:
    """Return a line with fewer points, nowhere further than `tolerance` from the given one (Douglas and Peucker)."""
    kept = {0, len(points) - 1}
    parts = [(0, len(points) - 1)]
    while parts:
        first, last = parts.pop()
        inner = range(first + 1, last)
        far = max(inner, key=lambda i: _distance(points[i], points[first], points[last]), default=None)
        if far is not None and _distance(points[far], points[first], points[last]) > tolerance:
            kept.add(far)
            parts += [(first, far), (far, last)]
    return [points[i] for i in sorted(kept)]


def area(ring: Sequence[Point]) -> float:
    """Return the area of a closed ring, in the square of its units."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def bounds(points: Sequence[Point]) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of some points (at least one)."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def ring_centroid(ring: Sequence[Point]) -> Point:
    """Return the centre of gravity of a ring; of one without area, the middle of its bounds."""
    total = cx = cy = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        total, cx, cy = total + cross, cx + (x1 + x2) * cross, cy + (y1 + y2) * cross
    if abs(total) < 1e-9:
        left, top, right, bottom = bounds(ring)
        return (left + right) / 2, (top + bottom) / 2
    return cx / (3 * total), cy / (3 * total)


def whole(ring: Sequence[Point]) -> list[tuple[int, int]]:
    """Return a ring on whole numbers, without points that fall together."""
    rounded = [(round(x), round(y)) for x, y in ring]
    return [point for i, point in enumerate(rounded) if point != rounded[i - 1]]


def svg_path(rings: Sequence[Sequence[tuple[int, int]]]) -> str:
    """Return closed rings of whole numbers as the shortest SVG path data: steps, and no space before a minus."""
    parts = []
    for ring in rings:
        steps = [(x - ring[i][0], y - ring[i][1]) for i, (x, y) in enumerate(ring[1:])]
        text = " ".join(f"{dx} {dy}" for dx, dy in steps).replace(" -", "-")
        parts.append(f"M{ring[0][0]} {ring[0][1]}l{text}z".replace(" -", "-"))
    return "".join(parts)
