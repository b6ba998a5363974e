"""Where the files of an import wait: the private folder of core, under the name that the migrations know."""

from django.utils.deconstruct import deconstructible

from portal.core import storage


@deconstructible(path="portal.practices.importing.storage.PrivateStorage")
class PrivateStorage(storage.PrivateStorage):
    """The private folder of core."""


def stored_name(instance, filename):
    """Return a name that nobody guesses and that says nothing of the file (upload_to of ImportFile)."""
    return storage.unguessable_name(instance.run_id)
