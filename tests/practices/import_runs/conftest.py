"""A curator at the import page, and what she can do there."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.core.models import User
from portal.districts.roles import ensure_curators
from portal.practices.importing.run_models import ImportRun
from tests.practices.importing.records import line


def jsonl(*records):
    """Return records (dicts) as one JSON Lines file's content (bytes)."""
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in records).encode()


def changed(**texts):
    """Return the small record with other texts in Spanish."""
    record = line()
    record["languages"]["es"] |= texts
    return record


def upload(content, name="fichas.jsonl"):
    """Return an uploaded file with that content (bytes)."""
    return SimpleUploadedFile(name, content)


class Curator:
    """A person in front of the import page."""

    def __init__(self, client, commit):
        self.client, self.commit = client, commit

    def send(self, *files, **data):
        """Send the form of files; background tasks run at the end of the request."""
        with self.commit(execute=True):
            return self.client.post(reverse("practice_imports:files"), {"files": list(files), **data})

    def preview(self, *records):
        """Upload records and return the run, whose preview is complete."""
        response = self.send(upload(jsonl(*records)))
        assert response.status_code == 302
        return ImportRun.objects.first()

    def see(self, run, query=""):
        """Return the text of a run's page."""
        response = self.client.get(reverse("practice_imports:run", args=[run.pk]) + query)
        assert response.status_code == 200
        return response.content.decode()

    def post(self, name, run, **data):
        """Press a button of a run's page; return the response."""
        with self.commit(execute=True):
            return self.client.post(reverse(f"practice_imports:{name}", args=[run.pk]), data)

    def bring_in(self, *records, publish="yes"):
        """Upload records, confirm, and return the run, whose import is complete."""
        run = self.preview(*records)
        assert self.post("run", run, publish=publish).status_code == 302
        run.refresh_from_db()
        return run


@pytest.fixture
def private(settings, tmp_path):
    """Return the folder in which uploaded files wait; tasks run at once."""
    settings.VAR_DIR = tmp_path
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    return tmp_path / "imports"


@pytest.fixture
def curator(db, client, private, django_capture_on_commit_callbacks):
    """Return a signed-in curator."""
    user = User.objects.create_user("lucia", password="x")
    user.groups.add(ensure_curators())
    client.force_login(user)
    return Curator(client, django_capture_on_commit_callbacks)
