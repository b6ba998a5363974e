"""The board of translations: what each account sees, and where each cell leads."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.core.models import Team
from portal.home.models import ContentPage
from tests.factories import locale, publish
from tests.sharing import made_once

from .office import Role, backdate, browser, content, in_all_languages, member, practice, translate

BOARD = reverse("translation_board")


@made_once
def west(teams):
    """The west in all languages, with a page that was translated into French, left behind, and begun in Portuguese."""
    west = in_all_languages(teams.pages["west"])
    begin = Permission.objects.get(codename="submit_translation")
    for team in Team.objects.filter(district=west.record):
        team.group.permissions.add(begin)
    source = backdate(content("Cómo llegar", parent=west), 10)
    backdate(translate(source, "fr", title="Comment venir"), 5)
    translate(source, "pt", live=False, title="Como chegar")
    content("Del sur", parent=teams.pages["south"])
    return west


def cells(client, title="Cómo llegar", **asked):
    """Return {language: Cell} of a page on the board, or None where it is not shown."""
    response = client.get(BOARD, asked)
    assert response.status_code == 200
    rows = [row for row in response.context["table"].data if row.title == title]
    codes = {locale(code).pk: code for code in ("es", "en", "fr", "pt")}
    return {codes[key]: cell for key, cell in rows[0].cells.items()} if rows else None


def states(client, **asked):
    """Return {language: state} of the page «Cómo llegar»."""
    found = cells(client, **asked)
    return found and {code: cell.state for code, cell in found.items()}


def version(code):
    """Return the page «Cómo llegar» in a language."""
    return ContentPage.objects.get(title="Cómo llegar", locale=locale("es")).get_translation(locale(code))


def test_each_language_has_its_state(teams, west):
    editor = teams.browsers["west_editor"]
    assert states(editor) == {"es": "original", "en": "missing", "fr": "current", "pt": "started"}
    source = version("es")
    source.lead = "En colectivo."
    publish(source)
    assert states(editor)["fr"] == "outdated"
    assert cells(editor)["fr"].since is not None


def test_cells_lead_to_the_translation_or_to_its_beginning(teams, west):
    found = cells(teams.browsers["west_editor"])
    begin = reverse("wagtail_localize:submit_page_translation", args=[version("es").pk])
    assert found["en"].url == f"{begin}?select_locale=en"
    assert found["fr"].url == reverse("wagtailadmin_pages:edit", args=[version("fr").pk])
    assert found["pt"].url == reverse("wagtailadmin_pages:edit", args=[version("pt").pk])


def test_where_a_cell_leads_the_account_may_go(teams, west):
    for client in (teams.browsers["west_editor"], browser(member(Role.TRANSLATOR, west, languages=["en", "fr"]))):
        for cell in cells(client).values():
            if cell.url:
                assert client.get(cell.url).status_code == 200, cell


def test_the_board_shows_the_pages_of_the_account_only(teams, west):
    assert cells(teams.browsers["west_editor"], "Del sur") is None
    assert cells(teams.browsers["south_editor"]) is None
    assert cells(teams.browsers["curator"], "Del sur") is not None


def test_a_translator_has_her_languages_and_begins_only_there(teams, west):
    translator = browser(member(Role.TRANSLATOR, west, languages=["en"]))
    found = cells(translator)
    assert set(found) == {"en"}
    assert found["en"].url.endswith("?select_locale=en")
    assert cells(translator, "Del sur") is None


def test_an_author_begins_no_translation(teams, west):
    page = content("De la autora", parent=west)
    author = member(Role.AUTHOR, west)
    page.owner = author
    page.save(clean=False)
    assert cells(browser(author), "De la autora")["en"].url == ""


def test_a_translation_below_what_is_not_translated_is_not_begun(teams, west):
    child = content("Más lejos", parent=version("es"))
    found = cells(teams.browsers["west_editor"], child.title)
    assert found["en"].url == ""
    assert found["fr"].url != ""


def test_who_counts_has_no_board(teams, west):
    assert browser(member(Role.STATISTICS, west)).get(BOARD).status_code == 403


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"state": "missing", "language": "en"}, True),
        ({"state": "missing", "language": "fr"}, False),
        ({"state": "current", "language": "fr"}, True),
        ({"state": "started", "language": "pt"}, True),
        ({"state": "started"}, True),
        ({"state": "outdated"}, False),
        ({"q": "llegar"}, True),
        ({"q": "nada de eso"}, False),
    ],
)
def test_the_board_is_narrowed(teams, west, asked, shown):
    assert (states(teams.browsers["west_editor"], **asked) is not None) is shown


def test_totals_say_how_many_there_are_of_each(teams, west):
    response = teams.browsers["west_editor"].get(BOARD)
    found = {
        total["locale"].language_code: {state: count for state, _word, count in total["states"]}
        for total in response.context["totals"]
    }
    # two pages: that of the district, translated into all, and ours
    assert found["fr"] == {"missing": 0, "started": 0, "current": 2, "outdated": 0}
    assert found["en"] == {"missing": 1, "started": 0, "current": 1, "outdated": 0}
    assert found["pt"] == {"missing": 0, "started": 1, "current": 1, "outdated": 0}


@pytest.mark.parametrize("name", ["west_editor", "curator"])
def test_the_board_asks_as_much_for_two_rows_as_for_many(teams, west, name):
    client = teams.browsers[name]
    client.get(BOARD)
    with CaptureQueriesContext(connection) as few:
        client.get(BOARD)
    for number in range(15):
        translate(practice(f"Experiencia {number}", parent=west), "fr")
    client.get(BOARD)
    with CaptureQueriesContext(connection) as many:
        client.get(BOARD)
    assert len(many) <= len(few) + 1
    assert len(many) <= 30
