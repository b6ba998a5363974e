"""The search on a real Elasticsearch, beside the database's own engine: size, indexing rate, p50, p95 and p99.

python bench/replica.py [10000 100000 1000000]. Environment: ELASTICSEARCH_URL (one node), BENCH_SECONDS for each load (10),
BENCH_EMBEDDED (largest size that the databases' own engines are measured at, 100000), TEST_DATABASE_URL or
BENCH_DATABASE_URL (a PostgreSQL server, which then takes part). See bench/README.md.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.parts.corpus import topics  # noqa: E402
from bench.parts.databases import SERVER, place_of  # noqa: E402
from bench.parts.generated import Filler, ask_in_processes  # noqa: E402

CLIENTS = (1, 4, 16)
SECONDS = float(os.environ.get("BENCH_SECONDS", 10))
EMBEDDED = int(os.environ.get("BENCH_EMBEDDED", 100_000))
RATE_AIM, RATIO_AIM, OVERLAP_AIM, FIRST = 2_500, 3, 0.8, 20
LOAD = [
    {"text": "vecinos"},
    {"text": "huerta"},
    {"text": "zapato"},
    {"text": "presupuesto participativo"},
    {"text": "vecinos huerta"},
    {"text": '"presupuesto participativo"'},
    {"text": "vecinos", "facets": {"theme": ["theme-1", "theme-2"], "country": ["country-3"]}},
    {"text": "vecinos", "sort": "newest"},
    {},
    {"facets": {"type": ["type-1"]}},
]
TOP = [{"text": "vecinos"}]


def percentile(times: list[float], share: float) -> float:
    """Return the time that `share` of the answers did not exceed."""
    return statistics.quantiles(times, n=100, method="inclusive")[round(share * 100) - 1]


def loads(name: str, size: int) -> dict:
    """Measure one engine: the mixed load for each number of clients, and the frequent word for one."""
    found = {}
    for clients in CLIENTS:
        times = ask_in_processes(clients, SECONDS, LOAD)
        found[clients] = times
        row(f"{name}, {clients} clients", times, f"{len(times) / SECONDS:,.0f} answers a second")
    found["top"] = ask_in_processes(1, SECONDS, TOP)
    row(f"{name}, a word in 1 of 5", found["top"], f"{size:,} documents")
    return found


def row(name: str, times: list[float], more: str) -> None:
    """Print one line of figures."""
    figures = "  ".join(f"p{round(share * 100)} {percentile(times, share):8.1f}" for share in (0.5, 0.95, 0.99))
    print(f"  {name:36} {figures} ms   {more}", flush=True)


def first_hits() -> list[list[str]]:
    """Return for each judged question the references of the first practices found."""
    from search import engines, thesaurus
    from search.grammar import parse
    from search.models import SearchGroup
    from search.query import SearchQuery

    engine, known = engines.answering(), thesaurus.current()
    pages = [
        engine.answer(SearchQuery(text, "es", page_size=FIRST), parse(text, "es", known)).ranked for text in topics()
    ]
    keys = dict(
        SearchGroup.objects.filter(pk__in=[group for page in pages for group, _ in page]).values_list("pk", "key")
    )
    return [[keys[group] for group, _ in page] for page in pages]


def embedded(size: int, most: int, first: list[list[str]]) -> bool:
    """Fill a database of each kind through its own engine, and measure that; tell whether it finds the same first ones."""
    agrees = True
    for engine in ("SQLite", *(["PostgreSQL"] if SERVER else [])):
        with place_of(engine, size, "documents") as place, tempfile.TemporaryDirectory() as folder:
            told = Path(folder) / "first.json"
            environment = place.environment() | {"ELASTICSEARCH_URL": "", "BENCH_SECONDS": str(SECONDS)}
            command = [sys.executable, __file__, "--embedded", str(size), "--most", str(most), "--first", str(told)]
            subprocess.run(command, env=environment, check=True)
            shares = [
                len(set(ours) & set(theirs)) / len(ours)
                for ours, theirs in zip(first, json.loads(told.read_text()), strict=True)
                if ours
            ]
        same = statistics.mean(shares)
        agrees &= same >= OVERLAP_AIM
        print(f"  first {FIRST} of {len(shares)} judged questions: {same:.0%} the same as in Elasticsearch", flush=True)
    return agrees


def measure_embedded(size: int, most: int, told: str) -> None:
    """In a process whose environment names the database: fill it as an import does, and ask it."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    call_command("build_search_dictionaries", verbosity=0)
    started = time.perf_counter()
    filler = Filler(most, indexed=True)
    filler.fill(size)
    seconds = time.perf_counter() - started
    engine = connection.vendor
    print(f"  {engine}: {filler.documents:,} documents written in {seconds:.0f} s, {size / seconds:,.0f} a second")
    loads(engine, filler.documents)
    Path(told).write_text(json.dumps(first_hits()))


