"""What a backup says of itself, and whether it is still what was written."""

import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

FORMAT = 1  # raise it when an older portal could no longer read the folder
NAME = "manifest.json"
BLOCK = 1 << 20


class BackupError(Exception):
    """A backup that cannot be made or used; its text is a sentence for whoever runs the portal."""


@dataclass
class Manifest:
    """What is in a backup: `files` is {path in the folder: {"bytes": …, "sha256": …}}, `migrations` the applied ones."""

    made_at: str
    portal: str
    database: str
    base_url: str
    migrations: list[str]
    files: dict[str, dict[str, int | str]] = field(default_factory=dict)
    format: int = FORMAT


def portal_version() -> str:
    """Return the version (str) that the portal's own project file names."""
    return tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text("utf-8"))["project"]["version"]


def applied_migrations(connection: BaseDatabaseWrapper) -> list[str]:
    """Return "app.name" of each migration that a database has, sorted."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def file_facts(path: Path) -> dict[str, int | str]:
    """Return {"bytes", "sha256"} of a file, read block by block."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
            size += len(block)
    return {"bytes": size, "sha256": digest.hexdigest()}


def content_digest(content: dict) -> str:
    """Return the digest of a manifest's own content."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Measure every file of a folder and write the manifest beside them."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    manifest.files = {path.relative_to(folder).as_posix(): file_facts(path) for path in paths}
    content = asdict(manifest)
    text = json.dumps({**content, "digest": content_digest(content)}, indent=1, sort_keys=True)
    (folder / NAME).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a backup. Raises BackupError for what is no backup, a damaged one, or one of a newer kind."""
    try:
        content = json.loads((folder / NAME).read_text("utf-8"))
        digest, number = content.pop("digest"), content["format"]
    except OSError as error:
        raise BackupError(f"{folder} is no backup: it has no readable {NAME} ({error.strerror}).") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupError(f"{folder / NAME} is damaged: it is not what was written.") from error
    if content_digest(content) != digest:
        raise BackupError(f"{folder / NAME} is damaged: it is not what was written.")
    if number != FORMAT:
        raise BackupError(f"This backup was made by a newer portal (format {number}, this one reads {FORMAT}).")
    return Manifest(**content)


def check_files(folder: Path, manifest: Manifest) -> None:
    """Compare every file with the manifest. Raises BackupError that names the first ones that differ."""
    faults = []
    for name, facts in manifest.files.items():
        path = folder / name
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            faults.append(f"{name} (it lies outside)")
        elif path.is_symlink() or not path.is_file():
            faults.append(f"{name} (it is missing)")
        elif path.stat().st_size != facts["bytes"] or file_facts(path) != facts:
            faults.append(f"{name} (its content changed)")
    if faults:
        more = f" and {len(faults) - 3} more" if len(faults) > 3 else ""
        raise BackupError(f"The backup is damaged; nothing was restored: {', '.join(faults[:3])}{more}.")


def refuse_newer(manifest: Manifest) -> None:
    """Raise BackupError for a backup whose database has migrations that this portal does not know."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    unknown = sorted(set(manifest.migrations) - known)
    if unknown:
        raise BackupError(
            f"This backup is of a newer version of the portal, or of one whose tables this version no longer knows "
            f"({manifest.portal}; unknown here: {unknown[0]}). Install that version, restore, then upgrade."
        )
