"""Read and write snapshots of the migrated database, and load one into an empty database.

A snapshot names the migrations that it holds by a digest. When one of them has changed since, nobody loads it and the
ordinary migrations run. Databases that have tables are always brought up to date by migrations.
"""

import hashlib
import inspect
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.utils.connection import ConnectionProxy

from . import postgresql, sqlite

FOLDER = Path(__file__).parent
VENDORS = {"sqlite": sqlite, "postgresql": postgresql}
HEADER = "-- Written by `manage.py schema_snapshot --write`; do not edit. Migrations: "
NOW, UUID = "@now@", re.compile(r"@uuid-\d+@")


def snapshot_path(vendor: str) -> Path:
    """Return the file that holds the snapshot for a database's vendor ("sqlite", "postgresql")."""
    return FOLDER / f"{vendor}.sql"


def migrations_digest() -> str:
    """Return a digest of the names and sources of all migrations, those of the libraries included."""
    digest = hashlib.sha256()
    for (app, name), migration in sorted(MigrationLoader(None).disk_migrations.items()):
        source = Path(inspect.getfile(type(migration))).read_bytes()
        digest.update(f"{app}.{name}\n".encode() + source)
    return digest.hexdigest()


def dump(connection: DatabaseWrapper | ConnectionProxy) -> str:
    """Return the snapshot of a database that was migrated just now: equal migrations give an equal text."""
    return f"{HEADER}{migrations_digest()}\n{VENDORS[connection.vendor].dump(connection)}"


def read_schema_snapshot(vendor: str) -> str:
    """Return the stored snapshot for a vendor, or "" when none is stored or its migrations have changed since."""
    path = snapshot_path(vendor)
    if not path.exists():
        return ""
    header, _, script = path.read_text(encoding="utf-8").partition("\n")
    return script if header == HEADER + migrations_digest() else ""


def load_snapshot(connection: DatabaseWrapper) -> bool:
    """Make all tables and rows of the snapshot in an empty database, whole or not at all; return whether it was done."""
    if connection.vendor not in VENDORS or connection.introspection.table_names():
        return False
    script = read_schema_snapshot(connection.vendor)
    if not script or not VENDORS[connection.vendor].is_loadable(connection):
        return False
    VENDORS[connection.vendor].execute(connection, fill_placeholders(script, VENDORS[connection.vendor].uuid_text))
    return True


def fill_placeholders(script: str, uuid_text: Callable) -> str:
    """Return a script with today's time and new keys where the snapshot has placeholders: no two cities share a key."""
    keys = {}
    script = script.replace(NOW, f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f}")
    return UUID.sub(lambda found: keys.setdefault(found[0], uuid_text(uuid4())), script)
