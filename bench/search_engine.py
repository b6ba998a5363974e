"""Milliseconds of the search over generated practices, on each database, beside stock Wagtail search.

python bench/search_engine.py [--strict] [20000 100000]. Environment: BENCH_QUICK, BENCH_DIR, BENCH_DATABASE_URL; see
bench/README.md. Each question is asked whole: ranked first 20 with highlights, total, and the counts of seven filters.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.parts import stock
from bench.parts.corpus import ABOUT, judged, topics
from bench.parts.databases import SIZES, engines, place_of, prepare
from bench.parts.pages import FACETS, number_of

AIMS = {20_000: 30, 100_000: 120}  # ms on SQLite for a word in one of five practices; three times that when expanded
STOCK_AIM, DATABASE_AIM = 30, 2  # times faster than stock; times slower on PostgreSQL than on SQLite
STOCK_SIZES = (20_000,)
REPEATS, MOST_SECONDS, FIRST = 15, 20, 20
WORD, EXPANDED = "word in 1 of 5", "four languages' term"
QUESTIONS = {
    WORD: {"text": "vecinos"},
    "word in 1 of 100": {"text": "huerta"},
    "word in 1 of 1000": {"text": "zapato"},
    EXPANDED: {"text": "presupuesto participativo"},
    "two words": {"text": "vecinos huerta"},
    "1 of 5, two filters": {"text": "vecinos", "facets": {"theme": ("education", "health"), "country": ("MX",)}},
    "1 of 5, newest": {"text": "vecinos", "sort": "newest"},
    "everything": {},
}
ASKED_OF_STOCK = list(QUESTIONS)[:4]
STOCK_ANALYSED, STOCK_PLAIN = "with planner statistics", "as installed"


def timed(ask, repeats: int) -> tuple[dict, object]:
    """Return the figures of some warm repeats in milliseconds, fewer when they are slow, and the last answer.

    "cpu" is what this process computed: beside other work it says more than the clock, for SQLite, which works in it.
    """
    answer, times, computed, begun = ask(), [], [], time.perf_counter()
    for done in range(repeats):
        if done and time.perf_counter() - begun > MOST_SECONDS:
            break
        started, cpu = time.perf_counter(), time.process_time()
        answer = ask()
        times.append((time.perf_counter() - started) * 1000)
        computed.append((time.process_time() - cpu) * 1000)
    return {"median": statistics.median(times), "fastest": min(times), "cpu": statistics.median(computed)}, answer


def ask_ours() -> tuple[dict, dict]:
    """Return ({question: figures}, {question: the labels it was expanded by})."""
    from search.api import search
    from search.query import SearchQuery

    answers, labels = {}, {}
    for name, question in QUESTIONS.items():
        query = SearchQuery(language="es", kinds=("practice",), count_facets=FACETS, **question)
        figures, results = timed(lambda query=query: search(query), REPEATS)
        answers[name] = figures | {"hits": results.total}
        labels[name] = tuple(label for each in results.expanded for label in (each.words, *each.labels))
    return answers, labels


def ask_stock(labels: dict, engine: str) -> dict:
    """Return {"build": seconds of its index, way: {question: figures, or "slow"}}; a way is how it is set up."""
    stock.declare()
    try:
        found = {"build": stock.build()}
    except stock.TooSlow:
        return {"build": None}
    progress("stock's index is built")
    ways = {STOCK_ANALYSED: nullcontext}
    if engine == "SQLite":
        ways[STOCK_PLAIN] = stock.as_installed
    for way, context in ways.items():
        with context():
            found[way] = {name: ask_stock_once(name, labels[name]) for name in ASKED_OF_STOCK}
    return found


def ask_stock_once(name: str, labels: tuple[str, ...]) -> dict | str:
    """Return the figures of one question, or "slow" beyond the limit."""
    try:
        figures, hits = timed(lambda: stock.ask(QUESTIONS[name]["text"], labels), REPEATS)
    except stock.TooSlow:
        return "slow"
    finally:
        progress(f"stock: {name}")
    return figures | {"hits": hits}


def first_hits() -> list[list[int]]:
    """Return for each topic the numbers of the first practices found."""
    from search.api import search
    from search.query import SearchQuery

    return [
        [number_of(hit.data["reference"]) for hit in search(SearchQuery(text, "es", page_size=FIRST)).hits]
        for text in topics()
    ]


def measure(engine: str, size: int, target: Path) -> None:
    """In a process that has the environment of a place: fill, ask, and write the figures as JSON."""
    filled = prepare(size)
    progress(f"{size:,} practices are there")
    ours, labels = ask_ours()
    found = {"filled": filled, "ours": ours, "first": first_hits(), "stock": None}
    progress("our search is measured")
    if size in STOCK_SIZES:
        found["stock"] = ask_stock(labels, engine)
    target.write_text(json.dumps(found))


def progress(step: str) -> None:
    """Say on the error output what is done: some steps take minutes."""
    print(f"… {time.strftime('%H:%M:%S')} {step}", file=sys.stderr, flush=True)


def run(engine: str, size: int) -> dict:
    """Measure one database in a process of its own and return its figures."""
    with place_of(engine, size) as place, tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "figures.json"
        command = [sys.executable, __file__, "--measure", str(target), "--engine", engine, str(size)]
        subprocess.run(command, env=place.environment(), check=True)
        return json.loads(target.read_text())


class Report:
    """Prints the tables and remembers whether an aim was missed."""

    missed = 0

    def aim(self, text: str, met: bool) -> str:
        """Return an aim with its verdict."""
        self.missed += not met
        return f"aim {text}: {'met' if met else 'MISSED'}"

    def size(self, size: int, found: dict[str, dict]) -> None:
        """Print one bank's figures for every engine that has it."""
        print(f"\n{size:,} practices; ms, warm median of {REPEATS} (fastest, computed by this process)")
        for engine, answer in found.items():
            if answer["filled"]:
                filled = answer["filled"]
                print(f"  {engine}: {filled['documents']:,} documents written in {filled['seconds']:.0f} s")
        for name in QUESTIONS:
            print(f"  {name:<22}", end="")
            for engine, answer in found.items():
                one = answer["ours"][name]
                print(f"{engine} {one['median']:7.1f} ({one['fastest']:.1f}, {one['cpu']:.1f})  ", end="")
            hits = {answer["ours"][name]["hits"] for answer in found.values()}
            print(f"{max(hits):>7,} hits", "" if len(hits) == 1 else f"DIFFERENT: {sorted(hits)}", end="")
            print("  " + "; ".join(self.verdicts(size, name, found)))
            self.missed += len(hits) > 1

    def verdicts(self, size: int, name: str, found: dict) -> list[str]:
        """Return what a question's figures say about the aims it has."""
        medians = {engine: answer["ours"][name]["median"] for engine, answer in found.items()}
        said = []
        limit = AIMS.get(size, 0) * {WORD: 1, EXPANDED: 3}.get(name, 0)
        if limit:
            said.append(self.aim(f"{limit} ms on SQLite", medians["SQLite"] <= limit))
        if len(medians) > 1:
            ratio = medians["PostgreSQL"] / medians["SQLite"]
            verdict = f", {self.aim(f'at most {DATABASE_AIM}', ratio <= DATABASE_AIM)}" if limit else ""
            said.append(f"PostgreSQL/SQLite {ratio:.1f}{verdict}")
        return said

    def stock(self, size: int, engine: str, answer: dict) -> None:
        """Print stock's figures beside ours."""
        theirs = answer["stock"]
        if theirs is None:
            return
        if theirs["build"] is None:
            print(f"\nStock Wagtail search, {engine}, {size:,}: its index was not built in {stock.BUILD_LIMIT} s")
            return
        built = f"built in {theirs['build']:.0f} s" if theirs["build"] else "kept from a former run"
        for way in (STOCK_ANALYSED, STOCK_PLAIN):
            if way in theirs:
                print(f"\nStock Wagtail search, {engine} {way}, {size:,} practices; index {built}")
                for name in ASKED_OF_STOCK:
                    self.beside(name, answer["ours"][name], theirs[way][name])

    def beside(self, name: str, ours: dict, theirs: dict | str) -> None:
        """Print one question's ratio."""
        if theirs == "slow":
            times = stock.LIMIT * 1000 / ours["median"]
            verdict = self.aim(f"{STOCK_AIM} times", times >= STOCK_AIM) if name == WORD else ""
            print(f"  {name:<22} not within {stock.LIMIT} s: ours is more than {times:,.0f} times faster  {verdict}")
            return
        ratio = theirs["median"] / ours["median"]
        verdict = self.aim(f"{STOCK_AIM} times", ratio >= STOCK_AIM) if name == WORD else ""
        print(
            f"  {name:<22} stock {theirs['median']:9.1f}  ours {ours['median']:7.1f}  "
            f"ours is {ratio:6.1f} times faster  {theirs['hits']:>7,} pages  {verdict}"
        )

    def overlap(self, size: int, found: dict[str, dict]) -> None:
        """Print how the first hits of topics with known answers agree, and how many of the right ones are among them."""
        right = judged(size)
        for engine, answer in found.items():
            shares = [len(good.intersection(first)) / ABOUT for good, first in zip(right, answer["first"], strict=True)]
            print(
                f"  {engine}: of {ABOUT} practices about a topic {statistics.mean(shares):.0%} are in the first {FIRST}"
            )
        if len(found) > 1:
            both = zip(*(answer["first"] for answer in found.values()), strict=True)
            shares = [len({*one} & {*other}) / max(len(one), len(other), 1) for one, other in both]
            print(
                f"  first {FIRST} of {len(shares)} judged questions in both databases: {statistics.mean(shares):.0%} the "
                f"same, at worst {min(shares):.0%}"
            )


def main() -> int:
    """Measure and print; with --strict return 1 when an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--strict", action="store_true", help="exit with an error when an aim is missed")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--engine", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.engine, options.sizes[0], options.measure)
        return 0
    print(f"Search engine; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    if "PostgreSQL" not in engines():
        print("PostgreSQL: not measured, neither BENCH_DATABASE_URL nor TEST_DATABASE_URL names a server")
    report = Report()
    for size in options.sizes:
        found = {engine: run(engine, size) for engine in engines()}
        report.size(size, found)
        report.overlap(size, found)
        for engine, answer in found.items():
            report.stock(size, engine, answer)
    print(f"\nload {os.getloadavg()[0]:.1f} at the end; aims missed: {report.missed}")
    return 1 if options.strict and report.missed else 0


if __name__ == "__main__":
    sys.exit(main())
