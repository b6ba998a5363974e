"""Streets and lines of the map in the admin: for curators only, file, preview, import, report, and the way back."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.core.models import User
from portal.map_data import tables
from portal.map_data.changes import carry_map_data
from portal.map_data.models import MapDataImport
from portal.map_data.retention import purge_map_data_imports
from portal.territory.known import known_map_lines
from portal.territory.models import MapLine, StreetSegment
from tests.districts.teams import browser
from tests.factories import neighbourhood
from tests.sharing import made_once
from tests.territory.test_map_lines import content, feature

pytestmark = pytest.mark.django_db
INDEX = reverse("map_data:index")
STREETS, LINES = (reverse("map_data:file", args=[table]) for table in ("streets", "lines"))
GOOD = "calle,desde,hasta,barrio\nMitre,100,199,echesortu\nSan Martín,,,echesortu\n"
DOUBTFUL = GOOD + "Salta,1,99,nadie\nJujuy,9,3,echesortu\n"


@pytest.fixture(autouse=True)
def folder_of_the_test(settings, tmp_path):
    """Files of imports go into a folder of the test."""
    settings.VAR_DIR = tmp_path


@made_once
def curator(teams):
    """A curator's browser, in a city with one neighbourhood."""
    neighbourhood(teams.pages["west"], "Echesortu", "echesortu")
    return teams.browsers["curator"]


def uploaded(text, name="calles.csv"):
    """Return an uploaded file with a text (str or bytes)."""
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


def upload(browser, text, address=STREETS, name="calles.csv"):
    """Upload a file and return (the run, the address of its page)."""
    response = browser.post(address, {"file": uploaded(text, name)})
    assert response.status_code == 302, response.context["form"].errors
    return MapDataImport.objects.latest("pk"), response.url


def bring(browser, text, address=STREETS, **answers):
    """Upload a file and import it; return the run."""
    run, page = upload(browser, text, address)
    assert browser.post(page, answers).status_code == 302
    run.refresh_from_db()
    return run


def names(model=StreetSegment):
    """Return the names of the rows of a table."""
    return list(model.objects.order_by("name").values_list("name", flat=True))


def files(settings):
    """Return how many files wait or are kept."""
    return len(list((Path(settings.VAR_DIR) / "imports").glob("*")))


def test_from_file_to_report(curator):
    _run, page = upload(curator, GOOD)
    html = curator.get(page).content.decode()
    assert "2 tramos, 2 calles, 1 barrio." in html
    assert "Mitre, del 100 al 199 → Echesortu" in html
    assert names() == []
    assert curator.post(page, follow=True).redirect_chain == [(page, 302)]
    assert names() == ["Mitre", "San Martín"]
    assert "Guardado: 2 · Antes: 0 · En duda: 0" in " ".join(curator.get(page).content.decode().split())
    assert "calles.csv" in curator.get(INDEX).content.decode()


def found():
    """Return what the finder answers to an address of the file."""
    return Client().get("/es/distritos/", {"q": "mitre 150"}).content.decode().partition('id="found"')[2]


def test_the_finder_answers_with_what_was_imported(curator):
    assert "neighbourhoods/echesortu/" not in found()
    bring(curator, GOOD)
    assert "neighbourhoods/echesortu/" in found()
    curator.post(reverse("map_data:empty", args=["streets"]))
    assert "neighbourhoods/echesortu/" not in found()


def test_lines_that_are_in_doubt_are_named_and_want_an_answer(curator):
    _run, page = upload(curator, DOUBTFUL)
    html = curator.get(page).content.decode()
    assert "2 líneas en duda: no se guardan" in html
    assert "<td>4</td>" in html
    assert "No conocemos el barrio «nadie»" in html
    refused = curator.post(page)
    assert refused.status_code == 422
    assert "marca que se importe sin esas líneas" in refused.content.decode()
    assert names() == []
    curator.post(page, {"without_faults": "on"})
    assert names() == ["Mitre", "San Martín"]
    assert "No conocemos el barrio «nadie»" in curator.get(page).content.decode()


def test_a_file_of_doubtful_lines_alone_has_no_button(curator):
    _run, page = upload(curator, "calle,desde,hasta,barrio\nSalta,1,99,nadie\n")
    html = curator.get(page).content.decode()
    assert "no se puede guardar ninguna línea" in html
    assert f'action="{page}"' not in html


@pytest.mark.parametrize(
    ("address", "text", "words"),
    [
        (STREETS, "", "El archivo está vacío."),
        (STREETS, "calle,desde\nMitre,1\n", "Falta en la primera línea: to, neighbourhood."),
        (STREETS, "calle,desde,hasta,barrio\n", "no tiene ninguna calle"),
        (STREETS, b"PK\x03\x04 a spreadsheet", "Esto no es CSV."),
        (LINES, "{broken", "Esto no es GeoJSON."),
        (LINES, "{}", "no tiene ninguna línea"),
    ],
)
def test_a_file_that_says_nothing_is_refused_beside_the_field(curator, address, text, words):
    response = curator.post(address, {"file": uploaded(text)})
    assert response.status_code == 422
    assert words in str(response.context["form"].errors["file"])
    assert "aria-invalid" in response.content.decode()
    assert MapDataImport.objects.count() == 0


