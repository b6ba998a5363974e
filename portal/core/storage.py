"""Where files wait for their import: under VAR_DIR, beside the public media and never served."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
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
