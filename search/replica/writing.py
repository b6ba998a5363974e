"""One writer at a time, and none that was overtaken: who changes the cluster holds a lock and has the highest number.

No transaction of the database stays open meanwhile: on SQLite nobody could publish while the cluster is slow.
"""

import fcntl
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections, router, transaction

from search.models import ReplicaLock

_LOCKS = {"writer": 7_236_402, "builder": 7_236_403}  # numbers that no other advisory lock of this database uses


@contextmanager
def writer() -> Iterator[int]:
    """Hold the lock until the end of this block; others wait. A process that dies gives it back.

    Gives the number that every write carries: the cluster refuses one with a lower number than it has seen, so a process
    that was stopped in the middle and goes on after another took over changes nothing.
    """
    with lock("writer"):
        yield _number()


@contextmanager
def lock(name: str) -> Iterator[None]:
    """Hold the "writer" or the "builder" lock of this database; others wait."""
    connection = connections[router.db_for_write(ReplicaLock)]
    with _server_lock(connection, name) if connection.vendor == "postgresql" else _file_lock(connection, name):
        yield


@contextmanager
def _server_lock(connection, name: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCKS[name]])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCKS[name]])


@contextmanager
def _file_lock(connection, name: str) -> Iterator[None]:
    database = Path(str(connection.settings_dict["NAME"]).removeprefix("file:").partition("?")[0])
    folder = database.parent if database.is_absolute() else Path(tempfile.gettempdir())
    with open(folder / f".{database.name}.{name}", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _number() -> int:
    """Return a number higher than any before, also after a backup was put back: at least the time in milliseconds."""
    with transaction.atomic():
        ReplicaLock.objects.get_or_create(name="writer")
        row = ReplicaLock.objects.select_for_update().get(name="writer")
        row.number = max(row.number + 1, int(time.time() * 1000))
        row.save(update_fields=["number"])
    return row.number
