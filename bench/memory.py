"""Memory of a web process over a bank of 20,000 practices, before and after 10,000 mixed requests.

python bench/memory.py [--strict]. Environment: BENCH_QUICK, BENCH_DIR; see bench/README.md. One gunicorn worker as
`manage.py serve` runs it, but never replaced by a fresh one, so that what it gathers shows.
"""

import argparse
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.parts.corpus import LANGUAGES, PLANTED, SEED, practices, topics
from bench.parts.databases import QUICK, place_of, prepare
from bench.parts.loopback import free_port, wait_for

SIZE, REQUESTS, AIM_MB, CONNECTIONS = 20_000, 1_000 if QUICK else 10_000, 250, 4
SHARES = {"bank": 50, "practice": 25, "suggest": 15, "home": 10}  # of a hundred requests
SERVER = """
import sys
from gunicorn.app.wsgiapp import run
sys.argv = ["gunicorn", "portal.wsgi:application", "--bind", sys.argv[1], "--workers", "1", "--worker-class", "gthread",
            "--threads", "4", "--preload", "--log-level", "warning"]
run()
"""


def describe(target: Path) -> None:
    """In a process that has the environment of the place: fill the bank, write the addresses to ask for as JSON."""
    prepare(SIZE)
    from portal.practices.models import PracticeIndexPage, PracticePage
    from portal.vocabularies.models import Term

    banks = {bank.locale.language_code: bank.get_url() for bank in PracticeIndexPage.objects.live()}
    slugs = PracticePage.objects.order_by("pk").values_list("locale__language_code", "slug")
    terms = Term.objects.filter(vocabulary__in=("type", "theme", "objective", "scope"))
    facts = {
        "banks": banks,
        "practices": [f"{banks[language]}{slug}/" for language, slug in slugs],
        "terms": list(terms.order_by("pk").values_list("vocabulary", "code")),
    }
    target.write_text(json.dumps(facts))


def addresses(facts: dict) -> list[tuple[str, str]]:
    """Return (sort of page, path) of all requests, the same ones every time."""
    chance = random.Random(SEED)  # noqa: S311 no secret
    sample = (practice.versions[0].body.split() for practice in practices(300, {}))
    words = [*PLANTED, *topics(), *(word for body in sample for word in chance.sample(body, 5))]
    asked = []
    for sort in chance.choices(list(SHARES), weights=SHARES.values(), k=REQUESTS):
        language = chance.choice(LANGUAGES)
        path = {
            "home": lambda language=language: f"/{language}/",
            "practice": lambda: chance.choice(facts["practices"]),
            "suggest": lambda language=language: (
                f"/{language}/search/suggest?{urlencode({'q': chance.choice(words)[: chance.randint(2, 6)]})}"
            ),
            "bank": lambda language=language: f"{facts['banks'][language]}?{urlencode(question(chance, words, facts))}",
        }[sort]()
        asked.append((sort, path))
    return asked


def question(chance: random.Random, words: list[str], facts: dict) -> list[tuple[str, str]]:
    """Return the parameters of one question to the bank: words, filters, an order and a page, each now and then."""
    asked = [("q", " ".join(chance.sample(words, chance.choice([1, 1, 2]))))] if chance.random() < 0.8 else []
    asked += [tuple(chance.choice(facts["terms"])) for _ in range(chance.choice([0, 0, 1, 2]))]
    if chance.random() < 0.2:
        asked.append(("sort", chance.choice(["newest", "title"])))
    if chance.random() < 0.1:
        asked.append(("page", str(chance.randint(2, 40))))
    return asked


def worker_of(parent: int) -> int:
    """Return the process id of the one worker of a gunicorn."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    if len(children) != 1:
        raise RuntimeError(f"gunicorn has {len(children)} workers, not one")
    return int(children[0])


def memory(process: int) -> dict[str, float]:
    """Return the megabytes of a process: resident now, and at most so far."""
    lines = (line.split() for line in Path(f"/proc/{process}/status").read_text().splitlines())
    values = {line[0]: int(line[1]) / 1024 for line in lines if line and line[0] in ("VmRSS:", "VmHWM:")}
    return {"now": values["VmRSS:"], "most": values["VmHWM:"]}


def ask(port: int, asked: list[tuple[str, str]], answers: Counter) -> None:
    """Send requests over one connection and count (sort of page, status) of the answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    for sort, path in asked:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        answers[sort, answer.status] += 1


def ask_all(port: int, asked: list[tuple[str, str]]) -> Counter:
    """Send requests over several connections and return the counts of all answers."""
    counts = [Counter() for _ in range(CONNECTIONS)]
    threads = [Thread(target=ask, args=(port, asked[at::CONNECTIONS], counts[at])) for at in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts, Counter())


def measure(environment: dict, facts: dict) -> float:
    """Serve, ask, print; return the megabytes at the end."""
    port = free_port()
    server = subprocess.Popen([sys.executable, "-c", SERVER, f"127.0.0.1:{port}"], env=environment)
    try:
        wait_for(port)
        ask(port, [("home", "/es/")], Counter())
        worker = worker_of(server.pid)
        print(f"  after the first request        {memory(worker)['now']:6.0f} MB")
        asked, answers, started = addresses(facts), Counter(), time.perf_counter()
        step = REQUESTS // 5
        for done in range(0, REQUESTS, step):
            answers += ask_all(port, asked[done : done + step])
            print(f"  after {done + step:>6,} mixed requests   {memory(worker)['now']:6.0f} MB", flush=True)
        seconds, end = time.perf_counter() - started, memory(worker)
        if worker_of(server.pid) != worker:
            raise RuntimeError("the worker was replaced meanwhile: the figures say nothing")
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(40)
    if answers.total() != REQUESTS or any(status != 200 for _, status in answers):
        raise RuntimeError(f"answers that were not 200: {dict(answers)}")
    kinds = ", ".join(f"{count:,} {sort}" for (sort, _), count in sorted(answers.items()))
    print(f"  {kinds}; {REQUESTS / seconds:.0f} a second over {CONNECTIONS} connections; at most {end['most']:.0f} MB")
    return end["now"]


def main() -> int:
    """Measure and print; with --strict return 1 when the aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strict", action="store_true", help="exit with an error when the aim is missed")
    parser.add_argument("--describe", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.describe:
        describe(options.describe)
        return 0
    print(f"Memory of one web process, SQLite, {SIZE:,} practices; load {os.getloadavg()[0]:.1f}")
    with place_of("SQLite", SIZE) as place, tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "facts.json"
        subprocess.run([sys.executable, __file__, "--describe", str(target)], env=place.environment(), check=True)
        end = measure(place.environment(), json.loads(target.read_text()))
    met = end <= AIM_MB
    print(f"  aim under {AIM_MB} MB: {'met' if met else 'MISSED'}")
    return 0 if met or not options.strict else 1


if __name__ == "__main__":
    sys.exit(main())
