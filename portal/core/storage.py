"""Where files wait for their import, never served; and what is wrong with the place where everything is stored."""

import errno
import os
import shutil
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import DatabaseError, connection
from django.utils.crypto import get_random_string
from django.utils.deconstruct import deconstructible


@deconstructible
class PrivateStorage(FileSystemStorage):
    """A folder that no address leads to; only the portal's own account reads it."""

    def __init__(self):
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self):
        """Return the folder (Path), read from the settings each time."""
        return Path(settings.VAR_DIR) / "imports"

    @property
    def location(self):
        """Return the folder as an absolute path (str)."""
        return str(self.base_location.absolute())

    def url(self, name):
        """Refuse: what a curator uploads has no address. Raises ValueError always."""
        raise ValueError("Files of an import have no address.")


def unguessable_name(prefix: int | str) -> str:
    """Return a name for a file that nobody guesses and that says nothing of the file but `prefix` (str)."""
    return f"{prefix}-{get_random_string(24)}"


FULL_OR_CLOSED = {errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EFBIG, errno.EIO}
#: what SQLite says of a disk that takes nothing
OF_SQLITE = ("readonly database", "disk is full", "unable to open database file", "disk I/O error")
#: how a database says whether it takes changes
READ_ONLY = {"sqlite": "PRAGMA query_only", "postgresql": "SHOW transaction_read_only"}
OF_POSTGRESQL = {"53100", "25006"}  # the server's disk is full; it is read-only, a standby for example


def is_storage_fault(error: BaseException | None) -> bool:
    """Tell whether an exception, or one that it came from, means that nothing can be stored: a full or read-only disk."""
    while error:
        if isinstance(error, OSError) and error.errno in FULL_OR_CLOSED:
            return True
        if isinstance(error, DatabaseError) and any(words in str(error) for words in OF_SQLITE):
            return True
        if getattr(error, "sqlstate", None) in OF_POSTGRESQL:
            return True
        error = error.__cause__ or error.__context__
    return False


def storage_faults() -> list[str]:
    """Return what is wrong with the place where things are stored, in words for whoever runs the portal."""
    faults = []
    place = Path(settings.VAR_DIR)
    if not os.access(place, os.W_OK):
        faults.append("VAR_DIR cannot be written")
    free = shutil.disk_usage(place).free
    if free < settings.DISK_FREE_BYTES:
        faults.append(f"{free // 1_000_000} MB are free under VAR_DIR")
    with connection.cursor() as cursor:
        cursor.execute(READ_ONLY[connection.vendor])
        if str(cursor.fetchone()[0]) in ("1", "on"):
            faults.append("the database is read-only")
    return faults
