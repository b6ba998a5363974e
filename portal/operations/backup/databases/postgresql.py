"""A PostgreSQL database in a backup: as pg_dump writes it, and as rows that SQLite takes; both of the same moment."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from portal.operations.backup import rows
from portal.operations.backup.manifest import BackupError
from portal.operations.schema.postgresql import place_of

DUMP, ROWS = "database.dump", "database.sqlite3"
ASIDE = "before_restore"  # the schema in which the former tables wait


def run_program(name: str, connection: BaseDatabaseWrapper, *options: str) -> str:
    """Return what a program of PostgreSQL says of a database. Raises BackupError when it is not there or fails."""
    if not shutil.which(name):
        raise BackupError(
            f"{name} is not on PATH: install the client programs of PostgreSQL, of the server's version or a later one."
        )
    environment = {**os.environ, **place_of(connection)}
    done = subprocess.run([name, *options], env=environment, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise BackupError(f"{name} failed: {done.stderr.strip()[-500:]}")
    return done.stdout


def save(connection: BaseDatabaseWrapper, folder: Path) -> None:
    """Write both forms into a folder, as the database is at one moment, while others go on writing."""
    own = connection.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot(), current_schema()")
            moment, schema = cursor.fetchone()
            options = ("--format=custom", "--no-owner", "--no-privileges", f"--schema={schema}")
            run_program("pg_dump", connection, *options, f"--snapshot={moment}", f"--file={folder / DUMP}")
            rows.save_rows(own, folder / ROWS)
    finally:
        own.close()


def load(connection: BaseDatabaseWrapper, folder: Path) -> None:
    """Make the database from what pg_dump wrote, whole or not at all."""
    name = connection.settings_dict["NAME"]
    connection.close()
    with tempfile.NamedTemporaryFile("w", suffix=".list") as chosen:
        listed = run_program("pg_restore", connection, "--list", str(folder / DUMP)).splitlines(keepends=True)
        # the schema is there already, and belongs to whoever made the database
        chosen.writelines(line for line in listed if " SCHEMA " not in line)
        chosen.flush()
        options = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
        run_program(
            "pg_restore", connection, *options, f"--use-list={chosen.name}", f"--dbname={name}", str(folder / DUMP)
        )


def size_of(connection: BaseDatabaseWrapper) -> int:
    """Return how many bytes both forms need at most."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0]


def contents(connection: BaseDatabaseWrapper, schema: str) -> list[str]:
    """Return the tables and functions of a schema, each as "TABLE name" or "FUNCTION name(types)"."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'TABLE ' || oid::regclass FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind IN ('r', 'p')"
            " UNION ALL SELECT 'FUNCTION ' || oid::regprocedure FROM pg_proc WHERE pronamespace = %s::regnamespace"
            " AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')",
            [schema, schema],
        )
        return [name for (name,) in cursor.fetchall()]


def move(connection: BaseDatabaseWrapper, source: str, target: str) -> None:
    """Move the tables and functions of a schema into another one."""
    with connection.cursor() as cursor:
        for name in contents(connection, source):
            cursor.execute(f"ALTER {name} SET SCHEMA {target}")


def give_back(connection: BaseDatabaseWrapper, schema: str) -> None:
    """Drop what a restore that failed has made, and bring the former tables back."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for name in sorted(contents(connection, schema), reverse=True):  # tables before the functions of their triggers
            cursor.execute(f"DROP {name} CASCADE")
        move(connection, ASIDE, schema)
        cursor.execute(f"DROP SCHEMA {ASIDE}")


@contextmanager
def replaced(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Give an empty database inside the context; what was in it goes afterwards, or comes back after an error."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema(), to_regnamespace(%s) IS NOT NULL", [ASIDE])
        schema, was_interrupted = cursor.fetchone()
    if was_interrupted:
        give_back(connection, schema)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {ASIDE}")
        move(connection, schema, ASIDE)
    try:
        yield
    except BaseException:
        connection.close()
        give_back(connection, schema)
        raise
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA {ASIDE} CASCADE")
