"""Two districts with a council each, and people in front of the screen."""

import pytest

from portal.core.models import Role
from tests.councils.city import council
from tests.factories import district_page
from tests.sharing import made_once

from .screen import Person


@made_once
def canada(db):
    return council(district_page(), "Consejo de La Cañada")


@made_once
def south(db):
    return council(district_page("Sur", "sur"), "Consejo de Itatí")


@pytest.fixture
def person(settings, tmp_path, django_capture_on_commit_callbacks):
    """Return a function that makes somebody; uploaded files wait in a folder of the test."""
    settings.VAR_DIR = tmp_path
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    return lambda name, role, body: Person(name, role, body, django_capture_on_commit_callbacks)


@pytest.fixture
def ana(canada, person):
    """An editor of the district of the council."""
    return person("ana", Role.EDITOR, canada)
