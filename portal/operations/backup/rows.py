"""The rows of all tables from one kind of database into another, by way of a plain SQLite file.

Types are those of the columns in the databases themselves, not of today's models: a backup of an older portal has other
columns. A value lies in the file as Django keeps it in SQLite. What follows from other rows, the search, is left out.
"""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from .manifest import BackupError

NUMBERS = "numbers_given_out"  # the table of the file with the last number of each table
DERIVED = ("search_", "wagtailsearch_", "sqlite_", NUMBERS)  # how the names of tables begin that are made anew
KEPT = ("search_searchgroup",)  # its numbers decide between equals: answers come in the same order
AT_ONCE = 500

#: PostgreSQL's type → how a statement asks for the column, so that it comes as SQLite keeps it
ASKED = {
    "boolean": '"{}"::int',
    "uuid": "replace(\"{}\"::text, '-', '')",
    "jsonb": '"{}"::text',
    "inet": '"{}"::text',
    "interval": '(extract(epoch from "{}") * 1000000)::bigint',
}
#: PostgreSQL's type → what makes its value of one of SQLite's
MADE = {
    "boolean": bool,
    "bytea": bytes,
    "real": float,
    "double precision": float,
    "interval": "{} microseconds".format,
    "text": str,
    "character varying": str,
}


def quoted(name: str) -> str:
    """Return the name of a table or column as a statement holds it."""
    return f'"{name}"'


def is_kept(table: str) -> bool:
    """Tell whether a table's rows belong into a backup."""
    return table in KEPT or not table.startswith(DERIVED)


def postgresql_columns(connection: BaseDatabaseWrapper) -> dict[str, dict[str, str]]:
    """Return {table: {column: type}} of the tables that belong into a backup."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns JOIN information_schema.tables"
            " USING (table_schema, table_name) WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
            " ORDER BY table_name, ordinal_position"
        )
        for table, column, kind in cursor.fetchall():
            if is_kept(table):
                found.setdefault(table, {})[column] = kind
    return found


def sqlite_columns(database: sqlite3.Connection) -> dict[str, dict[str, str]]:
    """Return {table: {column: type}} of the tables that belong into a backup."""
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {
        name: {row[1]: row[2] for row in database.execute(f"PRAGMA table_info({quoted(name)})")}
        for name in names
        if is_kept(name)
    }


def as_sqlite(value: Any) -> Any:
    """Return a value of PostgreSQL as Django keeps it in SQLite: a moment is in UTC, without its zone."""
    if value is None or isinstance(value, int | float | str | bytes):
        return value
    if getattr(value, "tzinfo", None):
        value = value.astimezone(UTC).replace(tzinfo=None)
    return bytes(value) if isinstance(value, memoryview) else str(value)


def save_rows(connection: BaseDatabaseWrapper, path: Path) -> None:
    """Write the rows of a PostgreSQL database into a new SQLite file, inside the transaction that is open."""
    with sqlite3.connect(path) as file:
        for table, columns in postgresql_columns(connection).items():
            file.execute(f"CREATE TABLE {quoted(table)} ({', '.join(map(quoted, columns))})")
            asked = ", ".join(ASKED.get(kind, '"{}"').format(name) for name, kind in columns.items())
            insert = f"INSERT INTO {quoted(table)} VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - our tables
            with connection.connection.cursor(name="backup") as cursor:
                cursor.itersize = AT_ONCE
                cursor.execute(f"SELECT {asked} FROM {quoted(table)}")  # noqa: S608
                file.executemany(insert, (tuple(map(as_sqlite, row)) for row in cursor))
        file.execute(f"CREATE TABLE {NUMBERS} (name text, last integer)")
        file.executemany(f"INSERT INTO {NUMBERS} VALUES (?, ?)", postgresql_numbers(connection))  # noqa: S608
    file.close()


def postgresql_numbers(connection: BaseDatabaseWrapper) -> list[tuple[str, int]]:
    """Return (table, last number given out) of each table that numbers its rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.relname, s.last_value FROM pg_sequences s JOIN pg_class c ON c.relname = s.sequencename"
            " JOIN pg_depend d ON d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')"
            " JOIN pg_class t ON t.oid = d.refobjid"
            " WHERE s.schemaname = current_schema() AND c.relnamespace = current_schema()::regnamespace"
            " AND s.last_value IS NOT NULL"
        )
        return [(table, last) for table, last in cursor.fetchall() if is_kept(table)]


