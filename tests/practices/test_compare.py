"""The comparison: two to four practices side by side; any number, known or not, is a normal page."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from portal.practices.comparison import MOST, WORDS, merged
from tests import factories
from tests.sharing import made_once

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


def compare(client, *references, language="es", **more):
    """Return the HTML of the comparison of some practices (references, or pages)."""
    references = [getattr(reference, "reference", reference) for reference in references]
    with override(language):
        response = client.get(reverse("practice_compare"), {"ref": references, **more})
    assert response.status_code == 200
    html = response.content.decode()
    assert '<meta name="robots" content="noindex, follow">' in html
    return html


def main(html):
    """Return what stands in the page's main part."""
    return re.search(r"<main.*</main>", html, re.DOTALL).group()


def heads(html):
    """Return the titles of the compared columns."""
    return re.findall(r'<th scope="col"[^>]*>\s*<a[^>]*>(.*?)</a>', html)


def row(html, name):
    """Return the texts of the cells of a row, or None when there is no such row."""
    for part in re.findall(r"<tr[^>]*>.*?</tr>", html, re.DOTALL):
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", part, re.DOTALL)
        cells = [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]
        if cells and cells[0] == name:
            return cells[1:]
    return None


@made_once
def two(db):
    return (
        factories.practice(
            "Huerta de la vía", types=["initiative"], place_city="Rosario", place_country="AR", start="2021",
            innovation="<p>Se riega con agua de lluvia.</p>",
        ),
        factories.practice(
            "Consejo en la plaza", types=["council"], place_city="Lima", place_country="PE",
            innovation="<p>Cualquiera pone un tema.</p>", evidence="<p>Se contó.</p>",
        ),
    )  # fmt: skip


def test_practices_are_columns_in_the_order_asked_and_facts_and_questions_rows(client, two):
    html = compare(client, two[1], two[0])
    assert heads(html) == ["Consejo en la plaza", "Huerta de la vía"]
    assert row(html, "Lugar") == ["Lima, Perú", "Rosario, Argentina"]
    assert row(html, "Tipo de experiencia") == ["Consejo", "Iniciativa ciudadana"]
    assert row(html, "¿Cuál es el elemento más innovador de la experiencia?") == [
        "Cualquiera pone un tema.",
        "Se riega con agua de lluvia.",
    ]


def test_what_one_does_not_say_is_said_and_what_none_says_is_left_out(client, two):
    html = compare(client, *two)
    assert row(html, "Cuándo") == ["2021", "No lo dice"]
    assert row(html, "¿Cómo se sabe que funcionó?") == ["Sin respuesta", "Se contó."]
    assert row(html, "¿Qué fue difícil y qué harían distinto?") is None


def test_a_long_answer_begins_and_leads_to_the_rest(client, two):
    long = factories.practice("Larga", innovation="<p>" + "agua <b>clara</b> " * WORDS + "final</p>")
    html = compare(client, two[0], long)
    assert f'href="{long.url}#innovation"' in html
    assert "final" not in row(html, "¿Cuál es el elemento más innovador de la experiencia?")[1]
    assert html.count("Leer entera") == 1


def test_nothing_chosen_is_an_invitation(client, two):
    html = compare(client)
    assert "Elige de dos a cuatro" in html
    assert "<table" not in html
    assert f"?ref={two[0].reference}" in html


def test_one_chosen_offers_others_to_add_and_never_itself(client, two):
    html = compare(client, two[0])
    assert "Elige al menos una más" in html
    assert f"?ref={two[0].reference}&amp;ref={two[1].reference}" in html
    assert f"ref={two[0].reference}&amp;ref={two[0].reference}" not in html


def test_others_are_found_by_words_and_the_chosen_are_kept(client, two):
    third = factories.practice("Biblioteca rodante")
    html = compare(client, *two, q="biblioteca")
    assert f"&amp;ref={third.reference}" in html
    assert html.count('<input type="hidden" name="ref"') == 2
    assert "Ninguna otra coincide" in compare(client, two[0], q="xyzzyqwrt")


def test_each_can_be_taken_out(client, two):
    html = compare(client, *two)
    assert f'href="/es/practices/compare?ref={two[1].reference}"' in html
    assert f'href="/es/practices/compare?ref={two[0].reference}"' in html


def test_the_fifth_is_named_and_not_compared(client):
    pages = [factories.practice(f"Consejo {number}") for number in range(MOST + 1)]
    html = compare(client, *pages)
    assert heads(html) == [f"Consejo {number}" for number in range(MOST)]
    assert f"Quedaron fuera: {pages[-1].reference}" in html
    assert "Agregar otra" not in html


def test_the_same_twice_is_one(client, two):
    assert "Elige al menos una más" in compare(client, two[0], two[0])


def test_private_and_unknown_practices_are_told_apart_by_nobody(client, two):
    private = factories.practice("Secreto guardado", innovation="<p>Nadie lo lee.</p>")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    district = factories.district_page()
    hidden = factories.practice("Secreto guardado del distrito", parent=district)
    PageViewRestriction.objects.create(page=district, restriction_type="login")
    draft = factories.practice("Borrador secreto guardado", live=False)
    for absent in (private, hidden, draft):
        html = compare(client, two[0], absent, two[1], q="guardado")
        assert "secreto" not in html.lower()
        assert "Nadie lo lee" not in html
        same = compare(client, two[0], "EXP-9999", two[1], q="guardado")
        assert f"No hay ninguna experiencia pública con esta referencia: {absent.reference}." in html
        assert main(same).replace("EXP-9999", absent.reference) == main(html)


def test_a_practice_in_another_language_is_labelled(client, two):
    french = factories.practice("Jardins", parent=factories.bank("fr"), innovation="<p>De la pluie.</p>")
    html = compare(client, two[0], french)
    assert '<th scope="col" lang="fr">' in " ".join(html.split())
    assert f'href="/es/{french.url.removeprefix("/fr/")}"' in html
    assert re.search(r'<div class="stack"\s+lang="fr">', html)


def test_a_translation_is_shown_in_the_readers_language(client, two):
    factories.translate(two[0], "fr", title="Jardin de la voie")
    assert heads(compare(client, *two, language="fr"))[0] == "Jardin de la voie"
    assert heads(compare(client, *two))[0] == "Huerta de la vía"


def test_the_practice_leads_to_the_comparison(client, two):
    html = client.get(two[0].url).content.decode()
    assert f'href="/es/practices/compare?ref={two[0].reference}"' in html


def test_the_number_of_queries_does_not_grow_with_the_practices(client, two):
    more = [factories.practice(f"Consejo {number}", types=["council"], themes=["health"]) for number in range(2)]
    compare(client, *two)
    cache.clear()  # both with cold caches: what was cached before may have gone by now
    with CaptureQueriesContext(connection) as few:
        compare(client, *two)
    cache.clear()
    with CaptureQueriesContext(connection) as many:
        compare(client, *two, *more)
    assert len(few) == len(many) <= MOST_QUERIES


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    references=st.lists(
        st.one_of(st.sampled_from(["EXP-0001", "", "'", "\x00", "x" * 500, "‮", "../.."]), st.text(max_size=12)),
        max_size=8,
    ),
    words=st.text(max_size=30),
)
def test_every_address_is_a_normal_page(client, two, references, words):
    compare(client, *references, two[0], q=words)


def test_rows_keep_the_order_of_each_practice():
    assert merged([["a", "c"], ["a", "b", "c"], ["d"]]) == ["d", "a", "b", "c"]
    assert merged([[], ["a"]]) == ["a"]
