"""The generated bank straight as search documents, for sizes at which pages would only cost time."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import count as numbers_from
from itertools import islice

from bench.parts.corpus import Practice, practices

FACETS = ("type", "objective", "theme", "scope", "category", "author", "country")
CODES = {
    "type": [f"type-{n}" for n in range(11)],
    "objective": [f"objective-{n}" for n in range(8)],
    "theme": [f"theme-{n}" for n in range(18)],
    "scope": [f"scope-{n}" for n in range(5)],
    "category": [f"category-{n}" for n in range(5)],
    "author": [f"author-{n}" for n in range(3)],
    "country": [f"country-{n}" for n in range(60)],
}
BATCH = 1_000
RANDOM = "*"  # in a question of the load: another word each time


def stream(most: int) -> Iterator[Practice]:
    """Return the practices of a bank of `most`; reading a part of it gives a smaller bank."""
    return practices(most, CODES)


def documents_of(practice: Practice) -> list:
    """Return the DocumentData of a practice, one for each version."""
    from search.query import DocumentData

    return [
        DocumentData(
            key=f"{practice.key}:{version.language}",
            group=practice.key,
            kind="practice",
            language=version.language,
            is_source=not place,
            title=version.title,
            summary=version.summary,
            body=version.body,
            url=f"/{version.language}/{practice.number}/",
            published=practice.published,
            data={"reference": f"P-{practice.number}"},
            facets=practice.codes,
        )
        for place, version in enumerate(practice.versions)
    ]


class Filler:
    """Writes documents and groups to the database without its own index: what the replica reads, and the hits show.

    With `indexed` it writes them as an import does, for the database's own engine.
    """

    def __init__(self, most: int, *, indexed: bool = False) -> None:
        self.indexed = indexed
        self.practices = stream(most)
        self.numbers = numbers_from(1)
        self.documents = 0

    def fill(self, wanted: int) -> None:
        """Go on until there are so many documents."""
        from django.db import transaction

        from search import index
        from search.documents import group_dates, to_model
        from search.models import SLOT_BITS, SearchDocument, SearchGroup

        while self.documents < wanted:
            if self.indexed:
                rows = [data for practice in islice(self.practices, BATCH) for data in documents_of(practice)]
                index.put(rows)
                self.documents += len(rows)
                continue
            groups, rows = [], []
            for practice in islice(self.practices, BATCH):
                number = next(self.numbers)
                made = [
                    to_model(data, (number << SLOT_BITS) + slot) for slot, data in enumerate(documents_of(practice))
                ]
                groups.append(SearchGroup(pk=number, key=practice.key, **group_dates(made[0])))
                rows += made
            if not rows:
                return
            with transaction.atomic():
                SearchGroup.objects.bulk_create(groups, batch_size=500)
                SearchDocument.objects.bulk_create(rows, batch_size=50)
            self.documents += len(rows)


def ask_in_processes(clients: int, seconds: float, questions: list[dict], *how: str) -> list[float]:
    """Return the milliseconds of each answer that `clients` processes got in some seconds of the mixed load.

    `how` may be "anew": see bench/parts/load.py.
    """
    command = [sys.executable, "-m", "bench.parts.load", str(seconds), json.dumps(questions)]
    running = [
        subprocess.Popen([*command, str(seed), *how], stdout=subprocess.PIPE, text=True, env=os.environ)
        for seed in range(clients)
    ]
    times: list[float] = []
    for process in running:
        out, _ = process.communicate()
        if process.returncode:
            raise RuntimeError("a client of the load failed")
        times += json.loads(out)
    return times
