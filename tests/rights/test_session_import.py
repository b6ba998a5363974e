"""Who brings meetings into which council: whoever may put sessions below it, and publishes as she may elsewhere."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.access.roles import RIGHTS, Subject
from portal.councils.models import CouncilPage, SessionPage
from portal.session_import.models import SessionImport

from . import oracle
from .oracle import ACTORS
from .requests import read, taken_back

pytestmark = pytest.mark.django_db
NEW, INDEX = reverse("session_imports:new"), reverse("session_imports:index")
TABLE = "Fecha,Tema,Hora,Lugar\n2027-03-02,Una,19:00,Club\n"


def adds(actor, council):
    """Tell whether an account brings meetings into a council: the first version of it, where she adds pages."""
    return not council.is_translation and oracle.adds_below(actor, council)


@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: actor.name)
def test_only_councils_are_offered_and_taken_below_which_she_adds(city, matrix, settings, tmp_path, actor):
    settings.VAR_DIR = tmp_path
    client, councils = city.browsers[actor.name], [page for page in city.pages() if page.model is CouncilPage]
    adds_pages = actor.is_superuser or (actor.role and "add" in RIGHTS[actor.role][Subject.PAGE])
    for address in (NEW, INDEX):
        matrix.cell(actor, address, "session import", bool(adds_pages), bool(read(client, address)))
    offered = read(client, NEW)
    for council in councils:
        expected = adds(actor, council)
        matrix.cell(actor, council.key, "session import offer", expected, f'<option value="{council.pk}"' in offered)
        with taken_back():
            file = SimpleUploadedFile("a.csv", TABLE.encode())
            client.post(NEW, {"council": council.pk, "file": file, "publish": "no"})
            taken = SessionImport.objects.filter(council=council.pk).exists()
            matrix.cell(actor, council.key, "session import", expected, taken)
    assert not SessionPage.objects.filter(title="Una").exists()
    matrix.check()