def load_rows(path: Path, connection: BaseDatabaseWrapper) -> None:
    """Replace the rows of a database (any kind; its migrations are those of the file) by those of an SQLite file."""
    file = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    try:
        write = {"sqlite": into_sqlite, "postgresql": into_postgresql}[connection.vendor]
        write(file, sqlite_columns(file), last_numbers(file), connection)
    finally:
        file.close()


def last_numbers(file: sqlite3.Connection) -> dict[str, int]:
    """Return {table: last number given out}; one is not given out again, though its row be deleted."""
    names = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    source = NUMBERS if NUMBERS in names else "sqlite_sequence"
    return {name: last for name, last in file.execute(f"SELECT * FROM {source}") if is_kept(name) and last}  # noqa: S608


def refuse_other_tables(theirs: dict[str, dict[str, str]], ours: dict[str, dict[str, str]]) -> None:
    """Raise BackupError when the tables of the file are not those that the migrations made."""
    differing = sorted(
        name for name in theirs.keys() | ours.keys() if set(theirs.get(name, ())) != set(ours.get(name, ()))
    )
    if differing:
        raise BackupError(f"The backup has other tables than its migrations make: {', '.join(differing[:5])}.")


def rows_of(file: sqlite3.Connection, table: str, columns: list[str]) -> Iterator[tuple]:
    """Yield the rows of a table of the file."""
    return iter(file.execute(f"SELECT {', '.join(map(quoted, columns))} FROM {quoted(table)}"))  # noqa: S608


def table_by_table(tables: dict, write: Callable[[str], None]) -> None:
    """Call `write(table)` for each. Raises BackupError that names the table whose rows a database does not take."""
    for table in tables:
        try:
            write(table)
        except Exception as error:
            raise BackupError(f"This database does not take the rows of {table}: {str(error).strip()}") from error


def into_sqlite(
    file: sqlite3.Connection,
    tables: dict[str, dict[str, str]],
    numbers: dict[str, int],
    connection: BaseDatabaseWrapper,
) -> None:
    """Write the rows into the SQLite database that Django talks to, as one transaction."""
    connection.ensure_connection()
    target = connection.connection
    refuse_other_tables(tables, sqlite_columns(target))
    target.execute("PRAGMA foreign_keys = OFF")
    target.execute("BEGIN IMMEDIATE")

    def write(table):
        columns = list(tables[table])
        target.execute(f"DELETE FROM {quoted(table)}")  # noqa: S608
        places = ", ".join("?" * len(columns))
        insert = f"INSERT INTO {quoted(table)} ({', '.join(map(quoted, columns))}) VALUES ({places})"  # noqa: S608
        target.executemany(insert, rows_of(file, table, columns))

    try:
        table_by_table(tables, write)
        for table, last in numbers.items():
            target.execute("DELETE FROM sqlite_sequence WHERE name = ?", [table])
            target.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", [table, last])
        target.execute("COMMIT")
    except BaseException:
        target.execute("ROLLBACK")
        raise
    target.execute("PRAGMA foreign_keys = ON")
    connection.check_constraints()


def into_postgresql(
    file: sqlite3.Connection,
    tables: dict[str, dict[str, str]],
    numbers: dict[str, int],
    connection: BaseDatabaseWrapper,
) -> None:
    """Write the rows into the PostgreSQL database that Django talks to, as one transaction; its rows may point ahead."""
    ours = postgresql_columns(connection)
    refuse_other_tables(tables, ours)
    connection.ensure_connection()
    target = connection.connection

    def write(table):
        columns = list(tables[table])
        made = [MADE.get(ours[table][name]) for name in columns]
        copy = f"COPY {quoted(table)} ({', '.join(map(quoted, columns))}) FROM STDIN"
        with cursor.copy(copy) as stream:
            for row in rows_of(file, table, columns):
                stream.write_row(
                    [value if value is None or not make else make(value) for value, make in zip(row, made, strict=True)]
                )

    with target.transaction(), target.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(f"TRUNCATE {', '.join(map(quoted, tables))} CASCADE")
        table_by_table(tables, write)
        for table, last in numbers.items():
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [quoted(table), last])
