"""Do pages answer a thousand published minutes as fast as ten: council, district, session, minutes, what was said, search?

python bench/minutes.py [--strict] [--sizes 10,1000]. Environment: BENCH_DATABASE_URL, else TEST_DATABASE_URL, as in
bench/README.md. Both sizes have the same city of 2,000 sessions; so many of those of one district have minutes.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.parts.databases import engines, place_of

SESSIONS, SIZES, ROUNDS, MOST_TIMES = 2_000, (10, 1_000), 15, 1.5


def held_sessions(size):
    """Return `size` sessions that were held, of the first district's councils first, the latest first."""
    from django.utils import timezone

    from portal.councils.models import SessionPage

    held = SessionPage.objects.filter(until__lt=timezone.now()).select_related("district")
    return list(held.order_by("district__code", "-start", "pk")[:size])


def write_minutes(sessions):
    """Publish minutes of each session, as its editor does: 40 people, two agreements, a complaint and a proposal."""
    from portal.core.models import User
    from portal.core.publication import batch_indexing
    from portal.minutes.publication import publish_minutes
    from portal.minutes.saving import save_draft

    editor = User.objects.create_superuser("bench-minutes", "bench@example.org", "bench")
    with batch_indexing():
        for number, session in enumerate(sessions):
            save_draft(session, editor, {}, draft(number))
            publish_minutes(session, editor)


def draft(number):
    """Return the draft of the minutes of a session (dict of texts)."""
    said = {
        "said.cccccc1": {"kind": "complaint", "text": f"No hay luz en la esquina {number}."},
        "said.cccccc2": {"kind": "proposal", "text": f"Un banco en la plaza, a la altura del {number}."},
    }
    return {
        "count.hall": "30",
        "count.online": "10",
        "gender.women": "22",
        "gender.men": "18",
        "summary": "Se habló de la plaza, del agua y de la luz. " * 8,
        "extra.bbbbbb1.title": "La plaza",
        "extra.bbbbbb1.outcome": "treated",
        "extra.bbbbbb1.discussed": "Se miraron los dos proyectos. " * 12,
        "agreement.aaaaaa1.text": f"Se pinta la plaza antes de la sesión {number + 1}.",
        "agreement.aaaaaa2.text": "Se pide la luz a la empresa.",
        **{f"{key}.{name}": text for key, row in said.items() for name, text in row.items()},
    }


def pages(session):
    """Return {name: address} of the pages that show minutes."""
    council = session.council
    path = session.get_url()
    return {
        "council": council.get_url(),
        "district": council.get_parent().get_url(),
        "session": path,
        "minutes": f"{path}minutes/",
        "what was said": "/es/proposals/",
        "search": "/es/search/?q=plaza",
    }


def measure(size):
    """In a process with the environment of a place: fill it, ask, print {page: [best ms, median ms, queries]}."""
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from bench.parts.sessions import fill
    from portal.councils.models import SessionPage
    from portal.minutes.models import Minutes

    if SessionPage.objects.count() != SESSIONS:
        fill(SESSIONS)
    sessions = held_sessions(size)
    if Minutes.objects.count() != size:
        write_minutes(sessions)
    client, found = Client(SERVER_NAME="localhost"), {}
    for name, address in pages(sessions[0]).items():
        for _ in range(3):
            response = client.get(address, follow=True)
        assert response.status_code == 200, (address, response.status_code)
        with CaptureQueriesContext(connection) as asked:
            client.get(address, follow=True)
        queries = len(asked)
        clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
        took = []
        for _ in range(ROUNDS):
            start = clock()
            client.get(address, follow=True)
            took.append((clock() - start) * 1000)
        found[name] = [min(took), statistics.median(took), queries]
    print(json.dumps(found))


def report(engine, measured):
    """Print the table of one engine, {size: {page: figures}}; return how many aims were missed."""
    small, large = min(measured), max(measured)
    missed = 0
    print(f"\n{engine}: milliseconds, best (median) of {ROUNDS}; queries")
    for name, (best, median, queries) in measured[small].items():
        best_l, median_l, queries_l = measured[large][name]
        is_missed = best_l / best > MOST_TIMES or queries_l > queries
        missed += is_missed
        print(
            f"  {name:14} {small:5}: {best:6.1f} ({median:6.1f}), {queries:2} queries   {large:5}: {best_l:6.1f} "
            f"({median_l:6.1f}), {queries_l:2} queries   {best_l / best:4.2f} times {'MISSED' if is_missed else 'kept'}"
        )
    return missed


def main():
    """Measure each size on each engine, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--strict", action="store_true", help="a missed aim is an error")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of minutes")
    parser.add_argument("--size", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.size:
        measure(arguments.size)
        return
    missed = 0
    for engine in engines():
        measured = {}
        for size in map(int, arguments.sizes.split(",")):
            with place_of(engine, size, f"minutes_{date.today():%m%d}") as place:  # dates are relative to today
                set_up = [sys.executable, str(Path(__file__).resolve().parent.parent / "manage.py"), "set_up"]
                subprocess.run(set_up, env=place.environment(), check=True, stdout=subprocess.DEVNULL)
                command = [sys.executable, __file__, "--size", str(size)]
                done = subprocess.run(command, env=place.environment(), check=True, stdout=subprocess.PIPE, text=True)
                measured[size] = json.loads(done.stdout.splitlines()[-1])
        missed += report(engine, measured)
    sys.exit(missed if arguments.strict else 0)


if __name__ == "__main__":
    main()