def test_no_file_at_all_is_told_beside_the_field(curator):
    assert "Elige un archivo." in str(curator.post(STREETS).context["form"].errors["file"])


@pytest.mark.parametrize(("address", "table"), [(STREETS, "streets"), (LINES, "lines")])
def test_a_huge_file_is_refused_and_not_read(curator, address, table):
    huge = uploaded(b"x" * (tables.TABLES[table].largest + 1))
    response = curator.post(address, {"file": huge})
    assert response.status_code == 422
    assert "el límite es" in str(response.context["form"].errors["file"])
    assert MapDataImport.objects.count() == 0


def test_lines_of_the_map(curator):
    curator.post(upload(curator, content(feature()), LINES)[1])
    assert [line.name for line in known_map_lines()] == ["Río Nuevo"]
    _run, page = upload(curator, content(feature("Río Alto"), feature(kind="sea")), LINES)
    assert "Río Alto (Río o arroyo)" in curator.get(page).content.decode()
    curator.post(page, {"without_faults": "on"})
    assert names(MapLine) == ["Río Alto"]


def test_an_import_is_taken_back(curator, django_capture_on_commit_callbacks):
    bring(curator, GOOD)
    before = list(StreetSegment.objects.order_by("name").values("name", "key", "first", "last", "neighbourhood"))
    run = bring(curator, "calle,desde,hasta,barrio\nSalta,1,99,echesortu\n")
    assert names() == ["Salta"]
    back = reverse("map_data:take_back", args=[run.pk])
    assert back in curator.get(reverse("map_data:run", args=[run.pk])).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert "Volvió lo que había antes." in curator.post(back, follow=True).content.decode()
    again = StreetSegment.objects.order_by("name").values("name", "key", "first", "last", "neighbourhood")
    assert list(again) == before
    assert "Ya no se puede deshacer" in curator.post(back, follow=True).content.decode()


def test_only_the_latest_is_taken_back(curator):
    first, second = bring(curator, GOOD), bring(curator, GOOD + "Salta,,,echesortu\n")
    bring(curator, GOOD)
    assert not first.can_be_taken_back()
    curator.post(reverse("map_data:take_back", args=[second.pk]))
    assert names() == ["Mitre", "San Martín"]


def test_emptying_is_asked_twice_and_taken_back(curator):
    empty = reverse("map_data:empty", args=["streets"])
    assert curator.get(empty).url == INDEX
    bring(curator, GOOD)
    assert "ya no llega a su barrio" in curator.get(empty).content.decode()
    assert names() == ["Mitre", "San Martín"]
    page = curator.post(empty).url
    assert names() == []
    curator.post(reverse("map_data:take_back", args=[MapDataImport.objects.latest("pk").pk]))
    assert names() == ["Mitre", "San Martín"]
    assert "Se deshizo" in curator.get(page).content.decode()


def test_a_file_is_imported_once(curator, settings, django_capture_on_commit_callbacks):
    run, page = upload(curator, GOOD)
    with django_capture_on_commit_callbacks(execute=True):
        curator.post(page)
    assert files(settings) == 0
    StreetSegment.objects.all().delete()
    assert curator.post(page).status_code == 302
    assert not carry_map_data(run, tables.TableData(None, []))
    assert names() == []


def test_a_file_is_discarded_by_a_post_only(curator, settings):
    run, _page = upload(curator, GOOD)
    discard = reverse("map_data:discard", args=[run.pk])
    assert curator.get(discard).status_code == 405
    assert curator.post(discard).status_code == 302
    assert (files(settings), MapDataImport.objects.count()) == (0, 0)


def test_only_curators_and_administrators_come_in(curator, teams):
    run, page = upload(curator, GOOD)
    empty = reverse("map_data:empty", args=["streets"])
    others = [reverse(f"map_data:{name}", args=[run.pk]) for name in ("discard", "take_back")]
    for name in ("west_editor", "west_reviewer"):
        visitor = teams.browsers[name]
        assert {visitor.get(address).status_code for address in (INDEX, STREETS, LINES, page, empty)} == {403}
        assert {visitor.post(address).status_code for address in (STREETS, LINES, page, empty, *others)} == {403}
        assert "/admin/map-data/" not in visitor.get(reverse("wagtailadmin_home")).content.decode()
    root = browser(User.objects.create_superuser("root", "root@example.org", "secret"))
    assert {root.get(address).status_code for address in (INDEX, STREETS, LINES, page)} == {200}
    assert names() == []
    assert curator.get(reverse("map_data:file", args=["seas"]), follow=True).status_code == 404


def test_nothing_is_kept_too_long(curator, settings):
    bring(curator, GOOD)
    run = bring(curator, DOUBTFUL, without_faults="on")
    waiting, _page = upload(curator, GOOD)
    assert files(settings) > 0
    purge_map_data_imports(timezone.now() + timedelta(days=8))
    assert not MapDataImport.objects.filter(pk=waiting.pk).exists()
    assert MapDataImport.objects.get(pk=run.pk).faults
    purge_map_data_imports(timezone.now() + timedelta(days=31))
    run.refresh_from_db()
    assert (files(settings), run.faults, run.counts["faults"]) == (0, [], 2)
    assert not run.can_be_taken_back()
