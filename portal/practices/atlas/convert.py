"""Make static/atlas/world.svg and this folder's data out of Natural Earth; needed again only for a newer edition.

Source: Natural Earth 4.1 (naturalearthdata.com), in the public domain, as TopoJSON in the npm package world-atlas 2.0.2:
    npm install --prefix FOLDER world-atlas
    python -m portal.practices.atlas.convert FOLDER/node_modules/world-atlas
Borders are Natural Earth's: those that hold on the ground. What has no ISO 3166-1 code is drawn without a name.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from babel.core import get_global

from portal.practices.atlas.geometry import (
    WORLD_BOX,
    area,
    bounds,
    equal_earth,
    ring_centroid,
    simplify,
    svg_path,
    whole,
)

HERE = Path(__file__).parent
DRAWN = HERE.parents[2] / "static" / "atlas" / "world.svg"
# Half-transparent grey: the picture stands on light and dark paper, and cannot ask the page for its colours.
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="{} {} {} {}">
<!-- Natural Earth 4.1, public domain; made by portal/practices/atlas/convert.py -->
<g fill="#85817a" fill-opacity=".2" stroke="#85817a" stroke-opacity=".55" stroke-width=".7">
<path vector-effect="non-scaling-stroke" d="{}"/>
</g>
</svg>
"""
WORLD_TOLERANCE, SMALLEST_ISLAND = 0.35, 4.0  # degrees, square units of the world map
COUNTRY_SIZE, COUNTRY_TOLERANCE = 1000, 3.5  # units along the longer side of a country
LEFT_OUT = "AQ"
# Territories whose shape Natural Earth counts to another country's: where their circle stands (degrees).
POINTS = {
    "BQ": (-68.3, 12.2), "CC": (96.8, -12.2), "CX": (105.6, -10.5), "GF": (-53.1, 3.9), "GI": (-5.35, 36.1),
    "GP": (-61.5, 16.2), "MQ": (-61.0, 14.7), "RE": (55.5, -21.1), "SJ": (16.0, 78.5), "TK": (-171.8, -9.2),
    "TV": (179.2, -8.5), "YT": (45.2, -12.8),
}  # fmt: skip


class Topology:
    """A TopoJSON file: arcs in degrees, decoded, and each changed in the same way for both its neighbours."""

    def __init__(self, path, change):
        content = json.loads(path.read_text(encoding="utf-8"))
        self.arcs = [change(self._decoded(arc, content["transform"])) for arc in content["arcs"]]
        self.geometries = content["objects"]["countries"]["geometries"]

    @staticmethod
    def _decoded(arc, transform):
        (kx, ky), (tx, ty) = transform["scale"], transform["translate"]
        points, x, y = [], 0, 0
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * kx + tx, y * ky + ty))
        return points

    def ring(self, indexes):
        """Return the ring that arcs make; ~n is arc n backwards, and each begins where the one before ended.

        What lies across the date line goes on past 180 degrees instead of jumping to the other side.
        """
        points = []
        for index in indexes:
            arc = self.arcs[index] if index >= 0 else self.arcs[~index][::-1]
            points += arc[1:] if points else arc
        ring = [points[0]]
        for lon, lat in points[1:-1]:
            ring.append((lon - 360 * round((lon - ring[-1][0]) / 360), lat))
        turns = 360 * round(sum(lon for lon, _ in ring) / len(ring) / 360)
        return [(lon - turns, lat) for lon, lat in ring]

    def countries(self):
        """Yield (alpha-2 code or "", [outer ring, …]) of each country; lakes are left out."""
        codes = get_global("territory_aliases")
        for geometry in self.geometries:
            polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", [])
            code = codes.get(geometry.get("id") or "", [""])[0]
            if code != LEFT_OUT and polygons:
                yield code, [self.ring(polygon[0]) for polygon in polygons]


def fewer(arc: list) -> list:
    """Return an arc of the world map with fewer points."""
    return simplify(arc, WORLD_TOLERANCE)


