"""Milliseconds of the search over generated practices: python bench/search_engine.py [--postgres URL] [20000 100000].

Each question is asked whole: ranked first 20 with highlights, total, and the counts of seven filters. Warm medians on a
database of its own, removed afterwards.
"""

import argparse
import random
import resource
import statistics
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django
import environ
from django.conf import settings

AIMS = {20_000: 30, 100_000: 120}  # ms for a word in one of five documents (issue 4); three times that when expanded
FACETS = {"type": 12, "objective": 15, "theme": 20, "scope": 6, "category": 8, "country": 40, "year": 15}
LANGUAGES = ("es", "fr", "en", "pt")
# Word or phrase → share of the practices that have it.
PLANTED = {
    "vecinos": 1 / 5,
    "huerta": 1 / 100,
    "zapato": 1 / 1000,
    "presupuesto participativo": 1 / 8,
    "budget participatif": 1 / 20,
    "participatory budgeting": 1 / 40,
    "orçamento participativo": 1 / 40,
}
QUESTIONS = {
    "word in 1 of 5": {"text": "vecino"},
    "word in 1 of 100": {"text": "huertas"},
    "word in 1 of 1000": {"text": "zapatos"},
    "expanded, 1 of 5": {"text": "presupuestos participativos"},
    "two words": {"text": "vecino huerta"},
    "1 of 5, two filters": {"text": "vecino", "facets": {"theme": ("theme-1", "theme-2"), "country": ("country-3",)}},
    "1 of 5, newest": {"text": "vecino", "sort": "newest"},
    "1 of 5, by title": {"text": "vecino", "sort": "title"},
    "everything": {},
}


def configure(folder: str, postgres: str) -> None:
    """Set Django up with the search app alone, on a database of the folder or on the server named."""
    options = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
    }
    sqlite = {"ENGINE": "django.db.backends.sqlite3", "NAME": f"{folder}/bench.sqlite3", "OPTIONS": options}
    settings.configure(
        INSTALLED_APPS=["search"],
        DATABASES={"default": environ.Env.db_url_config(postgres) if postgres else sqlite},
        LANGUAGE_CODE="es",
        LANGUAGES=[(code, code) for code in LANGUAGES],
        USE_TZ=True,
    )
    django.setup()


def practices(count: int):
    """Yield generated practices, the same ones every time; one in six also has a translation."""
    from search.query import DocumentData

    chance = random.Random(20260101)  # noqa: S311 no secret
    syllables = [a + b for a in "bcdfglmnprstv" for b in "aeiou"]
    words = ["".join(chance.choices(syllables, k=chance.randint(2, 5))) for _ in range(30_000)]
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(words))))

    def some(length: int) -> list[str]:
        return chance.choices(words, cum_weights=weights, k=length)

    for number in range(count):
        planted = [text for text, share in PLANTED.items() if chance.random() < share]
        facets = {
            name: tuple({f"{name}-{int(chance.triangular(0, codes, 0))}" for _ in range(3 if name == "theme" else 1)})
            for name, codes in FACETS.items()
        }
        published = f"20{chance.randint(10, 25)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        languages = chance.sample(LANGUAGES, 2 if chance.random() < 1 / 6 else 1)
        for language in languages:
            title, body = some(8), some(220)
            for text in planted:
                where = title if chance.random() < 0.1 else body
                where.insert(chance.randrange(len(where)), text)
            yield DocumentData(
                key=f"{number}-{language}",
                group=f"practice-{number}",
                kind="practice",
                language=language,
                is_source=language == languages[0],
                title=" ".join(title).capitalize(),
                summary=" ".join(some(30)),
                body=" ".join(body),
                published=published,
                facets=facets,
            )


def measure(count: int) -> bool:
    """Fill, ask every question, print; return whether the aims are met."""
    from search.door import search
    from search.query import SearchQuery
    from search.rebuild import rebuild

    started = time.perf_counter()
    documents = rebuild(practices(count))
    took = time.perf_counter() - started
    print(f"\n{count:,} practices, {documents:,} documents: rebuilt in {took:.0f} s ({documents / took:,.0f} a second)")
    met = True
    for name, question in QUESTIONS.items():
        query = SearchQuery(language="es", count_facets=tuple(FACETS), **question)
        times = []
        for _ in range(11):
            started = time.perf_counter()
            results = search(query)
            times.append((time.perf_counter() - started) * 1000)
        median = statistics.median(times[1:])
        aim = AIMS.get(count, 0) * {"word in 1 of 5": 1, "expanded, 1 of 5": 3}.get(name, 0)
        verdict = f"aim {aim}: {'met' if median <= aim else 'MISSED'}" if aim else ""
        met = met and (not aim or median <= aim)
        print(f"  {name:22} {results.total:>7,} hits {median:8.1f} ms  {verdict}")
    print(f"  memory of this process at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return met


def main() -> int:
    """Run the sizes named and return 1 when an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=list(AIMS))
    parser.add_argument("--postgres", default="", help="address of an empty database, postgres://…")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        configure(folder, arguments.postgres)
        from django.core.management import call_command

        from search.thesaurus import Concept, register_thesaurus

        call_command("migrate", verbosity=0)
        labels = dict(zip(LANGUAGES, list(PLANTED)[3:], strict=True))
        register_thesaurus(lambda: [Concept("budgeting", {code: [label] for code, label in labels.items()})])
        met = [measure(size) for size in arguments.sizes]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
