"""The snapshot of the tables is what migrations make, and only an empty database takes it."""

import pytest
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.loader import MigrationLoader

from portal.operations.schema import snapshot, sqlite


@pytest.fixture
def empty(db, tmp_path):
    """Return a connection to an SQLite database without tables."""
    settings = {**connection.settings_dict, "ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "new.sqlite3"}
    made = DatabaseWrapper({**settings, "OPTIONS": {}}, alias="empty")
    yield made
    made.close()


@pytest.fixture
def loaded(empty):
    """Return a connection to an SQLite database that was loaded from the snapshot."""
    assert snapshot.load_snapshot(empty)
    return empty


def is_row(line):
    """Tell whether a line of a snapshot holds a row of a table or a counter of numbers given out."""
    return line.startswith(("INSERT INTO", "DELETE FROM", "SELECT pg_catalog.setval"))


def tables(script):
    """Return the lines of a snapshot that make tables, indexes and constraints."""
    return sorted(line for line in script.splitlines() if not is_row(line))


def rows(script):
    """Return the rows that a snapshot puts into tables, without the counters."""
    return sorted(line for line in script.splitlines() if is_row(line) and "sqlite_sequence" not in line)


@pytest.mark.parametrize("vendor", list(snapshot.VENDORS))
def test_the_stored_snapshot_holds_the_migrations_of_today(vendor):
    assert snapshot.read_schema_snapshot(vendor), "manage.py schema_snapshot --write on this kind of database"


@pytest.mark.django_db
def test_the_snapshot_makes_the_tables_that_migrations_make():
    assert tables(snapshot.dump(connection)) == tables(snapshot.snapshot_path(connection.vendor).read_text("utf-8"))


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="pg_dump writes a row as PostgreSQL ordered it")
def test_the_snapshot_holds_the_rows_that_migrations_write():
    assert rows(snapshot.dump(connection)) == rows(snapshot.read_schema_snapshot("sqlite"))


def test_a_loaded_database_gives_the_same_snapshot_again(loaded):
    assert snapshot.dump(loaded) == snapshot.snapshot_path("sqlite").read_text("utf-8")


def test_a_loaded_database_waits_for_no_migration(loaded):
    with loaded.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        applied = set(cursor.fetchall())
    assert set(MigrationLoader(None).disk_migrations) <= applied


def test_a_loaded_database_has_no_row_that_points_nowhere(loaded):
    loaded.check_constraints()


def test_two_databases_have_no_key_in_common():
    script = "@uuid-1@ @uuid-2@ @uuid-1@"
    first, second, again = snapshot.fill_placeholders(script, sqlite.uuid_text).split()
    assert first == again != second
    assert first not in snapshot.fill_placeholders(script, sqlite.uuid_text)


def test_a_database_with_a_table_is_left_to_migrations(empty):
    with empty.cursor() as cursor:
        cursor.execute("CREATE TABLE theirs (id integer)")
    assert not snapshot.load_snapshot(empty)
    assert empty.introspection.table_names() == ["theirs"]


def test_a_snapshot_of_other_migrations_is_not_loaded(empty, monkeypatch):
    monkeypatch.setattr(snapshot, "migrations_digest", lambda: "other")
    assert not snapshot.load_snapshot(empty)
