"""Does the agenda answer fifty years of history as fast as one: week, month, list, map, and a filtered calendar file?

python bench/agenda.py [--strict] [--sizes 500,50000]. Environment: BENCH_DATABASE_URL, else TEST_DATABASE_URL, as in
bench/README.md. All sizes have the same 500 sessions around today; the larger one has the others since 1975 behind them.
"""

import argparse
import io
import json
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.parts.databases import engines, place_of

SIZES, ROUNDS, MOST_QUERIES, MOST_TIMES = (500, 50_000), 15, 15, 1.5
PAGES = {
    "week": "/es/agenda/",
    "week, two filters": "/es/agenda/?modality=in-person&time=morning",
    "month": "/es/agenda/?view=month",
    "list": "/es/agenda/?view=list",
    "map": "/es/agenda/?view=map",
    "feed": "/es/agenda/feed.atom?modality=in-person",
    "calendar of 300": "/es/agenda/calendar.ics?modality=in-person",
}


def measure(size):
    """In a process with the environment of a place: fill it, ask, print {page: [best ms, median ms, queries, events]}."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from bench.parts.sessions import fill
    from portal.councils.models import SessionPage

    call_command("set_up", stdout=io.StringIO())
    if SessionPage.objects.count() != size:
        fill(size)
    client, found = Client(SERVER_NAME="localhost"), {}
    for name, address in PAGES.items():
        for _ in range(3):
            response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        with CaptureQueriesContext(connection) as asked:
            response = client.get(address)
        queries = len(asked)  # the next request forgets them
        # SQLite works in this process: its processor time is the same whatever else the machine does
        clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
        took = []
        for _ in range(ROUNDS):
            start = clock()
            client.get(address)
            took.append((clock() - start) * 1000)
        events = response.content.count(b"BEGIN:VEVENT") + response.content.count(b"<article")
        found[name] = [min(took), statistics.median(took), queries, events]
    print(json.dumps(found))


def report(engine, measured):
    """Print the table of one engine, {size: {page: figures}}; return how many aims were missed."""
    small, large = min(measured), max(measured)
    missed = 0
    what = "of the processor" if engine == "SQLite" else "by the clock"
    print(f"\n{engine}: milliseconds {what}, best (median) of {ROUNDS}; queries")
    for name in PAGES:
        (best, median, queries, events), (best_l, median_l, queries_l, events_l) = (
            measured[small][name],
            measured[large][name],
        )
        ratio = best_l / best
        is_missed = ratio > MOST_TIMES or max(queries, queries_l) > MOST_QUERIES or events != events_l
        missed += is_missed
        print(
            f"  {name:20} {small:6}: {best:6.1f} ({median:6.1f}), {queries:2} queries   {large:6}: {best_l:6.1f} "
            f"({median_l:6.1f}), {queries_l:2} queries   {ratio:4.2f} times {'MISSED' if is_missed else 'kept'}; "
            f"{events_l} events"
        )
    return missed


def main():
    """Measure each size on each engine, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--strict", action="store_true", help="a missed aim is an error")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of sessions")
    parser.add_argument("--size", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.size:
        measure(arguments.size)
        return
    missed = 0
    for engine in engines():
        measured = {}
        for size in map(int, arguments.sizes.split(",")):
            with place_of(engine, size, f"agenda_{date.today():%m%d}") as place:  # kept for today: dates are relative
                command = [sys.executable, __file__, "--size", str(size)]
                done = subprocess.run(command, env=place.environment(), check=True, stdout=subprocess.PIPE, text=True)
                measured[size] = json.loads(done.stdout.splitlines()[-1])
        missed += report(engine, measured)
    sys.exit(missed if arguments.strict else 0)


if __name__ == "__main__":
    main()
