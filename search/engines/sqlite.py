"""The engine of SQLite: FTS5 over tokens that analysis made, ranked by BM25."""

from collections.abc import Iterable, Sequence

from django.db import connections, router

from search.engines.base import BODY_WEIGHT, SUMMARY_WEIGHT, TITLE_WEIGHT
from search.engines.database import DatabaseEngine, IndexRow
from search.engines.expressions import Notation
from search.grammar import Clause, Phrase
from search.models import SearchDocument

TABLE = "search_fts"
# Tokens come folded and without signs: "ascii" leaves every other letter alone and needs no Unicode table of its own.
CREATE = f"CREATE VIRTUAL TABLE {TABLE} USING fts5(title, summary, body, tokenize='ascii')"
_INSERT = f"INSERT INTO {TABLE}(rowid, title, summary, body) VALUES (%s, %s, %s, %s)"  # noqa: S608 constants
_DELETE = f"DELETE FROM {TABLE} WHERE rowid = %s"  # noqa: S608 constants
_MATCH = f"""SELECT rowid, -bm25({TABLE}, {TITLE_WEIGHT}, {SUMMARY_WEIGHT}, {BODY_WEIGHT}) FROM {TABLE}
    WHERE {TABLE} MATCH %s"""  # noqa: S608 constants


class SqliteEngine(DatabaseEngine):
    """Full-text search in the database file itself."""

    name = "sqlite"

    def put(self, rows: Sequence[IndexRow], *, replace: bool = True) -> None:
        """Index documents; `replace` takes out what stood under their ids before."""
        if replace:
            self.delete([row.id for row in rows])
        with _cursor() as cursor:
            cursor.executemany(_INSERT, [(row.id, row.title, row.summary, row.body) for row in rows])

    def delete(self, ids: Sequence[int]) -> None:
        """Take documents out by id."""
        with _cursor() as cursor:
            cursor.executemany(_DELETE, [(identity,) for identity in ids])

    def clear(self) -> None:
        """Take everything out; a new table, because emptying row by row costs as much as filling."""
        with _cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
            cursor.execute(CREATE)

    def finish(self) -> None:
        """Merge the index into one piece and let the planner count the rows."""
        with _cursor() as cursor:
            cursor.execute(f"INSERT INTO {TABLE}({TABLE}) VALUES ('optimize')")  # noqa: S608 constants
            cursor.execute("ANALYZE")

    def lock(self) -> None:
        """SQLite has one writer at a time by itself."""

    def matches(self, clauses: Sequence[Clause], *, expanded: bool, every: bool) -> Iterable[tuple[int, float]]:
        """Yield (document id, score); see DatabaseEngine."""
        expression = NOTATION.expression(clauses, expanded=expanded, every=every)
        with _cursor() as cursor:
            cursor.execute(_MATCH, [expression])
            while rows := cursor.fetchmany(2_000):
                yield from rows


def _quoted(phrase: Phrase) -> str:
    return '"' + " ".join(phrase).replace('"', '""') + '"'


NOTATION = Notation(both=" AND ", either=" OR ", without=" NOT ", phrase=_quoted)


def _cursor():
    return connections[router.db_for_write(SearchDocument)].cursor()
