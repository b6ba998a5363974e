"""The snapshot of an SQLite database: its tables, its rows, then its indexes and triggers."""

import re
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.utils.connection import ConnectionProxy

SHADOW = ("data", "idx", "content", "docsize", "config")  # the tables that FTS5 makes for itself


def schema(connection: DatabaseWrapper | ConnectionProxy) -> list[tuple[str, str, str]]:
    """Return (type, name, SQL) of everything that a statement made, in the order of making."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
        rows = cursor.fetchall()
    virtual = [name for _, name, sql in rows if sql.startswith("CREATE VIRTUAL")]
    made = {"sqlite_sequence", *(f"{name}_{part}" for name in virtual for part in SHADOW)}
    return [row for row in rows if row[1] not in made]


def row_statements(connection: ConnectionProxy, table: str, keys: dict) -> list[str]:
    """Return the INSERT statement of each row of a table; times and UUIDs become placeholders ({uuid: placeholder})."""
    with connection.cursor() as cursor:
        cursor.execute(f'PRAGMA table_info("{table}")')
        columns = [(name, kind.lower()) for _, name, kind, *_ in cursor.fetchall()]
        quoted = ", ".join(f'quote("{name}")' for name, _ in columns)
        cursor.execute(f'SELECT {quoted} FROM "{table}" ORDER BY rowid')  # noqa: S608 - names of our own tables
        rows = cursor.fetchall()
    names = ", ".join(f'"{name}"' for name, _ in columns)
    statements = []
    for row in rows:
        values = [value_text(value, kind, keys) for value, (_, kind) in zip(row, columns, strict=True)]
        statements.append(f'INSERT INTO "{table}" ({names}) VALUES ({", ".join(values)});')  # noqa: S608
    return statements


def value_text(value: str, kind: str, keys: dict) -> str:
    """Return a quoted value as the snapshot holds it; `kind` is the column's type."""
    if value != "NULL" and kind == "datetime":
        return "'@now@'"
    if value != "NULL" and kind == "char(32)":
        return "'" + keys.setdefault(value, f"@uuid-{len(keys) + 1}@") + "'"
    return value


def dump(connection: BaseDatabaseWrapper) -> str:
    """Return the script that makes this database anew."""
    objects, keys = schema(connection), {}
    tables = [(name, re.sub(r"\s*\n\s*", " ", sql)) for kind, name, sql in objects if kind == "table"]
    lines = [f"{sql};" for _, sql in tables]
    for name, sql in sorted(tables):
        if not sql.startswith("CREATE VIRTUAL"):
            lines += row_statements(connection, name, keys)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
        sequences = cursor.fetchall()
    lines.append("DELETE FROM sqlite_sequence;")  # numbers of rows that a migration deleted are not given out again
    lines += [f"INSERT INTO sqlite_sequence VALUES ('{name}', {last});" for name, last in sequences]  # noqa: S608
    lines += [f"{sql};" for kind, _, sql in objects if kind != "table"]
    return "\n".join(lines) + "\n"


def is_loadable(connection: BaseDatabaseWrapper) -> bool:
    """Tell whether the snapshot fits this database."""
    return not connection.in_atomic_block


def execute(connection: BaseDatabaseWrapper, script: str) -> None:
    """Run the script as one transaction."""
    connection.ensure_connection()
    try:
        connection.connection.executescript(f"BEGIN IMMEDIATE;\n{script}COMMIT;")
    except Exception:
        connection.connection.rollback()
        raise


def uuid_text(key: UUID) -> str:
    """Return a UUID as a column holds it."""
    return key.hex
