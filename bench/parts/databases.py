"""Where a generated bank is kept for the time of a measurement, and the environment that makes the portal use it.

BENCH_DIR keeps the databases between runs; without it they go when the measurement ends. PostgreSQL takes part when
BENCH_DATABASE_URL or TEST_DATABASE_URL names a server on which databases may be made.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
QUICK = os.environ.get("BENCH_QUICK") == "1"
SERVER = os.environ.get("BENCH_DATABASE_URL") or os.environ.get("TEST_DATABASE_URL", "")
SIZES = (20_000,) if QUICK else (20_000, 100_000)


@dataclass(frozen=True)
class Place:
    """A database of one engine ("SQLite", "PostgreSQL") for a bank of one size, and the folder beside it."""

    engine: str
    size: int
    folder: Path
    bank: str = "bench"

    @property
    def name(self) -> str:
        """The database's name; another generator makes another one."""
        made_by = (Path(__file__).with_name(name).read_bytes() for name in ("corpus.py", "pages.py"))
        return f"participa_{self.bank}_{self.size}_{hashlib.sha256(b''.join(made_by)).hexdigest()[:8]}"

    def environment(self) -> dict[str, str]:
        """Return the environment of a process that is to use this database: the city's own settings left aside."""
        kept = {name: value for name, value in os.environ.items() if name not in ("DEMONSTRATION", "MAINTENANCE")}
        address = f"sqlite:///{self.folder}/{self.name}.sqlite3"
        if self.engine == "PostgreSQL":
            address = urlsplit(SERVER)._replace(path=f"/{self.name}").geturl()
        return kept | {
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "VAR_DIR": str(self.folder),
            "DATABASE_URL": address,
            "DEBUG": "0",
            "DEMONSTRATION": "0",
            "MAINTENANCE": "0",
            "HTTPS": "0",
            "PYTHONPATH": str(ROOT),
        }


@contextmanager
def place_of(engine: str, size: int, bank: str = "bench") -> Iterator[Place]:
    """Give the place of a bank, `bank` a part of its name: an empty database, or a former run's under BENCH_DIR."""
    kept = os.environ.get("BENCH_DIR")
    folder = Path(kept or tempfile.mkdtemp(prefix="participa-bench-")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    place = Place(engine, size, folder, bank)
    try:
        if engine == "PostgreSQL":
            _create(place.name)
        yield place
    finally:
        if not kept:
            if engine == "PostgreSQL":
                _on_server(f'DROP DATABASE IF EXISTS "{place.name}" WITH (FORCE)')
            shutil.rmtree(folder)


def engines() -> list[str]:
    """Return the engines that can be measured here, SQLite first."""
    return ["SQLite", "PostgreSQL"] if SERVER else ["SQLite"]


def prepare(size: int) -> dict:
    """In the process that has a place's environment: set the portal up, fill the bank; return {} when it was full."""
    import django

    django.setup()
    import io

    from django.core.management import call_command
    from django.db import connection
    from django.utils import translation

    call_command("set_up", stdout=io.StringIO())
    translation.activate("es")
    from bench.parts.pages import fill
    from search.api import document_count

    filled = {} if document_count(["practice"]) == size else fill(size)
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.cursor().execute("ANALYZE")  # also where a former run was stopped in its stock part
    return filled


def _create(name: str) -> None:
    import psycopg

    with suppress(psycopg.errors.DuplicateDatabase):  # kept from a former run
        _on_server(f'CREATE DATABASE "{name}"')


def _on_server(statement: str) -> None:
    import psycopg

    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(statement)
