"""What the bank's page offers, the page of citations, and the printed selection."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db
BANK = "/es/experiencias/"


def html_of(client, address):
    """Return the HTML of a page that is there."""
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_bank_offers_its_answer_with_its_question(client, full):
    factories.practice("Huerta", types=["initiative"])
    html = html_of(client, f"{BANK}?country=AR&page=1")
    assert "Llévate estos resultados" in html
    for form in ("csv", "xlsx", "json", "jsonl"):
        assert f'href="/es/practices/selection.{form}?country=AR" download' in html
    assert "1 experiencia, con todos sus datos" in html
    assert re.search(r"unos \d+ [KM]B<", html)
    head = html.partition("</head>")[0]
    assert re.search(
        r'<link rel="alternate"\s+type="application/atom\+xml"\s+title="[^"]+"\s+href="/es/practices/feed\?country=AR">',
        head,
    )


def test_an_empty_answer_offers_nothing(client, full):
    assert "Llévate" not in html_of(client, f"{BANK}?q=xyzzyx")


def test_rows_can_be_chosen_without_a_script(client, full):
    html = html_of(client, f"{BANK}?q=haz&country=AR")
    form = re.search(r'<form class="stack choose"\s+action="/es/practices/cite">.*?</form>', html, re.DOTALL)[0]
    assert re.search(rf'type="checkbox"\s+name="ref"\s+value="{full.reference}"', form)
    assert '<input type="hidden" name="q" value="haz">' in form
    assert '<input type="hidden" name="country" value="AR">' in form
    assert 'formaction="/es/practices/print"' in form


@pytest.mark.parametrize("code", ["es", "en", "fr", "pt"])
def test_citations_are_read_and_downloaded(client, full, code):
    html = html_of(client, f"/{code}/practices/cite?ref={full.reference}")
    assert html.count('class="citation"') == 1
    assert f"http://localhost:8000/p/{full.reference}" in html
    for form in ("bib", "ris", "csl"):
        assert f'href="/{code}/practices/selection.{form}?ref={full.reference}"' in html
    assert '<meta name="robots" content="noindex, follow">' in html


@pytest.mark.parametrize("code", ["es", "en", "fr", "pt"])
def test_the_printed_selection_has_each_practice_in_full_on_its_sheet(client, full, code):
    factories.practice("Huerta", how_achieved="<p>Sembrando.</p>")
    html = html_of(client, f"/{code}/practices/print")
    assert html.count('<article class="sheet') == 2
    for words in ("mateadas", "Sembrando.", "juntó el dinero" if code != "fr" else "240", "=Vecinal", "CC BY 4.0"):
        assert words in html
    assert 'class="printhead"' in html
    assert re.search(r'href="[^"]*paper\.css" media="print"', html)
    assert '<meta name="robots" content="noindex, follow">' in html
    assert len(re.findall(r"<h1\b", html)) == 1
    identities = re.findall(r'\bid="([^"]+)"', html)
    assert len(identities) == len(set(identities))


def test_paper_holds_fifty_and_says_so(client, monkeypatch):
    monkeypatch.setattr("portal.practices.exporting.print_context.MOST_ON_PAPER", 2)
    for number in range(3):
        factories.practice(f"Consejo {number}")
    for address in ("/es/practices/print", "/es/practices/cite"):
        html = html_of(client, address)
        assert "las primeras 2" in html
    assert html.count('class="citation"') == 2


def test_nothing_chosen_and_nothing_found_is_said(client, full):
    for name in ("practice_cite", "practice_paper"):
        assert "Aquí no hay ninguna experiencia" in html_of(client, reverse(name) + "?ref=EXP-9999")


def test_text_in_another_language_than_the_interface_says_so(client, full):
    html = html_of(client, "/en/practices/print")
    assert f'<h2 id="{full.reference}" lang="es">' in html


def test_the_number_of_queries_does_not_grow(client, full):
    for address in ("/es/practices/print", "/es/practices/cite"):
        html_of(client, address)
        with CaptureQueriesContext(connection) as one:
            html_of(client, address)
        for number in range(5):
            factories.practice(f"Consejo {number}", types=["council"])
        html_of(client, address)  # terms are read anew once a minute
        with CaptureQueriesContext(connection) as many:
            html_of(client, address)
        assert len(one) == len(many) <= 30
