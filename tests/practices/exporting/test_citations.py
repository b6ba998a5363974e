"""Citations that the parsers of reference managers read as they were meant."""

import json

import bibtexparser
import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from django.urls import reverse

from tests import factories
from tests.sharing import made_once

from .conftest import whole

pytestmark = pytest.mark.django_db
NASTY = "50 % de {la} cuadra_1 & \\compañía $ #~^\nfin"


@made_once
def two(full):
    """The full practice and one with characters that mean something to BibTeX."""
    return full, factories.practice(NASTY, place_city="Iztapalapa", types=["council"], lead="Uno.\nDos.")


def cited(client, form, code="es", query=""):
    """Return the citations of all practices as text."""
    return whole(client.get(f"/{code}/practices/selection.{form}{query}")).decode()


def test_bibtex(client, two):
    library = bibtexparser.parse_string(cited(client, "bib"))
    assert library.failed_blocks == []
    entries = {entry.key: entry for entry in library.entries}
    assert set(entries) == {page.reference for page in two}
    first = entries[two[0].reference]
    assert first.entry_type == "misc"
    assert first["url"] == f"http://localhost:8000/p/{two[0].reference}"
    assert first["author"] == "{+Municipalidad; de Rosario}"
    assert first["year"] == str(two[0].first_published_at.year)


def test_ris(client, two):
    entries = {entry["id"]: entry for entry in rispy.loads(cited(client, "ris"))}
    assert set(entries) == {page.reference for page in two}
    first, second = (entries[page.reference] for page in two)
    assert first["type_of_reference"] == "ELEC"
    assert first["authors"] == ["+Municipalidad; de Rosario"]
    assert first["title"] == two[0].title
    assert first["urls"] == [f"http://localhost:8000/p/{two[0].reference}"]
    assert first["year"] == str(two[0].first_published_at.year)
    assert second["title"] == " ".join(NASTY.split())
    assert second["abstract"] == "Uno. Dos."


@pytest.mark.parametrize("code", ["es", "en", "fr", "pt"])
def test_csl_json_is_set_by_a_citation_processor(client, two, code):
    data = json.loads(cited(client, "csl", code))
    source = CiteProcJSON(data)
    bibliography = CitationStylesBibliography(
        CitationStylesStyle("harvard-cite-them-right", validate=False), source, formatter.plain
    )
    for item in data:
        bibliography.register(Citation([CitationItem(item["id"])]))
    text = " ".join(str(line) for line in bibliography.bibliography())
    assert "+Municipalidad; de Rosario" in text
    assert str(two[0].first_published_at.year) in text
    assert {item["URL"] for item in data} == {f"http://localhost:8000/p/{page.reference}" for page in two}


def test_the_banks_name_is_in_the_readers_language(client, two):
    assert "Banco de experiencias" in cited(client, "bib")
    assert "Banco de experiencias" not in cited(client, "bib", "en")


def test_an_empty_selection_is_valid_in_each_format(client, two):
    assert json.loads(cited(client, "csl", query="?q=xyzzyx")) == []
    assert cited(client, "bib", query="?q=xyzzyx") == ""
    assert rispy.loads(cited(client, "ris", query="?q=xyzzyx")) == []


def test_one_practice_has_its_citations_in_the_readers_language(client, full):
    for code, title in (("es", full.title), ("fr", "Les sous de la rue")):
        address = f"/{code}/practices/{full.reference}.cite"
        assert json.loads(client.get(f"{address}.csl").content)[0]["title"] == title
        (entry,) = rispy.loads(client.get(f"{address}.ris").content.decode())
        assert entry["title"] == title
        (entry,) = bibtexparser.parse_string(client.get(f"{address}.bib").content.decode()).entries
        assert entry.key == full.reference
    assert client.get(f"{address}.exe").status_code == 404
    assert client.get("/es/practices/EXP-9999.cite.ris").status_code == 404


def test_a_practice_links_to_its_citations(client, full):
    html = client.get(full.url).content.decode()
    for form in ("bib", "ris", "csl"):
        assert f'href="{reverse("practice_citation", args=[full.reference, form])}"' in html