def index(size: int) -> float:
    """Build the cluster's index from the database in a process of its own; print size, rate and memory; return the rate."""
    command = [sys.executable, __file__, "--index"]
    figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
    rate = size / figures["seconds"]
    print(
        f"  indexed {size:,} documents in {figures['seconds']:.0f} s: {rate:,.0f} a second, "
        f"{figures['bytes'] / 2**20:,.0f} MB of index, the indexing process took at most {figures['memory']:,.0f} MB",
        flush=True,
    )
    return rate


def build_index() -> None:
    """In the process of its own: build, merge what Elasticsearch would merge by itself in time, and report."""
    import django

    django.setup()
    from search.replica.building import rebuild
    from search.replica.connection import client
    from search.replica.mapping import alias

    started = time.perf_counter()
    rebuild()
    seconds = time.perf_counter() - started
    store = client(patient=True).indices.stats(index=alias(), metric="store")["_all"]["total"]["store"]
    # Not getrusage: its peak goes through exec, so it would be that of the process that called this one.
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    memory = int(peak.split()[1]) / 1024
    print(json.dumps({"seconds": seconds, "bytes": store["size_in_bytes"], "memory": memory}))


def measure(sizes: list[int]) -> int:
    """Fill, index and ask at each size; return how many aims were missed."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("build_search_dictionaries", verbosity=0)
    filler, first, missed, agrees = Filler(max(sizes)), None, 0, True
    for size in sizes:
        filler.fill(size)
        print(f"\n{filler.documents:,} documents, load {os.getloadavg()[0]:.1f}", flush=True)
        rate = index(filler.documents)
        found = loads("Elasticsearch", filler.documents)
        if size <= EMBEDDED:
            agrees &= embedded(size, max(sizes), first_hits())
        p95 = percentile(found[1], 0.95)
        first = first or p95
        print(f"  p95 of the mixed load, 1 client: {p95 / first:.1f} times that of the smallest size", flush=True)
        if size == max(sizes):
            for aim, met in (
                (f"{RATE_AIM} documents a second", rate >= RATE_AIM),
                (f"{RATIO_AIM} times", p95 <= first * RATIO_AIM),
                (f"{OVERLAP_AIM:.0%} the same", agrees),
            ):
                missed += not met
                print(f"  aim {aim}: {'met' if met else 'MISSED'}", flush=True)
    return missed


def main() -> int:
    """Work in a folder and an index prefix of its own, taken away afterwards."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--index", action="store_true")
    parser.add_argument("--embedded", type=int)
    parser.add_argument("--most", type=int)
    parser.add_argument("--first", default="")
    options = parser.parse_args()
    if options.index or options.embedded:
        build_index() if options.index else measure_embedded(options.embedded, options.most, options.first)
        return 0
    if not os.environ.get("ELASTICSEARCH_URL"):
        print("bench/replica.py: ELASTICSEARCH_URL names no cluster; nothing was measured")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "VAR_DIR": folder,
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "ELASTICSEARCH_PREFIX": f"bench{os.getpid()}",
            "ELASTICSEARCH_TIMEOUT": "60",
            "PYTHONPATH": str(ROOT),
            "DEMONSTRATION": "0",
        }
        missed = measure(sorted(options.sizes))
        from search.replica.building import _ours
        from search.replica.connection import client

        for name in _ours():
            client(patient=True).indices.delete(index=name)
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
