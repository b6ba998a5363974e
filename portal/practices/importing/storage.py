"""What the file of an import is called in the private folder of core, where it waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portal.core.storage import unguessable_name

if TYPE_CHECKING:
    from portal.practices.importing.run_models import ImportFile


def stored_name(instance: ImportFile, filename: str) -> str:
    """Return a name that nobody guesses and that says nothing of the file (upload_to of ImportFile)."""
    return unguessable_name(instance.run_id)
