"""The list of the bank: told experiences first, those of facts only folded; choosing, and six filters before "more"."""

import re

import pytest
from django.urls import reverse

from portal.practices.documents import practice_document
from tests import factories
from tests.sharing import made_once

pytestmark = pytest.mark.django_db
BANK = "/es/experiencias/"


@made_once
def mixed():
    """Make two told practices, and after them three of which only facts are known."""
    for number in (1, 2):
        factories.practice(f"Contada {number}", how_achieved="<p>Así.</p>", types=["council"])
    for number in (1, 2, 3):
        factories.practice(f"Dato {number}", types=["council"])


def titles(html):
    """Return the titles of the rows of some HTML."""
    return re.findall(r'<h3 class="row__title"[^>]*><a[^>]*>(.*?)</a>', html, re.DOTALL)


def page(client, query=""):
    """Return the bank's HTML for a query string, its list in two parts: (before the fold, in it)."""
    html = client.get(BANK + query).content.decode()
    form = html[html.index('class="stack choose"') :]
    before, _fold, after = form.partition('<details class="facet">')
    return before, after


def test_told_ones_come_first_and_the_others_are_folded(client, mixed):
    before, folded = page(client)
    assert titles(before) == ["Contada 2", "Contada 1"]
    assert titles(folded) == ["Dato 3", "Dato 2", "Dato 1"]
    assert "Y 3 más, de las que solo tenemos los datos" in " ".join(folded.split())


def test_a_filter_shows_one_or_the_other_unfolded(client, mixed):
    before, folded = page(client, "?told=facts")
    assert titles(before) == ["Dato 3", "Dato 2", "Dato 1"]
    assert folded == ""
    assert titles(page(client, "?told=told")[0]) == ["Contada 2", "Contada 1"]


def test_an_order_that_was_asked_for_is_kept(client, mixed):
    before, folded = page(client, "?sort=title")
    assert titles(before) == ["Contada 1", "Contada 2", "Dato 1", "Dato 2", "Dato 3"]
    assert folded == ""


def test_the_downloads_have_them_all(client, mixed):
    lines = b"".join(client.get(reverse("practice_selection", args=["jsonl"])).streaming_content).decode().splitlines()
    assert len(lines) == 5


@pytest.mark.parametrize("answers", [{}, {"evidence": "<p>Se midió.</p>"}])
def test_any_answer_makes_a_practice_told(answers):
    document = practice_document(factories.practice("Una", **answers))
    assert document.facets["told"] == (("told",) if answers else ("facts",))


def test_every_row_can_be_chosen_and_the_buttons_say_what_for(client, mixed):
    before, folded = page(client)
    assert (before + folded).count('name="ref"') == 5
    bar = folded[folded.index('class="chosen ') :]
    assert re.findall(r"<button[^>]*>(.*?)</button>", bar) == ["Comparar", "Citar", "Imprimir"]
    assert "Elige las que quieras comparar, citar o imprimir" in before


def test_six_filters_stand_open_to_view_and_the_others_behind_more(client):
    ongoing = factories.terms("outcome", "ongoing")[0]
    factories.practice("Llena", types=["council"], themes=["health"], place_country="AR", start="2020", outcome=ongoing)
    html = client.get(BANK).content.decode()
    form = html[html.index('id="filters"') : html.index("</form>", html.index('id="filters"'))]
    before, _more, after = form.partition('<details class="facet facet--all">')
    names = list(dict.fromkeys(re.findall(r'type="checkbox"\s+name="(\w+)"', before)))
    assert names == ["type", "theme", "told", "country", "outcome", "year"]
    assert re.findall(r'name="language"', after)
    html = client.get(BANK + "?language=es").content.decode()
    assert '<details class="facet facet--all" open>' in html
