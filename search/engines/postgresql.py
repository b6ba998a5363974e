"""The engine of PostgreSQL: a tsvector of the tokens that analysis made, under a GIN index, ranked by ts_rank."""

from collections.abc import Iterable, Sequence

from django.db import connections, router

from search.engines.base import BODY_WEIGHT, SUMMARY_WEIGHT, TITLE_WEIGHT
from search.engines.database import DatabaseEngine, IndexRow
from search.engines.expressions import Notation
from search.grammar import Clause, Phrase
from search.models import SearchDocument

TABLE, INDEX = "search_tokens", "search_tokens_gin"
_LOCK = 7_236_401  # any number that no other advisory lock of this database uses
_K1, _B = 1.2, 0.75  # of BM25, as SQLite's FTS5 has them
_AVERAGE_WORDS = 300  # of a usual text; FTS5 knows the true average, which would change every row's scale
_POSITIONS = 16_383  # tsvector keeps no higher one
_INSERT = f"""INSERT INTO {TABLE} (id, scale, tokens) VALUES (%s, %s, %s::tsvector)
    ON CONFLICT (id) DO UPDATE SET scale = excluded.scale, tokens = excluded.tokens"""  # noqa: S608 constants
# ts_rank wants weights of D, C, B, A between 0 and 1; `scale` tames long texts, stored because counting costs more.
_WEIGHTS = f"{{0.0,{BODY_WEIGHT / TITLE_WEIGHT},{SUMMARY_WEIGHT / TITLE_WEIGHT},1.0}}"
_MATCH = f"""SELECT id, scale * ts_rank('{_WEIGHTS}', tokens, %s::tsquery) FROM {TABLE}
    WHERE tokens @@ %s::tsquery"""  # noqa: S608 constants


class PostgresqlEngine(DatabaseEngine):
    """Full-text search in the database server itself."""

    name = "postgresql"

    def put(self, rows: Sequence[IndexRow], *, replace: bool = True) -> None:
        """Index documents; what stood under their ids before is replaced in any case."""
        with _cursor() as cursor:
            cursor.executemany(_INSERT, [(row.id, scale_of(row), vector_of(row)) for row in rows])

    def delete(self, ids: Sequence[int]) -> None:
        """Take documents out by id."""
        with _cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE} WHERE id = ANY(%s)", [list(ids)])  # noqa: S608 constants

    def clear(self) -> None:
        """Take everything out; not TRUNCATE, which readers of the former rows would have to wait for.

        An empty table is filled without its index, which `finish` then makes at once: row by row takes ten times as long.
        """
        with _cursor() as cursor:
            cursor.execute(f"SELECT EXISTS (SELECT FROM {TABLE})")  # noqa: S608 constants
            if cursor.fetchone()[0]:
                cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608 constants
            else:
                cursor.execute(f"DROP INDEX IF EXISTS {INDEX}")

    def finish(self) -> None:
        """Make the index where `clear` left it out, and let the planner count the rows."""
        with _cursor() as cursor:
            cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {INDEX} ON {TABLE} USING gin (tokens) WITH (fastupdate = off)")
            for table in (TABLE, "search_searchdocument", "search_searchgroup", "search_searchword"):
                cursor.execute(f"ANALYZE {table}")

    def lock(self) -> None:
        """Let one writer at a time change the shared sets, until its transaction ends."""
        with _cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])

    def matches(self, clauses: Sequence[Clause], *, expanded: bool, every: bool) -> Iterable[tuple[int, float]]:
        """Yield (document id, score); see DatabaseEngine."""
        expression = NOTATION.expression(clauses, expanded=expanded, every=every)
        with _cursor() as cursor:
            cursor.execute(_MATCH, [any_word(clauses, expanded=expanded), expression])
            yield from cursor.fetchall()


def scale_of(row: IndexRow) -> float:
    """Return what a document's rank is multiplied by: the longer the less, as BM25 does with a word that stands once."""
    words = sum(len(text.split()) for text in (row.title, row.summary, row.body))
    return (_K1 + 1) / (1 + _K1 * (1 - _B + _B * words / _AVERAGE_WORDS))


def any_word(clauses: Sequence[Clause], *, expanded: bool) -> str:
    """Return the tsquery literal of any word of the clauses: with "and", ts_rank weighs how near the words stand."""
    phrases = {phrase for clause in clauses for forms in clause.words for phrase in forms}
    if expanded:
        phrases = phrases.union(*(clause.expansions for clause in clauses))
    return " | ".join(_quoted(token) for token in sorted({token for phrase in phrases for token in phrase}))


def vector_of(row: IndexRow) -> str:
    """Return the tsvector literal of a document; a gap between the parts keeps phrases from running over."""
    places: dict[str, list[str]] = {}
    position = 1
    for text, weight in ((row.title, "A"), (row.summary, "B"), (row.body, "C")):
        for token in text.split():
            stands = places.setdefault(token, [])
            if len(stands) < 255:
                stands.append(f"{min(position, _POSITIONS)}{weight}")
            position += 1
        position += 1
    return " ".join(f"{_quoted(token)}:{','.join(stands)}" for token, stands in places.items())


def _quoted(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"


def _phrase(phrase: Phrase) -> str:
    return "(" + " <-> ".join(map(_quoted, phrase)) + ")"


NOTATION = Notation(both=" & ", either=" | ", without=" & !", phrase=_phrase)


def _cursor():
    return connections[router.db_for_write(SearchDocument)].cursor()
