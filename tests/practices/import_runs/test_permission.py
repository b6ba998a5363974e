"""Who may import: the curators, nobody else."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from portal.core.models import User
from portal.practices.importing.run_models import ImportRun
from tests.practices.importing.records import line

from .conftest import jsonl, upload

PAGES = [("index", []), ("files", []), ("run", [1]), ("report", [1])]
BUTTONS = [("files", []), ("run", [1]), ("resume", [1]), ("discard", [1])]
MENU = reverse("practice_imports:index")


@pytest.fixture
def editor(db, client, private):
    """Return the client of somebody who may use the admin, and not import."""
    user = User.objects.create_user("tomas", password="x")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    return client


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_an_editor_is_refused(editor, name, args):
    ImportRun.objects.create(pk=1, language="es", state="done")
    response = editor.get(reverse(f"practice_imports:{name}", args=args))
    assert response.status_code == 403
    assert "pídelo a la curaduría" in response.content.decode()


@pytest.mark.parametrize(("name", "args"), BUTTONS)
def test_an_editor_can_press_no_button(editor, name, args):
    ImportRun.objects.create(pk=1, language="es", state="done")
    response = editor.post(reverse(f"practice_imports:{name}", args=args), {"files": upload(jsonl(line()))})
    assert response.status_code == 403
    assert ImportRun.objects.count() == 1


def test_a_stranger_is_sent_to_the_door(db, client):
    response = client.get(MENU)
    assert response.status_code == 302
    assert reverse("wagtailadmin_login") in response["Location"]


def test_the_menu_shows_it_to_curators_only(curator):
    assert MENU in curator.client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_menu_hides_it_from_others(editor):
    assert MENU not in editor.get(reverse("wagtailadmin_home")).content.decode()
