"""An SQLite database in a backup: one file, copied by SQLite itself while others go on writing."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

from portal.operations.backup.manifest import BackupError

FILE = "database.sqlite3"
BESIDE = ("-wal", "-shm", "-journal")  # files that SQLite keeps beside a database


def copy(source: Path, target: Path) -> None:
    """Write a whole copy of a database file, as it is at one moment; it needs no file beside it."""
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as read,
        closing(sqlite3.connect(target)) as written,
    ):
        read.backup(written)  # in one step: step by step it would begin anew after each change
        written.execute("PRAGMA journal_mode = DELETE")
        found = written.execute("PRAGMA quick_check").fetchone()[0]
    if found != "ok":
        raise BackupError(f"The database {source} is damaged: {found}")


def path_of(connection: BaseDatabaseWrapper) -> Path:
    """Return the file of the database that Django talks to."""
    return Path(connection.settings_dict["NAME"])


def save(connection: BaseDatabaseWrapper, folder: Path) -> None:
    """Write the database into a folder."""
    copy(path_of(connection), folder / FILE)


def load(connection: BaseDatabaseWrapper, folder: Path) -> None:
    """Make the database from the file of a backup."""
    connection.close()
    copy(folder / FILE, path_of(connection))


def size_of(connection: BaseDatabaseWrapper) -> int:
    """Return how many bytes the copy needs."""
    return path_of(connection).stat().st_size


def make_one_file(path: Path) -> None:
    """Bring into a database what lies in the files beside it: they belong to no other file of this name."""
    try:
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError:
        remove(path)  # no database, whatever it is: its place is needed


def remove(path: Path) -> None:
    """Delete a database with the files beside it."""
    for name in ("", *BESIDE):
        Path(f"{path}{name}").unlink(missing_ok=True)


@contextmanager
def replaced(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let Django talk to an empty file inside the context; if all goes well, it takes the place of the former one."""
    before = path_of(connection)
    unfinished = Path(f"{before}.unfinished")
    remove(unfinished)
    try:
        use(connection, unfinished)
        yield
        connection.close()
        for path in (unfinished, before):
            make_one_file(path)
        os.replace(unfinished, before)
    finally:
        use(connection, before)
        remove(unfinished)


def use(connection: BaseDatabaseWrapper, path: Path) -> None:
    """Let Django talk to another file."""
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = str(path)
