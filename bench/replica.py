"""The search on a real Elasticsearch, beside the database's own engine: size, indexing rate, p50, p95 and p99.

python bench/replica.py [10000 100000 1000000]. Environment: ELASTICSEARCH_URL (one node), BENCH_SECONDS for each load (10),
BENCH_EMBEDDED (largest size that the databases' own engines are measured at, 100000), TEST_DATABASE_URL or
BENCH_DATABASE_URL (a PostgreSQL server, which then takes part), BENCH_DIR (keeps the databases). See bench/README.md.
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
from bench.parts.databases import engines, place_of  # noqa: E402
from bench.parts.generated import RANDOM, Filler, ask_in_processes  # noqa: E402

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
    *({"text": RANDOM} for _ in range(10)),
]
TOP = [{"text": "vecinos"}]


def percentile(times: list[float], share: float) -> float:
    """Return the time that `share` of the answers did not exceed."""
    return statistics.quantiles(times, n=100, method="inclusive")[round(share * 100) - 1]


def loads(name: str, size: int) -> dict:
    """Measure one engine: the mixed load for each number of clients, as people ask (a node remembers what was asked until
    something changes) and each question anew; and the frequent word anew."""
    found = {}
    for clients in CLIENTS:
        times = ask_in_processes(clients, SECONDS, LOAD)
        found[clients] = times
        row(f"{name}, {clients} clients", times, f"{len(times) / SECONDS:,.0f} answers a second")
    if name == "Elasticsearch":
        found["anew"] = ask_in_processes(1, SECONDS, LOAD, "anew")
        row(f"{name}, nothing remembered", found["anew"], "1 client")
    found["top"] = ask_in_processes(1, SECONDS, TOP, "anew")
    row(f"{name}, a word in 1 of 5", found["top"], f"{size:,} documents")
    return found


def row(name: str, times: list[float], more: str) -> None:
    """Print one line of figures."""
    figures = "  ".join(f"p{round(share * 100)} {percentile(times, share):8.1f}" for share in (0.5, 0.95, 0.99))
    print(f"  {name:36} {figures} ms   {more}", flush=True)


def first_hits() -> list[list[str]]:
    """Return for each judged question the references of the first practices found."""
    from search import engines, thesaurus
    from search.grammar import parse_query
    from search.models import SearchGroup
    from search.query import SearchQuery

    engine, known = engines.answering(), thesaurus.current_thesaurus()
    pages = [
        engine.answer(SearchQuery(text, "es", page_size=FIRST), parse_query(text, "es", known)).ranked
        for text in topics()
    ]
    keys = dict(
        SearchGroup.objects.filter(pk__in=[group for page in pages for group, _ in page]).values_list("pk", "key")
    )
    return [[keys[group] for group, _ in page] for page in pages]


def build_index(size: int) -> float:
    """Build the cluster's index from the database in a process of its own; print rate and memory; return the rate."""
    command = [sys.executable, __file__, "--part", "index"]
    figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
    rate = size / figures["seconds"]
    print(
        f"  indexed {size:,} documents in {figures['seconds']:.0f} s: {rate:,.0f} a second, "
        f"the indexing process took at most {figures['memory']:,.0f} MB",
        flush=True,
    )
    return rate


def part_index() -> None:
    """In the process of its own: build and report."""
    from search.replica.building import rebuild_replica_index

    started = time.perf_counter()
    rebuild_replica_index()
    seconds = time.perf_counter() - started
    # Not getrusage: its peak goes through exec, so it would be that of the process that called this one.
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    print(json.dumps({"seconds": seconds, "memory": int(peak.split()[1]) / 1024}))


def part_replica(size: int, most: int, told: str) -> None:
    """In a process whose environment names database and cluster: fill, index and ask; write the figures."""
    documents = fill(size, most, indexed=False)
    print(f"\n{documents:,} documents, load {os.getloadavg()[0]:.1f}", flush=True)
    rate = build_index(documents)
    settle()
    found = loads("Elasticsearch", documents)
    p95 = {"p95": percentile(found[1], 0.95), "anew": percentile(found["anew"], 0.95)}
    Path(told).write_text(json.dumps({"rate": rate, **p95, "first": first_hits()}))
    drop_indexes()


