"""A backup made while people publish, restored elsewhere: visitors get the same; a damaged one is refused."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from portal.core.models import User
from portal.operations import lock
from portal.operations.backup import making
from portal.operations.backup.manifest import BackupError, check_files, content_digest, read_manifest, refuse_newer

ROOT = Path(__file__).resolve().parents[2]


def run(action, folder, var, **variables):
    """Do something with the small portal whose VAR_DIR is `var`, in a process of its own; return what visitors get."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SECRET_KEY")}
    environment = kept | {"VAR_DIR": str(var), "DEMONSTRATION": "1", "PYTHONWARNINGS": "ignore"} | variables
    (var / "static").mkdir(parents=True, exist_ok=True)
    dictionaries = Path(os.environ["VAR_DIR"]) / "dictionaries"
    dictionaries.mkdir(exist_ok=True)
    if not (var / "dictionaries").exists():
        (var / "dictionaries").symlink_to(dictionaries)
    command = [sys.executable, "-m", "tests.operations.small_portal", action, str(folder)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def without_changing(facts):
    """Return the pages but for the one that somebody published meanwhile, and what names the moment of publishing."""
    return {name: text for name, text in facts["pages"].items() if "Cambia" not in text}


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """Return (backup folder, what visitors got) of a small portal on SQLite."""
    folder = tmp_path_factory.mktemp("original")
    return folder / "backup", run("make", folder / "backup", folder / "var")


@pytest.fixture
def damaged(original, tmp_path):
    """Return a copy of the backup that a test may damage."""
    return Path(shutil.copytree(original[0], tmp_path / "copy"))


def test_visitors_get_the_same_from_a_portal_restored_elsewhere(original, tmp_path):
    backup, before = original
    after = run("restore", backup, tmp_path / "var")
    assert before["codes"] == after["codes"] == [200]
    pages = without_changing(before)
    assert len(pages) > 20
    assert without_changing(after) == pages
    assert after["files"].items() <= before["files"].items()
    assert "documents/acta.txt" in after["files"]
    assert [name for name, text in after["files"].items() if text.startswith("%PDF-")]  # what somebody sent
    assert after["seed"] == before["seed"]


def test_only_its_owner_reads_a_backup(original):
    backup, _ = original
    assert backup.stat().st_mode & 0o777 == 0o700
    assert (backup / "secret-key").stat().st_mode & 0o777 == 0o600
    assert not list(backup.parent.glob("*unfinished*"))


@pytest.fixture
def server(django_db_blocker):
    """Return a function that makes an empty database on the server of PostgreSQL: its address."""
    made = []

    def make():
        name = f"test_participa_restored_{os.getpid()}_{len(made)}"
        with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        made.append(name)
        return os.environ["TEST_DATABASE_URL"].rpartition("/")[0] + f"/{name}"

    yield make
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        for name in made:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.postgres
def test_a_backup_goes_from_sqlite_to_postgresql_and_on_and_back(original, server, tmp_path):
    backup, before = original
    first, second = server(), server()
    run("restore", backup, tmp_path / "there", DATABASE_URL=first)
    there = run("backup", tmp_path / "again", tmp_path / "there", DATABASE_URL=first)
    assert without_changing(there) == without_changing(before)
    assert run("restore", tmp_path / "again", tmp_path / "on", DATABASE_URL=second) == there
    assert run("restore", tmp_path / "again", tmp_path / "back") == there


def test_a_changed_file_is_refused(damaged):
    (damaged / "media/documents/acta.txt").write_bytes(b"Lo que no se habl\xc3\xb3")
    with pytest.raises(BackupError, match=r"damaged; nothing was restored: media/documents/acta.txt"):
        check_files(damaged, read_manifest(damaged))


@pytest.mark.parametrize("name", ["database.sqlite3", "media/documents/acta.txt", "secret-key"])
def test_a_missing_file_is_refused(damaged, name):
    (damaged / name).unlink()
    with pytest.raises(BackupError, match="missing"):
        check_files(damaged, read_manifest(damaged))


def test_a_bit_that_fell_over_is_refused(damaged):
    database = damaged / "database.sqlite3"
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 1
    database.write_bytes(content)
    with pytest.raises(BackupError, match="its content changed"):
        check_files(damaged, read_manifest(damaged))


def rewrite(folder, **changes):
    """Write the manifest of a backup with other facts, as another version would have."""
    content = asdict(read_manifest(folder)) | changes
    (folder / "manifest.json").write_text(json.dumps(content | {"digest": content_digest(content)}))


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"digest": "x", "format": 1}'])
def test_a_damaged_manifest_is_refused(damaged, text):
    (damaged / "manifest.json").write_text(text)
    with pytest.raises(BackupError, match="damaged"):
        read_manifest(damaged)


def test_a_folder_that_is_no_backup_is_refused(tmp_path):
    with pytest.raises(BackupError, match="is no backup"):
        read_manifest(tmp_path)


def test_a_manifest_does_not_lead_out_of_its_folder(damaged):
    rewrite(damaged, files={"../secret-key": {"bytes": 1, "sha256": ""}})
    with pytest.raises(BackupError, match="it lies outside"):
        check_files(damaged, read_manifest(damaged))


def test_a_backup_of_a_newer_version_is_refused(damaged):
    migrations = read_manifest(damaged).migrations
    rewrite(damaged, migrations=[*migrations, "core.9999_of_tomorrow"])
    with pytest.raises(BackupError, match=r"newer version.*core\.9999_of_tomorrow"):
        refuse_newer(read_manifest(damaged))
    rewrite(damaged, format=2)
    with pytest.raises(BackupError, match="newer portal"):
        read_manifest(damaged)


@pytest.fixture
def place(settings, tmp_path):
    """Let this process have a VAR_DIR of its own, and return it."""
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path


def test_a_portal_with_accounts_is_not_overwritten_unasked(original, place, db):
    User.objects.create_user("ana")
    with pytest.raises(CommandError, match="has data already: --replace"):
        call_command("restore", original[0])
    assert User.objects.exists()


def test_a_portal_that_runs_is_not_overwritten(original, place):
    with lock.serving(), pytest.raises(CommandError, match="The portal runs: stop it first"):
        call_command("restore", original[0])


def test_a_folder_that_exists_is_not_written(original, place, db):
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", place)


def test_a_disk_that_is_too_small_is_said_before(place):
    with pytest.raises(BackupError, match="Too little space"):
        making.refuse_small_disk(place, 10**18)


def test_a_disk_that_is_full_in_between_leaves_nothing(place, db, monkeypatch):
    def fill(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making.sqlite, "size_of", lambda connection: 0)
    monkeypatch.setattr(making.sqlite, "save", fill)
    with pytest.raises(CommandError, match=r"No backup was made\. .*No space left"):
        call_command("backup", place / "backup")
    assert not list(place.glob("backup*"))
