"""The bank page: every address is a normal page, filters count rightly, private practices are absent, few queries."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from tests import factories
from tests.sharing import made_once

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases("filters count with GROUP BY, titles sort by collation"),
]
BANK = "/es/experiencias/"
MOST_QUERIES = 16


def titles(html):
    """Return the titles of the results, without their marks."""
    found = re.findall(r'<h3 class="row__title"[^>]*><a[^>]*>(.*?)</a>', html, re.DOTALL)
    return [re.sub(r"</?mark>", "", title) for title in found]


def ask(client, query=""):
    """Return the bank's HTML for a query string."""
    response = client.get(BANK + query)
    assert response.status_code == 200
    return response.content.decode()


@made_once
def small_bank():
    factories.practice(
        "Huerta de la vía", types=["initiative"], themes=["environment"], start="2021", place_country="AR"
    )
    factories.practice("Consejo por teléfono", types=["council"], themes=["health"], start="2020", place_country="AR")
    factories.practice(
        "Consejo en la plaza", types=["council", "pb"], themes=["culture"], start="2023", place_country="MX"
    )


def counts(html, name):
    """Return {code: count} of a filter."""
    pattern = rf'name="{name}"\s+value="([^"]+)"[^>]*>.*?check__count">(\d+)<'
    return {code: int(count) for code, count in re.findall(pattern, html, re.DOTALL)}


def test_words_are_found_and_marked(client, small_bank):
    html = ask(client, "?q=consejos")
    assert sorted(titles(html)) == ["Consejo en la plaza", "Consejo por teléfono"]
    assert "<mark>Consejo</mark>" in html
    assert "2 experiencias" in html


def test_several_values_in_one_filter_and_counts_that_ignore_it(client, small_bank):
    html = ask(client, "?type=council")
    assert len(titles(html)) == 2
    assert counts(html, "type") == {"council": 2, "pb": 1, "initiative": 1}
    assert counts(html, "theme") == {"health": 1, "culture": 1}
    html = ask(client, "?type=pb&type=initiative")
    assert sorted(titles(html)) == ["Consejo en la plaza", "Huerta de la vía"]
    html = ask(client, "?type=council&country=MX")
    assert titles(html) == ["Consejo en la plaza"]


def test_a_chip_takes_its_filter_off_and_keeps_the_rest(client, small_bank):
    html = ask(client, "?q=consejo&type=council&country=MX")
    assert 'href="?q=consejo&amp;country=MX"' in html
    assert 'href="?q=consejo&amp;type=council"' in html
    assert 'class="chips__clear" href="?q=consejo"' in html


def test_sorting(client, small_bank):
    assert titles(ask(client, "?sort=title")) == ["Consejo en la plaza", "Consejo por teléfono", "Huerta de la vía"]
    assert titles(ask(client, "?sort=newest"))[0] == "Consejo en la plaza"


def test_did_you_mean(client, small_bank):
    html = ask(client, "?q=konsejo")
    assert "¿Quisiste decir" in html
    assert "?q=consejo" in html.lower()


def test_an_empty_answer_says_what_to_do(client, small_bank):
    html = ask(client, "?q=consejo&country=BR")
    assert "Nada coincide" in html
    assert 'href="?q=consejo"' in html
    assert "Ver todas las experiencias" in html


def test_an_empty_bank_says_so(client):
    assert "El banco todavía no tiene experiencias" in ask(client)


@pytest.mark.parametrize("code", ["es", "en", "fr", "pt"])
@pytest.mark.parametrize(
    "words",
    ["budget participatif", "orçamento participativo", "participatory budgeting", "presupuestos participativos"],
)
def test_a_type_is_found_in_every_language_under_every_interface(client, words, code):
    for language, title in {
        "es": "La plata de la cuadra",
        "fr": "Les sous de la rue",
        "pt": "O dinheiro da rua",
    }.items():
        factories.practice(title, parent=factories.bank(language), types=["pb"], lead="Decidir.")
    factories.practice("Huerta", types=["initiative"])
    html = client.get(factories.bank(code).url, {"q": words}).content.decode()
    assert sorted(titles(html)) == ["La plata de la cuadra", "Les sous de la rue", "O dinheiro da rua"]


def test_a_result_in_another_language_is_labelled(client):
    factories.practice("Les sous de la rue", parent=factories.bank("fr"))
    html = ask(client)
    assert '<h3 class="row__title" lang="fr"><a href="/es/experiences/' in html
    assert "en francés" in html


def test_private_and_unpublished_practices_are_absent(client, small_bank):
    private = factories.practice("Secreto del consejo")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    factories.practice("Consejo borrador", live=False)
    html = ask(client, "?q=consejo")
    assert "Secreto" not in html
    assert "borrador" not in html
    assert "Secreto" not in client.get(reverse("suggest"), {"q": "secreto"}).content.decode()


def test_the_number_of_queries_does_not_grow_with_the_results(client):
    factories.practice("Consejo número 1", types=["council"], themes=["health"])
    client.get(BANK + "?q=consejo")
    with CaptureQueriesContext(connection) as one:
        assert len(titles(ask(client, "?q=consejo&type=council"))) == 1
    for number in range(2, 21):
        factories.practice(f"Consejo número {number}", types=["council"], themes=["health"])
    client.get(BANK + "?q=consejo")  # what is kept for some seconds is read again, however slow the machine
    with CaptureQueriesContext(connection) as twenty:
        assert len(titles(ask(client, "?q=consejo&type=council"))) == 20
    assert len(one) == len(twenty) <= MOST_QUERIES


def test_pages(client):
    for number in range(25):
        factories.practice(f"Consejo {number}")
    html = ask(client, "?q=consejo&page=2")
    assert len(titles(html)) == 5
    assert 'href="?q=consejo" rel="prev"' in html


codes = st.sampled_from(["council", "pb", "ES", "nadie", "'", '"', "%", "\x00", "x" * 500, "‮א"])
HOSTILE = [
    '"',
    "*",
    "\x00",
    "AND OR NOT ( ) :",
    "consejo" * 1500,
    "‏‮abc",
    "NEAR(a b)",
    "^plaza",
    "{-}",
    "😀",
    "a-b",
    "''",
]
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60))
PAGES = st.sampled_from(["0", "-1", "1000000000", "", "x", "１", "9" * 400, "1e3"])
NAMES = ["type", "theme", "country", "year", "sdg", "language", "district", "objective", "distinction", "outcome"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=TEXTS, page=PAGES, sort=st.sampled_from(["relevance", "title", "newest", "x", ""]),
    chosen=st.dictionaries(st.sampled_from(NAMES), st.lists(codes, max_size=3), max_size=3),
    language=st.sampled_from(["es", "en", "fr", "pt"]),
)  # fmt: skip
def test_every_address_is_a_normal_page(client, small_bank, text, page, sort, chosen, language):
    parameters = {"q": text, "page": page, "sort": sort, **chosen}
    response = client.get(factories.bank(language).url, parameters)
    assert response.status_code == 200
    assert '<h1 class="head__title"' in response.content.decode()
    assert client.get(reverse("search"), {"q": text, "page": page, "type": chosen.get("type", "")}).status_code == 200
    assert client.get(reverse("suggest"), {"q": text}).status_code == 200