def settle() -> None:
    """Wait until Elasticsearch has merged what was written, as a running index mostly has; print how long, and its size."""
    from search.replica.connection import client
    from search.replica.mapping import alias

    started, es = time.monotonic(), client(patient=True)
    question = "/_tasks?actions=*forcemerge*"  # the client's own method for it warns of its younger parts
    while es.perform_request("GET", question, headers={"accept": "application/json"})["nodes"]:
        time.sleep(1)
    es.indices.refresh(index=alias())
    size = es.indices.stats(index=alias(), metric="store")["_all"]["total"]["store"]["size_in_bytes"]
    print(f"  at rest after {time.monotonic() - started:.0f} s more: {size / 2**20:,.0f} MB of index", flush=True)


def part_embedded(size: int, most: int, told: str) -> None:
    """In a process whose environment names the database: fill it as an import does, and ask it."""
    from django.db import connection

    started = time.perf_counter()
    documents = fill(size, most, indexed=True)
    seconds = time.perf_counter() - started
    engine = connection.vendor
    print(f"  {engine}: {documents:,} documents written in {seconds:.0f} s, {documents / seconds:,.0f} a second")
    loads(engine, documents)
    Path(told).write_text(json.dumps({"first": first_hits()}))


def fill(size: int, most: int, *, indexed: bool) -> int:
    """Fill the database, unless a former run did (BENCH_DIR); return the number of documents."""
    from django.core.management import call_command

    from search.models import SearchDocument

    call_command("migrate", verbosity=0)
    call_command("build_search_dictionaries", verbosity=0)
    if not SearchDocument.objects.exists():
        Filler(most, indexed=indexed).fill(size)
    return SearchDocument.objects.count()


def drop_indexes() -> None:
    """Take our indexes away."""
    from search.replica.building import _ours
    from search.replica.connection import client

    for name in _ours():
        client(patient=True).indices.delete(index=name)


def run(part: str, engine: str, size: int, most: int, **environment: str) -> dict:
    """Run a part in a process with a database of its own; return its figures."""
    with place_of(engine, size, part) as place, tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "figures.json"
        command = [sys.executable, __file__, "--part", part, "--size", str(size), "--most", str(most)]
        subprocess.run([*command, "--told", str(told)], env=place.environment() | environment, check=True)
        return json.loads(told.read_text())


def alike(first: list[list[str]], other: list[list[str]]) -> float:
    """Return the share of the first hits that two engines have in common, over the questions that find something."""
    shares = [len({*ours} & {*theirs}) / len(ours) for ours, theirs in zip(first, other, strict=True) if ours]
    print(f"  first {FIRST} of {len(shares)} judged questions: {statistics.mean(shares):.0%} the same", flush=True)
    return statistics.mean(shares)


def measure(sizes: list[int]) -> int:
    """Measure each size; return how many aims were missed."""
    most, shares, found = max(sizes), [], {}
    cluster = {"ELASTICSEARCH_PREFIX": f"bench{os.getpid()}", "ELASTICSEARCH_TIMEOUT": "60"}
    for size in sizes:
        found[size] = run("replica", "SQLite", size, most, **cluster)
        for engine in engines() if size <= EMBEDDED else ():
            embedded = run("embedded", engine, size, most, ELASTICSEARCH_URL="")
            shares.append(alike(found[size]["first"], embedded["first"]))
    growth, anew = (found[most][name] / found[min(sizes)][name] for name in ("p95", "anew"))
    print(
        f"\np95 of the mixed load, one client: {growth:.1f} times that of the smallest size, {anew:.1f} with each anew"
    )
    aims = {
        f"{RATE_AIM} documents a second": found[most]["rate"] >= RATE_AIM,
        f"at most {RATIO_AIM} times": growth <= RATIO_AIM,
    }
    if shares:
        aims[f"{OVERLAP_AIM:.0%} of the first {FIRST} the same"] = min(shares) >= OVERLAP_AIM
    for aim, met in aims.items():
        print(f"aim {aim}: {'met' if met else 'MISSED'}")
    return sum(not met for met in aims.values())


def main() -> int:
    """Measure, or do one part in a process of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--part", choices=["replica", "embedded", "index"])
    for name, kind in (("size", int), ("most", int), ("told", str)):
        parser.add_argument(f"--{name}", type=kind)
    options = parser.parse_args()
    if options.part:
        import django

        django.setup()
        if options.part == "index":
            part_index()
        else:
            work = part_replica if options.part == "replica" else part_embedded
            work(options.size, options.most, options.told)
        return 0
    if not os.environ.get("ELASTICSEARCH_URL"):
        print("bench/replica.py: ELASTICSEARCH_URL names no cluster; nothing was measured")
        return 0
    return int(bool(measure(sorted(options.sizes))))


if __name__ == "__main__":
    sys.exit(main())
