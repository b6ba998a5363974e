"""Milliseconds to find the neighbourhood of a point among 5,000 boundaries, to draw 130 of them, and how heavy that is.

python bench/territory.py [--strict]. Environment: BENCH_DATABASE_URL, else TEST_DATABASE_URL, as in bench/README.md.
The boundaries are computed: a field of crooked cells of forty points each, in the open sea.
"""

import argparse
import gzip
import os
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.parts.databases import engines, place_of

BOUNDARIES, ACROSS, POINTS, DRAWN = 5_000, 100, 500, 130
AIM_MS, AIM_KB = 10, 60
SIZE, WEST, SOUTH = 0.01, -30.0, -34.0  # degrees


def cell(number):
    """Return cell `number` of the field as a GeoJSON MultiPolygon: a square whose four sides are crooked."""
    x, y = WEST + number % ACROSS * SIZE, SOUTH + number // ACROSS * SIZE
    ring = []
    for side, (start, step) in enumerate((((0, 0), (1, 0)), ((1, 0), (0, 1)), ((1, 1), (-1, 0)), ((0, 1), (0, -1)))):
        for part in range(10):
            across = 0.04 * (min(part, 10 - part) * 7 % 5 - 2) if part else 0  # the same seen from both sides
            along = part / 10
            at = (start[0] + step[0] * along, start[1] + step[1] * along)
            ring.append([x + SIZE * (at[0] + across * (side % 2)), y + SIZE * (at[1] + across * (1 - side % 2))])
    return {"type": "MultiPolygon", "coordinates": [[[*ring, ring[0]]]]}


def fill():
    """Store BOUNDARIES neighbourhoods with their boundaries, in districts of 100."""
    from datetime import date

    from portal.territory.boundaries.geometry import sound
    from portal.territory.models import Boundary, District, Neighbourhood

    for number in range(BOUNDARIES):
        if number % 100 == 0:
            district = District.objects.create(code=f"d{number}", name=f"D{number}")
        place = Neighbourhood.objects.create(code=f"n{number}", name=f"N{number}", district=district)
        whole = sound(cell(number))
        west, south, east, north = whole.shape.bounds
        box = {"west": west, "south": south, "east": east, "north": north}
        facts = {"geometry": whole.geometry, "fingerprint": whole.fingerprint, "valid_from": date(2025, 1, 1)}
        Boundary.objects.create(neighbourhood=place, **box, **facts)


def measure(engine, strict):
    """In a process with the environment of a place: fill it, measure, print; returns how many aims were missed."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    from portal.territory.boundaries.drawing import drawing
    from portal.territory.boundaries.lookup import neighbourhood_at
    from portal.territory.models import Boundary

    call_command("migrate", verbosity=0)
    with transaction.atomic():
        fill()
    connection.cursor().execute("ANALYZE")
    chance, took, busy, found = random.Random(5), [], [], 0  # noqa: S311 (points of a measurement)
    for _ in range(POINTS):
        point = WEST + chance.random() * ACROSS * SIZE, SOUTH + chance.random() * BOUNDARIES / ACROSS * SIZE
        start, processor = time.perf_counter(), time.process_time()
        found += neighbourhood_at(*point) is not None
        took.append((time.perf_counter() - start) * 1000)
        busy.append((time.process_time() - processor) * 1000)
    missed = statistics.median(took) > AIM_MS
    print(
        f"{engine}: a point among {BOUNDARIES} boundaries: median {statistics.median(took):.1f} ms "
        f"(aim {AIM_MS} ms {'MISSED' if missed else 'kept'}), p99 {statistics.quantiles(took, n=100)[98]:.1f} ms, "
        f"of which processor {statistics.quantiles(busy, n=100)[98]:.1f} ms; {found} of {POINTS} points found"
    )
    shapes = list(Boundary.objects.values_list("pk", "geometry")[:DRAWN])
    start = time.process_time()
    drawn = drawing(shapes)
    milliseconds = (time.process_time() - start) * 1000
    size = len(gzip.compress("".join(shape.d for shape in drawn.shapes).encode())) / 1024
    print(f"{engine}: {DRAWN} boundaries drawn in {milliseconds:.0f} ms, {size:.1f} KB compressed (aim {AIM_KB} KB)")
    return int(missed + (size > AIM_KB)) if strict else 0


def main():
    """Measure on each engine, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--strict", action="store_true", help="a missed aim is an error")
    parser.add_argument("--engine", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.engine:
        sys.exit(measure(arguments.engine, arguments.strict))
    kept = os.environ.pop("BENCH_DIR", None)  # a field is made in seconds: not worth keeping
    faults = 0
    for engine in engines():
        with place_of(engine, BOUNDARIES) as place:
            command = [sys.executable, __file__, "--engine", engine, *(["--strict"] if arguments.strict else [])]
            faults += subprocess.run(command, env=place.environment(), check=False).returncode
    if kept is not None:
        os.environ["BENCH_DIR"] = kept
    sys.exit(faults)


if __name__ == "__main__":
    main()