def world_points(folder: str) -> dict[str, list[float]]:
    """Return {code: [x, y]}: the middle of each country's main part on the world map."""
    points = {}
    for code, rings in Topology(folder / "countries-50m.json", list).countries():
        largest = max(([equal_earth(*point) for point in ring] for ring in rings), key=area)
        points[code] = [round(value) for value in ring_centroid(largest)]
    points |= {code: [round(value) for value in equal_earth(*point)] for code, point in POINTS.items()}
    return {code: point for code, point in points.items() if code}


def world_shapes(folder: str) -> tuple[dict[str, str], dict[str, tuple[float, ...]]]:
    """Return ({code: SVG path}, {code: box of its main part}) of the world map; "" is what has no code."""
    paths, boxes = {}, {}
    for code, rings in Topology(folder / "countries-110m.json", fewer).countries():
        units = sorted(([equal_earth(*point) for point in ring] for ring in rings), key=area, reverse=True)
        drawn = [whole(ring) for number, ring in enumerate(units) if number == 0 or area(ring) >= SMALLEST_ISLAND]
        paths[code] = paths.get(code, "") + svg_path([ring for ring in drawn if len(ring) > 2])
        boxes[code] = [round(value) for value in bounds(units[0])]
    return {code: path for code, path in sorted(paths.items()) if path}, boxes


def write_world_picture(paths: Iterable[str]) -> None:
    """Write the picture of the world: one path, so that it stays small."""
    DRAWN.parent.mkdir(exist_ok=True)
    DRAWN.write_text(SVG.format(*WORLD_BOX, "".join(paths.values())), encoding="utf-8")


def without_seam(rings: list[list]) -> list[list]:
    """Return a country's rings so that one on both sides of the date line lies together: its west follows its east."""
    left, _, right, _ = bounds([point for ring in rings for point in ring])
    if right - left < 300:
        return rings
    west = [max(lon for lon, _ in ring) < -30 for ring in rings]
    return [[(lon + 360 * turn, lat) for lon, lat in ring] for turn, ring in zip(west, rings, strict=True)]


def country_outline(rings: list[list]) -> dict[str, Any]:
    """Return {"origin": [lon, lat], "unit": degrees, "rings": [[x, y, dx, dy, …], …]}, the largest ring first."""
    rings = sorted(without_seam(rings), key=area, reverse=True)
    left, bottom, *_ = bounds([point for ring in rings for point in ring])
    main = bounds(rings[0])
    unit = max(main[2] - main[0], main[3] - main[1]) / COUNTRY_SIZE or 1e-4
    kept = []
    for number, ring in enumerate(rings):
        units = [((lon - left) / unit, (lat - bottom) / unit) for lon, lat in ring]
        drawn = whole(simplify([*units, units[0]], COUNTRY_TOLERANCE))
        if len(drawn) > 2 and (number == 0 or area(drawn) > 60):
            steps = [(x - drawn[i][0], y - drawn[i][1]) for i, (x, y) in enumerate(drawn[1:])]
            kept.append([*drawn[0], *(value for step in steps for value in step)])
    return {"origin": [round(left, 3), round(bottom, 3)], "unit": round(unit, 6), "rings": kept}


def write_country_file(name: str, content: bytes) -> None:
    """Write a data file, one country a line."""
    lines = [f'"{key}": {json.dumps(value, separators=(",", ":"))}' for key, value in sorted(content.items())]
    (HERE / name).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def main(folder: str) -> None:
    """Convert the files of the folder of world-atlas (Path)."""
    paths, boxes = world_shapes(folder)
    write_world_picture(paths)
    points = world_points(folder)
    write_country_file("world.json", {code: {"point": point, "box": boxes.get(code)} for code, point in points.items()})
    detailed = Topology(folder / "countries-50m.json", list).countries()
    write_country_file("countries.json", {code: country_outline(rings) for code, rings in detailed if code})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
