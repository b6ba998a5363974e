"""Make a backup while the portal goes on: a folder that gets its name when it is whole."""

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

from django.conf import settings
from django.db import connection

from .databases import postgresql, sqlite
from .manifest import BackupError, Manifest, applied_migrations, portal_version, write_manifest

VENDORS: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}
SECRET = "secret-key"  # noqa: S105 - the name of a file
ROOM = 50 * 1024 * 1024  # bytes that stay free after a backup


def vendor() -> ModuleType:
    """Return what saves and loads the database in use. Raises BackupError for a kind that has none."""
    if connection.vendor not in VENDORS:
        raise BackupError(f"A backup of {connection.vendor} is not known; use its own programs.")
    return VENDORS[connection.vendor]


def kept_folders() -> dict[str, Path]:
    """Return {name in a backup: folder} of the files that people brought or sent, and of mail that was written as files."""
    var = Path(settings.VAR_DIR)
    return {"media": Path(settings.MEDIA_ROOT), **{name: var / name for name in ("imports", "received", "mail")}}


def make_backup(folder: Path, say: Callable[[str], None]) -> Manifest:
    """Write a backup into a new folder (Path) and return its manifest; `say(sentence)` tells the steps.

    Raises BackupError when the folder exists, the disk is too small, or the database cannot be read.
    """
    if folder.exists():
        raise BackupError(f"{folder} exists already: a backup is made into a new folder.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    saves = vendor()
    refuse_small_disk(folder.parent, saves.size_of(connection) + sum(map(size_of_folder, kept_folders().values())))
    unfinished = folder.with_name(f"{folder.name}.unfinished-{os.getpid()}")
    unfinished.mkdir(mode=0o700)  # it holds the secret and personal data
    try:
        say("files")
        copy_files(unfinished)
        say("database")
        saves.save(connection, unfinished)
        say("files that came meanwhile")
        copy_files(unfinished)
        write_secret(unfinished / SECRET)
        say("manifest")
        manifest = manifest_of_portal()
        write_manifest(unfinished, manifest)
        sync_to_disk(unfinished)
        unfinished.rename(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return manifest


def manifest_of_portal() -> Manifest:
    """Return the manifest of this portal, without files yet."""
    return Manifest(
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        portal=portal_version(),
        database=connection.vendor,
        base_url=settings.BASE_URL,
        migrations=applied_migrations(connection),
    )


def refuse_small_disk(place: Path, needed: int) -> None:
    """Raise BackupError when a place (an existing folder) has less free than a backup of so many bytes needs."""
    free = shutil.disk_usage(place).free
    if free < needed + ROOM:
        raise BackupError(
            f"Too little space in {place}: {free // 1_000_000} MB are free, {(needed + ROOM) // 1_000_000} MB are needed."
        )


def size_of_folder(folder: Path) -> int:
    """Return how many bytes the files of a folder have."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) if folder.exists() else 0


def copy_files(target: Path) -> None:
    """Copy what is not there yet: once before the database is copied and once after it.

    Before, so that what is deleted in between is there for the rows that still name it; after, for what came in between.
    """
    for name, folder in kept_folders().items():
        if not folder.exists():
            continue
        for path in folder.rglob("*"):
            copied = target / name / path.relative_to(folder)
            if path.is_symlink() or not path.is_file() or copied.exists():
                continue
            copied.parent.mkdir(parents=True, exist_ok=True)
            try:
                shutil.copy2(path, copied)
            except FileNotFoundError:  # deleted just now, and its row with it
                copied.unlink(missing_ok=True)


def write_secret(path: Path) -> None:
    """Write the secret and those it took the place of, a line each; only this account reads them."""
    path.touch(mode=0o600)
    path.write_text("\n".join([settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]))


def sync_to_disk(folder: Path) -> None:
    """Have the disk write every file of a folder."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as stream:
                os.fsync(stream.fileno())
