"""The list of an account's pages: what it shows, how it is narrowed, what it exports."""

import csv
from io import BytesIO, StringIO

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from openpyxl import load_workbook

from portal.practices.models import PracticePage
from tests.factories import publish
from tests.sharing import made_once

from .office import (
    Role,
    account,
    backdate,
    browser,
    content,
    draft_of,
    in_all_languages,
    member,
    neighbourhood,
    picture,
    practice,
    translate,
)

pytestmark = pytest.mark.both_databases("lists annotate, sort and count in SQL")

LIST = reverse("district_pages:index")


def titles(client, **asked):
    """Return the titles of the pages that a list shows."""
    response = client.get(LIST, asked)
    assert response.status_code == 200
    return {page.title for page in response.context["object_list"]}


def export(client, form, **asked):
    """Return the rows (dicts) of an exported list."""
    response = client.get(LIST, {**asked, "export": form})
    data = b"".join(response.streaming_content)
    if form == "csv":
        return list(csv.DictReader(StringIO(data.decode())))
    head, *rows = load_workbook(BytesIO(data)).active.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


@made_once
def west(teams):
    """The west in all languages, with a page and its translation, a draft and a practice; one page in the south."""
    west = in_all_languages(teams.pages["west"])
    source = backdate(content("Cómo llegar", parent=west), 10)
    backdate(translate(source, "fr", title="Comment venir"), 5)
    draft_of(teams.people["west_editor"], west, "Horario de verano")
    practice("Canteros con padrinos", parent=west)
    content("Del sur", parent=teams.pages["south"])
    return west


def test_the_list_has_the_pages_of_the_district_and_no_others(teams, west):
    shown = titles(teams.browsers["west_editor"])
    assert {"Cómo llegar", "Comment venir", "Horario de verano", "Canteros con padrinos", "Oeste"} <= shown
    assert "Del sur" not in shown
    assert "Del sur" in titles(teams.browsers["curator"])


def test_the_list_of_an_official_has_the_pages_of_her_neighbourhoods(teams, west):
    hers = neighbourhood(west, "Echesortu")
    practice("De Echesortu", parent=west, neighbourhood=hers)
    assert titles(browser(member(Role.EDITOR, west, neighbourhoods=[hers]))) == {"De Echesortu"}


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({"state": "draft"}, {"Horario de verano"}),
        ({"waiting": "my-drafts"}, {"Horario de verano"}),
        ({"q": "canteros"}, {"Canteros con padrinos"}),
        ({"q": "canteros", "state": "draft"}, set()),
        ({"translation": "missing-pt", "state": "live"}, {"Cómo llegar", "Canteros con padrinos"}),
        ({"translation": "missing-fr"}, {"Canteros con padrinos"}),
        ({"translation": "outdated"}, set()),
    ],
)
def test_the_list_is_narrowed(teams, west, asked, wanted):
    assert titles(teams.browsers["west_editor"], **asked) == wanted


def test_the_list_is_narrowed_by_type_and_language(teams, west):
    client = teams.browsers["west_editor"]
    practices = ContentType.objects.get_for_model(PracticePage)
    assert titles(client, content_type=practices.pk) == {"Canteros con padrinos"}
    assert titles(client, language="fr") == {"Comment venir", "Oeste"}


def test_pages_in_review_are_found_by_their_state(teams, west):
    teams.write("west_editor", west, title="Por revisar")
    assert titles(teams.browsers["west_reviewer"], state="review") == {"Por revisar"}
    assert titles(teams.browsers["west_reviewer"], waiting="to-review") == {"Por revisar"}


def test_curators_narrow_by_district_and_editors_of_one_have_nothing_to_choose(teams, west):
    south = teams.pages["south"].record_id
    assert titles(teams.browsers["curator"], district=south) == {"Del sur", "Sur"}
    assert "Del sur" not in titles(teams.browsers["west_editor"], district=south)
    assert 'name="district"' not in teams.browsers["west_editor"].get(LIST).content.decode()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_has_what_the_account_sees(teams, west, form):
    rows = export(teams.browsers["west_editor"], form)
    by_title = {row["Título"]: row for row in rows}
    assert "Del sur" not in by_title
    row = by_title["Cómo llegar"]
    assert (row["Distrito"], row["Idioma"], row["Otros idiomas"], row["Tipo"]) == (
        "Oeste", "Español", "fr", "Página de contenido",
    )  # fmt: skip
    assert by_title["Horario de verano"]["Quién la cambió"] == "west_editor"


def test_an_export_holds_no_cell_that_a_spreadsheet_runs(teams, west):
    content("=HYPERLINK(1)", parent=west)
    assert "'=HYPERLINK(1)" in {row["Título"] for row in export(teams.browsers["west_editor"], "csv")}


def test_the_next_reading_of_a_page_is_a_year_after_the_last(teams, west):
    page = practice("Revisada", parent=west)
    page.last_reviewed = "2026-03-01"
    publish(page)
    [shown] = [row for row in export(teams.browsers["west_editor"], "csv") if row["Título"] == "Revisada"]
    assert shown["Volver a leerla"] == "2027-03-01"


@pytest.mark.parametrize("value", ["'", "-1", "999999999999999999999", "x" * 2000, "missing-xx", "día"])
def test_hostile_parameters_are_no_error(teams, west, value):
    client = teams.browsers["curator"]
    for url in (LIST, reverse("translation_board"), reverse("waiting_list", args=["pictures"])):
        for name in ("q", "p", "state", "district", "language", "waiting", "translation", "content_type"):
            assert client.get(url, {name: value}).status_code in (200, 302)


def test_other_things_that_wait_have_a_list_of_their_own(teams, west):
    for number in range(7):
        picture(west, f"Foto {number}")
    picture(teams.pages["south"], "Del sur")
    url = reverse("waiting_list", args=["pictures"])
    html = teams.browsers["west_editor"].get(url).content.decode()
    assert all(f"Foto {number}" in html for number in range(7))
    assert "Del sur" not in html
    assert teams.browsers["west_editor"].get(reverse("waiting_list", args=["nada"]), follow=True).status_code == 404


def test_an_account_without_a_role_sees_no_list(teams, west):
    stranger = browser(account("stranger"))
    for url in (LIST, reverse("translation_board"), reverse("waiting_list", args=["pictures"])):
        assert stranger.get(url).status_code == 302
