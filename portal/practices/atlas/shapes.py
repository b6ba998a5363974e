"""The shapes of the world and of its countries, read once from the data files of this folder (see convert.py)."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .geometry import Point

HERE = Path(__file__).parent
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Spot:
    """A country on the world map: where its circle stands, and the box (left, top, right, bottom) of its main part."""

    point: Point
    box: Box


@dataclass(frozen=True)
class Country:
    """One country at a finer scale: rings in degrees (WGS 84), the largest first; past 180 where it goes on there."""

    rings: tuple[tuple[Point, ...], ...]


def walked(numbers: list[int]) -> list[tuple[int, int]]:
    """Return the points of a start and the steps from it: [x, y, dx, dy, …]."""
    points = [(numbers[0], numbers[1])]
    for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
        points.append((points[-1][0] + dx, points[-1][1] + dy))
    return points


@lru_cache(maxsize=1)
def world() -> dict[str, Spot]:
    """Return the countries of the world map by alpha-2 code."""
    content = json.loads((HERE / "world.json").read_text(encoding="utf-8"))
    return {
        code: Spot(tuple(entry["point"]), tuple(entry["box"] or [*entry["point"], *entry["point"]]))
        for code, entry in content.items()
    }


@lru_cache(maxsize=1)
def _lines() -> dict[str, str]:
    """Return {code: its data as JSON}: only what is looked at is decoded."""
    lines = (HERE / "countries.json").read_text(encoding="utf-8").splitlines()[1:-1]
    return {line[1:3]: line[line.index("{") : line.rindex("}") + 1] for line in lines}


@lru_cache(maxsize=32)
def country_shape(code: str) -> Country | None:
    """Return a country by its alpha-2 code, or None where there is no shape of it."""
    line = _lines().get(code)
    if line is None:
        return None
    content = json.loads(line)
    (lon, lat), unit = content["origin"], content["unit"]
    rings = (walked(ring) for ring in content["rings"])
    return Country(tuple(tuple((lon + x * unit, lat + y * unit) for x, y in ring) for ring in rings))
