"""The import in the admin: for curators only, file, choices, preview, import; nothing lost, nothing kept too long."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from portal.core.models import User
from portal.office.boundaries.models import BoundaryImport
from portal.office.boundaries.retention import purge_boundary_imports
from portal.territory.boundaries.geometry import sound
from portal.territory.models import Boundary, Neighbourhood
from tests.districts.teams import browser
from tests.sharing import made_once
from tests.territory import broken
from tests.territory.places import bounded, neighbourhood, square

pytestmark = pytest.mark.django_db
FILE = reverse("boundary_imports:file")


@pytest.fixture(autouse=True)
def folder_of_the_test(settings, tmp_path):
    """Files of imports go into a folder of the test."""
    settings.VAR_DIR = tmp_path


@made_once
def curator(teams):
    """A curator's browser."""
    return teams.browsers["curator"]


def file(*features, name="barrios.geojson"):
    """Return an uploaded file with features [(properties, geometry)]."""
    items = [{"type": "Feature", "properties": said, "geometry": geometry} for said, geometry in features]
    return SimpleUploadedFile(name, broken.collection(items))


def two():
    """Return a file with Echesortu in the west, and Abasto, which does not exist."""
    return file(
        ({"barrio": "Echesortu", "distrito": "Oeste", "fid": 1}, square(0, 0)),
        ({"barrio": "Abasto", "distrito": "Oeste", "fid": 2}, square(0.01, 0)),
    )


def upload(browser, content):
    """Upload a file and return the import."""
    response = browser.post(FILE, {"file": content})
    assert response.status_code == 302, response.context["form"].errors
    return BoundaryImport.objects.latest("pk")


def choices(**changes):
    """Return the form of the preview as it is filled for `two()`."""
    said = {"kind": "neighbourhood", "property_name": "barrio", "property_district": "distrito"}
    return {**said, "valid_from": timezone.localdate().isoformat(), **changes}


def folder(settings):
    """Return the names of the files that wait."""
    return [path.name for path in (Path(settings.VAR_DIR) / "imports").glob("*")]


def test_from_file_to_report(curator, teams, settings):
    place = neighbourhood("echesortu", teams.pages["west"].record)
    run = upload(curator, two())
    page = reverse("boundary_imports:run", args=[run.pk])
    form = curator.get(page).context["form"]
    assert form["property_name"].value() == "barrio"
    assert form["property_district"].value() == "distrito"
    assert ("fid", "fid (1)") in form.fields["property_name"].choices
    assert curator.post(page, choices(create="on", source="Catastro")).url == page
    seen = curator.get(page)
    assert [(line["number"], line["action"]) for line in seen.context["lines"]] == [(2, "created"), (1, "added")]
    assert b"<svg" in seen.content
    assert b"Todav\xc3\xada no se guard\xc3\xb3 nada" in seen.content
    assert Boundary.objects.count() == 0
    assert curator.post(page, choices(create="on", source="Catastro", **{"import": "1"})).url == page
    assert place.boundaries.get().source == "Catastro"
    assert Neighbourhood.objects.get(code="abasto").district == teams.pages["west"].record
    run.refresh_from_db()
    assert run.counts == {"created": 1, "added": 1}
    report = curator.get(page)
    assert "Abasto" in report.content.decode()
    assert "barrio nuevo: 1" in " ".join(report.content.decode().split())


def test_the_file_goes_when_it_was_imported(curator, teams, settings, django_capture_on_commit_callbacks):
    neighbourhood("echesortu", teams.pages["west"].record)
    run = upload(curator, two())
    assert len(folder(settings)) == 1
    assert "barrios" not in folder(settings)[0]
    page = reverse("boundary_imports:run", args=[run.pk])
    curator.post(page, choices())
    with django_capture_on_commit_callbacks(execute=True):
        curator.post(page, choices(**{"import": "1"}))
    assert folder(settings) == []
    assert curator.get(page).status_code == 200
    assert curator.post(page, choices(**{"import": "1"})).status_code == 302


def test_what_was_not_seen_is_not_imported(curator, teams):
    neighbourhood("echesortu", teams.pages["west"].record)
    run = upload(curator, two())
    page = reverse("boundary_imports:run", args=[run.pk])
    curator.post(page, choices())
    response = curator.post(page, choices(create="on", **{"import": "1"}), follow=True)
    assert "mira otra vez qué pasaría" in response.content.decode()
    assert Boundary.objects.count() == 0
    curator.post(page, choices(create="on", **{"import": "1"}))
    assert Boundary.objects.count() == 2


