"""How the tests send a file, and see what lies on the disk."""

from django.core.files.uploadedfile import SimpleUploadedFile

from portal.uploads.intake import PICTURES, receive

from . import samples


def photo(colour="green"):
    """Return a small picture of a colour (bytes)."""
    return samples.saved(samples.picture(colour=colour), "PNG")


def send(bundle, content=None, name="foto.png", limits=PICTURES, field="photos"):
    """Receive a file and return its row."""
    return receive(bundle, field, SimpleUploadedFile(name, content or photo()), limits)


def names_in(folder):
    """Return the names of the files in a folder."""
    return {path.name for path in folder.iterdir()} if folder.exists() else set()
