"""The connection: where the disk is full or read-only, it is opened for reading, so that pages are still served."""

import logging
from pathlib import Path
from urllib.parse import quote

from django.db.backends.sqlite3 import base
from django.db.backends.sqlite3._functions import register as register_functions

logger = logging.getLogger(__name__)


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite in WAL mode writes two small files beside the database as soon as one opens it: on a full disk it cannot."""

    def get_new_connection(self, conn_params):
        """Return an open connection, for reading only where no other is possible. Raises OperationalError."""
        try:
            return super().get_new_connection(conn_params)
        except base.Database.OperationalError as error:
            path = Path(str(conn_params["database"]))
            if not path.exists() or not path.stat().st_size:
                raise
            logger.warning("The database is opened for reading only: %s.", error)
            return self.open_for_reading(path, conn_params)

    def open_for_reading(self, path, conn_params):
        """Return a connection that writes nothing, not even beside the file."""
        # Without a log nobody has changed what is not in the file yet, and nobody can.
        log = Path(f"{path}-wal")
        is_whole = not log.exists() or not log.stat().st_size
        uri = f"file:{quote(str(path.absolute()))}?mode=ro{'&immutable=1' if is_whole else ''}"
        connection = base.Database.connect(**{**conn_params, "database": uri, "uri": True})
        register_functions(connection)
        connection.execute("PRAGMA query_only = ON")
        return connection