def test_a_change_is_shown_beside_what_there_was(curator, teams):
    place = neighbourhood("echesortu", teams.pages["west"].record)
    bounded(place, sound(square(0, 0)).geometry, fingerprint="before")
    run = upload(curator, file(({"barrio": "Echesortu"}, square(0, 0, 0.011))))
    page = reverse("boundary_imports:run", args=[run.pk])
    curator.post(page, choices(property_district=""))
    context = curator.get(page).context
    assert context["lines"][0]["details"] == ["cambia el 21 % de su superficie"]
    assert len(context["map"]["former"]) == 1
    assert context["can_import"] is True


def test_nothing_to_do_is_said(curator):
    run = upload(curator, two())
    page = reverse("boundary_imports:run", args=[run.pk])
    curator.post(page, choices())
    response = curator.get(page)
    assert response.context["can_import"] is False
    assert "no cambiaría nada" in response.content.decode()
    assert 'name="import"' not in response.content.decode()


@pytest.mark.parametrize(("content", "words"), broken.FILES.values(), ids=broken.FILES)
def test_a_wrong_file_is_told_beside_the_field(curator, content, words):
    response = curator.post(FILE, {"file": SimpleUploadedFile("barrios.geojson", content)})
    if response.status_code == 302:  # which property is which is asked on the next page
        assert "propiedades" in words or "Tiene:" in words
        page = response.url
        assert curator.post(page, {"kind": "neighbourhood", "valid_from": "2025-01-01"}).status_code == 422
        return
    assert response.status_code == 422
    assert words in " ".join(response.context["form"].errors["file"])
    assert BoundaryImport.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"property_name": "", "property_code": ""}, "property_name"),
        ({"property_name": "nombre"}, "property_name"),
        ({"valid_from": (timezone.localdate() + timedelta(days=2)).isoformat()}, "valid_from"),
        ({"valid_from": "ayer"}, "valid_from"),
        ({"source": "x" * 201}, "source"),
        ({"licence": "x" * 81}, "licence"),
        ({"district": "999999"}, "district"),
        ({"district": "\x00"}, "district"),
        ({"kind": "country"}, "kind"),
    ],
)
def test_a_wrong_answer_is_told_beside_its_field_and_nothing_is_lost(curator, changes, field):
    run = upload(curator, two())
    page = reverse("boundary_imports:run", args=[run.pk])
    response = curator.post(page, choices(join="on", **changes))
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert response.context["form"]["join"].value() is True
    run.refresh_from_db()
    assert run.choices == {}


def test_only_curators_and_administrators_come_in(teams, settings):
    run = upload(teams.browsers["curator"], two())
    pages = [reverse("boundary_imports:index"), FILE, reverse("boundary_imports:run", args=[run.pk])]
    discard = reverse("boundary_imports:discard", args=[run.pk])
    for name in ("west_editor", "west_reviewer"):
        for page in pages:
            assert teams.browsers[name].get(page).status_code == 403, page
            assert teams.browsers[name].post(page, choices(**{"import": "1"})).status_code == 403, page
        assert teams.browsers[name].post(discard).status_code == 403
        assert "/admin/boundaries/" not in teams.browsers[name].get(reverse("wagtailadmin_home")).content.decode()
    root = browser(User.objects.create_superuser("root", "root@example.org", "secret"))
    for page in pages:
        assert root.get(page).status_code == 200
        assert "/admin/boundaries/" in json.dumps(root.get(page).content.decode())
    assert len(folder(settings)) == 1


def test_a_file_is_discarded_by_a_post_only(curator, settings):
    run = upload(curator, two())
    discard = reverse("boundary_imports:discard", args=[run.pk])
    assert curator.get(discard).status_code == 405
    assert curator.post(discard).status_code == 302
    assert (folder(settings), BoundaryImport.objects.count()) == ([], 0)


def test_old_files_and_reports_are_purged(curator, settings):
    now = timezone.now()
    upload(curator, two())
    old = upload(curator, two())
    BoundaryImport.objects.filter(pk=old.pk).update(created=now - timedelta(days=8))
    done = {"imported": now - timedelta(days=31), "created": now - timedelta(days=31), "lines": [{"number": 1}]}
    done = BoundaryImport.objects.create(name="done.geojson", counts={"added": 1}, **done)
    purge_boundary_imports(now)
    assert not BoundaryImport.objects.filter(pk=old.pk).exists()
    assert len(folder(settings)) == 1
    done.refresh_from_db()
    assert (done.lines, done.counts) == ([], {"added": 1})
    assert "El detalle se borró" in curator.get(reverse("boundary_imports:run", args=[done.pk])).content.decode()


def test_the_list_says_what_waits(curator):
    for _ in range(3):
        upload(curator, two())
    response = curator.get(reverse("boundary_imports:index"))
    assert response.content.decode().count("barrios.geojson") == 3
    assert "Sin importar" in response.content.decode()
