"""The snapshot of a PostgreSQL database, as its own program pg_dump writes it."""

import os
import re
import subprocess
from uuid import UUID

from django.db.backends.base.base import BaseDatabaseWrapper

TIME = re.compile(r"'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00'")
KEY = re.compile(r"'[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'")
# Comments differ from version to version, and settings are those of the session that dumps.
SKIPPED = ("--", "\\", "SET ", "SELECT pg_catalog.set_config(")
PG_DUMP = ("pg_dump", "--inserts", "--no-owner", "--no-privileges", "--no-comments", "--schema=public")


VARIABLES = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}


def place_of(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Return the environment variables by which PostgreSQL's programs find a database."""
    settings = connection.settings_dict
    return {name: str(settings[key]) for name, key in VARIABLES.items() if settings[key]}


def dump(connection: BaseDatabaseWrapper) -> str:
    """Return the script that makes this database anew. Needs pg_dump, not older than the server, in PATH."""
    environment = {**os.environ, **place_of(connection), "PGTZ": "UTC"}
    text = subprocess.run(PG_DUMP, env=environment, check=True, capture_output=True, text=True).stdout  # noqa: S603
    lines = [line for line in text.splitlines() if line and not line.startswith(SKIPPED)]
    lines = [line for line in lines if line != "CREATE SCHEMA public;"]
    keys = {}
    return "".join(f"{placeheld(line, keys)}\n" for line in lines)


def placeheld(line: str, keys: dict) -> str:
    """Return a line with placeholders for the times and UUIDs of a row ({uuid: placeholder})."""
    if not line.startswith("INSERT INTO"):
        return line
    line = TIME.sub("'@now@+00'", line)
    return KEY.sub(lambda found: "'" + keys.setdefault(found[0], f"@uuid-{len(keys) + 1}@") + "'", line)


def is_loadable(connection: BaseDatabaseWrapper) -> bool:
    """Tell whether the snapshot fits this database: its tables stand in the schema "public"."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return cursor.fetchone() == ("public",)


def execute(connection: BaseDatabaseWrapper, script: str) -> None:
    """Run the script as one transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"BEGIN;\n{script}COMMIT;")


def uuid_text(key: UUID) -> str:
    """Return a UUID as a statement holds it."""
    return str(key)
