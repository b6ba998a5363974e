"""One process at a time sets up, backs up or restores a portal, on however many servers; nobody restores a running one."""

import fcntl
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

logger = logging.getLogger(__name__)
ALONE, SERVING = "set-up.lock", "serving.lock"
NUMBER = 7_263_411  # of PostgreSQL's lock: any, but always this one


@contextmanager
def alone(connection: BaseDatabaseWrapper, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the portal for this process; `say(sentence)` is called when another one has it and this one waits."""
    waits = "another set_up, backup or restore of this portal is at work: waiting for its end"
    with (Path(settings.VAR_DIR) / ALONE).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(waits)
            fcntl.flock(file, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        own = connection.copy()  # the lock ends with its connection, and commands close the ordinary one
        try:
            with own.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [NUMBER])
                if not cursor.fetchone()[0]:
                    say(waits)
                    cursor.execute("SELECT pg_advisory_lock(%s)", [NUMBER])
            yield
        finally:
            own.close()


@contextmanager
def serving() -> Iterator[None]:
    """Note that the portal runs, as long as this process lives."""
    try:
        file = (Path(settings.VAR_DIR) / SERVING).open("a")
    except OSError as error:
        logger.warning("VAR_DIR cannot be written (%s): nothing keeps a restore from a running portal.", error.strerror)
        yield
        return
    with file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def is_serving() -> bool:
    """Tell whether `serve` runs on this VAR_DIR."""
    with (Path(settings.VAR_DIR) / SERVING).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
