"""Stock Wagtail search on the same pages: what a site has that declares search fields and asks `.search()`.

Per question the first twenty, the total, and the counts of the bank's seven filters by `.facet()`, as its handbook says.
"""

import threading
import time
from contextlib import contextmanager

from bench.parts.databases import QUICK
from bench.parts.pages import FACETS, TERMS

LIMIT = 20 if QUICK else 60  # seconds for one question
BUILD_LIMIT = 600  # seconds for its index
CHUNK = 1_000


class TooSlow(Exception):
    """A question or the index took longer than its limit."""


def declare() -> None:
    """Give the practice the search fields that a stock site would write: title and texts, and each filter."""
    from wagtail.models import Page
    from wagtail.search import index

    from portal.practices.models import PracticePage

    texts = [index.SearchField("lead"), index.SearchField("main_objective_text")]
    filters = [index.FilterField(name) for name in (*TERMS.values(), "place_country")]
    PracticePage.search_fields = [*Page.search_fields, *texts, *filters]


def build() -> float:
    """Index all practices as `rebuild_modelsearch_index` does; return the seconds, 0 when it was there, or raise TooSlow."""
    from django.db import connection
    from wagtail.search.backends import get_search_backend
    from wagtail.search.models import IndexEntry

    from portal.practices.models import PracticePage

    if IndexEntry.objects.count() >= PracticePage.objects.count():
        return 0.0
    started = time.perf_counter()
    backend = get_search_backend()
    rebuilder = backend.rebuilder_class(backend.get_index_for_model(PracticePage))
    index = rebuilder.start()
    pages = PracticePage.objects.order_by("pk")
    for start in range(0, pages.count(), CHUNK):
        index.add_items(PracticePage, list(pages[start : start + CHUNK]))
        if time.perf_counter() - started > BUILD_LIMIT:
            raise TooSlow
    rebuilder.finish()
    connection.cursor().execute("ANALYZE")
    return time.perf_counter() - started


@contextmanager
def as_installed():
    """Take SQLite's statistics away, which nothing of a stock site makes, and make them again afterwards."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sqlite_stat1")
        cursor.execute("ANALYZE sqlite_schema")  # read them again: none
        try:
            yield
        finally:
            cursor.execute("ANALYZE")


def ask(text: str, labels: tuple[str, ...]) -> int:
    """Ask for a text, or for any of some phrases; return the total. Raises TooSlow beyond the limit."""
    from wagtail.search.query import Or, Phrase

    from portal.practices.models import PracticePage

    question = Or([Phrase(label) for label in labels]) if labels else text
    pages = PracticePage.objects.live().public()
    with _limited():
        results = pages.search(question)
        total = results.count()
        list(results[:20])
        for facet in FACETS:
            pages.search(question).facet(_column(facet))
    return total


def _column(facet: str) -> str:
    from portal.practices.models import PracticePage

    field = PracticePage._meta.get_field(TERMS.get(facet, "place_country"))
    return field.attname if field.many_to_one else field.name


class _limited:
    """Interrupts the database when a question takes longer than the limit; raises TooSlow then."""

    def __enter__(self):
        from django.db import connection

        connection.ensure_connection()
        raw = connection.connection
        self.interrupt = raw.interrupt if connection.vendor == "sqlite" else raw.cancel
        self.over = threading.Event()
        self.done = threading.Event()
        self.watch = threading.Thread(target=self._watch, daemon=True)
        self.watch.start()

    def _watch(self):
        if not self.done.wait(LIMIT):
            self.over.set()
            while not self.done.wait(0.2):  # the next statement of the question too
                self.interrupt()

    def __exit__(self, kind, error, trace):
        from django.db import OperationalError

        self.done.set()
        self.watch.join()
        if self.over.is_set() and (kind is None or issubclass(kind, OperationalError)):
            raise TooSlow from error
