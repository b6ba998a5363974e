"""Boundaries as a drawing: small, in true proportions, every shape there."""

import gzip
import re

from portal.territory.boundaries.drawing import drawing


def square(west, south, size):
    """Return a square as a GeoJSON Polygon."""
    east, north = west + size, south + size
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


def points_of(path):
    """Return the corners [(x, y)] of a path that the drawing makes."""
    numbers = [int(number) for number in re.findall(r"-?\d+", path)]
    x, y = numbers[:2]
    points = [(x, y)]
    for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
        x, y = x + dx, y + dy
        points.append((x, y))
    return points


def test_nothing_has_no_drawing():
    assert drawing([]) is None


def test_north_is_up_and_keys_stay_in_order():
    drawn = drawing([("south", square(0, 0, 0.1)), ("north", square(0, 0.1, 0.1))], 400)
    assert [shape.key for shape in drawn.shapes] == ["south", "north"]
    assert drawn.shapes[1].centre_y < drawn.shapes[0].centre_y


def test_a_square_at_sixty_degrees_is_half_as_wide_as_high():
    xs, ys = zip(*points_of(drawing([("a", square(10, 60, 0.01))], 400).shapes[0].d), strict=True)
    assert abs((max(xs) - min(xs)) / (max(ys) - min(ys)) - 0.5) < 0.01


def test_everything_lies_within_the_view_box():
    drawn = drawing([(n, square(n % 10 * 0.01, n // 10 * 0.01, 0.01)) for n in range(40)], 640)
    assert drawn.view_box == f"0 0 {drawn.width} {drawn.height}"
    for shape in drawn.shapes:
        assert all(0 <= x <= drawn.width and 0 <= y <= drawn.height for x, y in points_of(shape.d))
        assert 0 < shape.centre_x < drawn.width
        assert 0 < shape.centre_y < drawn.height


def test_a_shape_too_small_to_see_is_drawn_as_a_dot():
    drawn = drawing([("city", square(0, 0, 1)), ("kiosk", square(0.5, 0.5, 0.00001))], 300)
    xs, ys = zip(*points_of(drawn.shapes[1].d), strict=True)
    assert max(xs) - min(xs) == max(ys) - min(ys) == 6


def test_holes_and_parts_are_kept():
    ring = square(0, 0, 1)["coordinates"] + [square(0.4, 0.4, 0.2)["coordinates"][0][::-1]]
    island = square(1.5, 0, 0.5)["coordinates"]
    drawn = drawing([("a", {"type": "MultiPolygon", "coordinates": [ring, island]})], 300)
    assert drawn.shapes[0].d.count("z") == 3


def test_neighbours_keep_their_line_in_common():
    jagged = [[1 + (0.03 if n % 2 else -0.03), n / 10] for n in range(1, 10)]
    west = [[0, 0], [1, 0], *jagged, [1, 1], [0, 1], [0, 0]]
    east = [[2, 0], [2, 1], [1, 1], *jagged[::-1], [1, 0], [2, 0]]
    drawn = drawing([(key, {"type": "Polygon", "coordinates": [ring]}) for key, ring in (("w", west), ("e", east))])
    west_points, east_points = (set(points_of(shape.d)) for shape in drawn.shapes)
    assert len(west_points & east_points) >= 11


def test_a_drawing_of_many_wild_shapes_is_a_few_kilobytes():
    def wild(n):
        ring = [[n % 12 * 0.01 + step / 8000, n // 12 * 0.01 + (step * 37 % 11) / 9000] for step in range(40)]
        top = [[n % 12 * 0.01 + step / 8000, n // 12 * 0.01 + 0.005 + (step * 53 % 7) / 3000] for step in range(40)]
        return {"type": "Polygon", "coordinates": [[*ring, *top[::-1], ring[0]]]}

    drawn = drawing([(n, wild(n)) for n in range(130)])
    assert len(gzip.compress("".join(shape.d for shape in drawn.shapes).encode())) < 12_000
