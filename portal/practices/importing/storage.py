"""What the file of an import is called in the private folder of core, where it waits."""

from portal.core.storage import unguessable_name


def stored_name(instance, filename):
    """Return a name that nobody guesses and that says nothing of the file (upload_to of ImportFile)."""
    return unguessable_name(instance.run_id)
