"""Where files from the public lie: a private folder under VAR_DIR that no address and no web server leads to."""

from pathlib import Path

from django.conf import settings
from django.utils.deconstruct import deconstructible

from portal.core.storage import PrivateStorage

FOLDER = "received"  # a backup holds it: portal/operations/backup/making.py


@deconstructible
class ReceivedStorage(PrivateStorage):
    """The folder of what people sent; only the portal's own account reads it."""

    @property
    def base_location(self):
        """Return the folder (Path), read from the settings each time."""
        return Path(settings.VAR_DIR) / FOLDER
