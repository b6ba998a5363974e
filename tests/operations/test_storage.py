"""A disk that is full or read-only: pages are read, the admin says it, /health and the log say what is wrong."""

import errno
import logging
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, OperationalError, connection
from django.test import Client
from django.urls import reverse
from wagtail.images.models import SourceImageIOError

from portal.core.models import PortalImage, User
from portal.core.models.images import shown_as_absent
from portal.core.storage import is_storage_fault
from portal.operations.checks import check_storage, watch_storage
from tests.factories import home, practice
from tests.sharing import made_once

ROOT = Path(__file__).resolve().parents[2]


@made_once
def editor(db):
    practice("Canteros con padrinos")
    return User.objects.create_superuser("ana", "ana@example.org", "tres-tristes-tigres")


@pytest.fixture
def browser(editor):
    """Return a browser that is in, and that gets the answer instead of the exception."""
    client = Client(raise_request_exception=False)
    client.force_login(editor)
    return client


@pytest.fixture
def read_only(browser):
    """Let the database refuse every change, as on a read-only disk."""
    connection.connection.execute("PRAGMA query_only = ON")
    yield
    connection.connection.execute("PRAGMA query_only = OFF")


@pytest.mark.parametrize(
    "path", ["/es/", "/fr/", "/es/experiencias/", "/es/agenda/", "/es/search/?q=canteros", "/city.css", "/sitemap.xml"]
)
def test_pages_are_read_where_nothing_can_be_written(browser, read_only, path):
    assert Client(raise_request_exception=False).get(path).status_code == 200
    assert browser.get(path).status_code == 200


def test_a_session_whose_stamp_cannot_be_stored_goes_on(browser, editor, read_only):
    session = Session.objects.get()
    decoded = session.get_decoded()
    assert "session_seen" not in decoded
    for path in ("/es/", reverse("wagtailadmin_home"), reverse("wagtailadmin_explore", args=[home().pk])):
        assert browser.get(path).status_code == 200
    response = browser.get(reverse("wagtailadmin_pages:edit", args=[home().pk]))  # it notes who edits
    assert response.status_code == 503
    assert "Ahora no se puede guardar" in response.content.decode()


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/admin/login/", {"username": "ana", "password": "tres-tristes-tigres"}),
        ("/admin/password_reset/", {"email": "ana@example.org"}),
    ],
)
def test_what_must_be_written_is_refused_in_words(browser, read_only, path, fields):
    response = Client(raise_request_exception=False).post(path, fields)
    assert response.status_code == 503
    assert response["Retry-After"] == "300"
    assert "Ahora no se puede guardar" in response.content.decode()


def test_health_says_what_is_wrong_and_that_pages_are_served(browser, read_only, settings):
    settings.DISK_FREE_BYTES = 10**18
    response = browser.get("/health")
    assert response.status_code == 200
    answer = response.json()
    assert answer["status"] == "degraded"
    assert any("MB are free" in fault for fault in answer["faults"])
    assert "the database is read-only" in answer["faults"]


@pytest.mark.django_db
@pytest.mark.both_databases("each says in its own way whether it takes changes")
def test_health_is_ok_otherwise(client):
    assert client.get("/health").json() == {"status": "ok"}


@pytest.mark.django_db
@pytest.mark.postgres
def test_a_read_only_server_of_postgresql_is_known():
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
    with pytest.raises(DatabaseError) as found:
        User.objects.create_user("ana")
    assert is_storage_fault(found.value)


def test_health_is_503_when_no_page_can_be_served(client, monkeypatch):
    def refuse():
        raise OperationalError("no server")

    monkeypatch.setattr("portal.core.views.storage_faults", refuse)
    response = client.get("/health")
    assert (response.status_code, response.json()["status"]) == (503, "down")


@pytest.mark.django_db
def test_little_space_is_watched(settings, caplog):
    settings.DISK_FREE_BYTES = 10**18
    assert [warning.id for warning in check_storage()] == ["operations.W002"]
    with caplog.at_level(logging.WARNING):
        watch_storage(datetime(2026, 11, 28, 10, 7))
        assert caplog.text == ""
        watch_storage(datetime(2026, 11, 28, 10, 15))
    assert "MB are free" in caplog.text


@pytest.mark.parametrize(
    ("error", "is_one"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OSError(errno.EROFS, "Read-only file system"), True),
        (OSError(errno.ENOENT, "No such file"), False),
        (OperationalError("database or disk is full"), True),
        (OperationalError("database is locked"), False),
        (ValueError("attempt to write a readonly database"), False),
    ],
)
def test_faults_of_storage_are_known(error, is_one):
    assert is_storage_fault(error) is is_one
    assert is_storage_fault(None) is False


def test_a_picture_that_cannot_be_made_smaller_is_absent():
    with pytest.raises(SourceImageIOError), shown_as_absent():
        raise OSError(errno.ENOSPC, "No space left on device")
    with pytest.raises(ValueError, match="else"), shown_as_absent():
        raise ValueError("something else")
    assert PortalImage.create_rendition is not PortalImage.__mro__[1].create_rendition


READ = """
import os, resource, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
import django
django.setup()
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT word FROM told")
    print(cursor.fetchone()[0])
    try:
        cursor.execute("INSERT INTO told VALUES ('no')")
    except django.db.DatabaseError as error:
        from portal.core.storage import is_storage_fault
        print(is_storage_fault(error))
"""


def test_a_database_is_read_by_a_process_that_cannot_write_a_byte(tmp_path):
    database = sqlite3.connect(tmp_path / "portal.sqlite3")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("CREATE TABLE told (word text)")
    database.execute("INSERT INTO told VALUES ('sí')")
    database.commit()
    database.close()
    (tmp_path / "secret-key").write_text("x" * 50)
    environment = {**os.environ, "VAR_DIR": str(tmp_path), "DATABASE_URL": ""}
    done = subprocess.run([sys.executable, "-c", READ], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.stdout.split() == ["sí", "True"], done.stderr[-2000:]
    assert resource.getrlimit(resource.RLIMIT_FSIZE) != (0, 0)
    assert shutil.disk_usage(tmp_path).free
