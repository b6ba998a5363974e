"""Make a portal from a backup, whole or not at all: what was there stays until the new one stands."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from portal.core.indexing import every_document
from portal.operations.schema.migrating import bring_up_to_date, is_outdated, make_tables_of
from search.rebuild import rebuild_documents

from . import rows
from .databases.sqlite import FILE
from .making import ROOM, SECRET, kept_folders, refuse_small_disk, vendor
from .manifest import BackupError, Manifest, check_files, read_manifest, refuse_newer

STAGED, ASIDE = "restore.unfinished", "restore.former"  # folders under VAR_DIR


def restore_backup(folder: Path, replace: bool, say: Callable[[str], None]) -> Manifest:
    """Make this portal from a backup (its folder) and return its manifest; `say(sentence)` tells the steps.

    Raises BackupError for a damaged backup, one of a newer version, and, without `replace`, for a portal that has data.
    """
    manifest = read_manifest(folder)
    say("checksums")
    check_files(folder, manifest)
    refuse_newer(manifest)
    if not replace and has_data():
        raise BackupError("This portal has data already: --replace lets the backup take its place.")
    refuse_small_disk(Path(settings.VAR_DIR), sum(int(facts["bytes"]) for facts in manifest.files.values()) + ROOM)
    with vendor().replaced(connection):
        say("database")
        load_database(folder, manifest)
        if is_outdated():
            say("migrations since then")
            bring_up_to_date()
        say("files")
        with files_replaced(folder):
            say("search")
            rebuild_derived()
    cache.clear()
    restore_secret(folder / SECRET, say)
    return manifest


def has_data() -> bool:
    """Tell whether the portal in place has accounts or files: one that was only set up has neither."""
    if any(path.is_file() for folder in kept_folders().values() for path in folder.rglob("*")):
        return True
    if "core_user" not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_user")
        return cursor.fetchone()[0] > 0


def load_database(folder: Path, manifest: Manifest) -> None:
    """Fill the empty database: by its own kind of copy, or row by row from another kind's."""
    if manifest.database == connection.vendor:
        vendor().load(connection, folder)
        return
    make_tables_of(manifest.migrations)
    rows.load_rows(folder / FILE, connection)


def rebuild_derived() -> None:
    """Make what follows from the rows: the search of visitors and that of editors."""
    rebuild_documents(chain.from_iterable(every_document()), keep_numbers=True)
    call_command("update_index", verbosity=0)


@contextmanager
def files_replaced(folder: Path) -> Iterator[None]:
    """Put the files of a backup in the place of those that are there; after an error these come back."""
    staged, aside = Path(settings.VAR_DIR) / STAGED, Path(settings.VAR_DIR) / ASIDE
    if aside.exists():
        raise BackupError(f"A restore was interrupted: move the files of {aside} back, or delete it, and try again.")
    shutil.rmtree(staged, ignore_errors=True)
    places = kept_folders()
    for name in places:
        (staged / name).mkdir(parents=True)
        if (folder / name).exists():
            shutil.copytree(folder / name, staged / name, dirs_exist_ok=True)
    try:
        for name, place in places.items():
            move_children(place, aside / name)
            move_children(staged / name, place)
        yield
    except BaseException:
        for name, place in places.items():
            if (aside / name).exists():
                move_children(place, staged / f"{name}.failed")
                move_children(aside / name, place)
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        shutil.rmtree(staged, ignore_errors=True)


def move_children(source: Path, target: Path) -> None:
    """Move what lies in a folder into another one; the folders themselves may be mounted disks, and stay."""
    target.mkdir(parents=True, exist_ok=True)
    if source.exists():
        for path in list(source.iterdir()):
            shutil.move(path, target / path.name)


def restore_secret(path: Path, say: Callable[[str], None]) -> None:
    """Keep the backup's secret, or say that this environment brings another one."""
    if not path.exists():
        return
    secrets = path.read_text("utf-8").split("\n")
    if not os.environ.get("SECRET_KEY"):
        kept = Path(settings.VAR_DIR) / SECRET
        kept.touch(mode=0o600)
        kept.write_text("\n".join(secrets))
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = secrets[0], secrets[1:]
    elif not set(secrets) <= {settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS}:
        say(
            "SECRET_KEY of this environment is not the backup's: second factors are not readable until the backup's"
            f" secret ({path}) is among SECRET_KEY_FALLBACKS"
        )
