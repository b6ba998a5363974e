"""Citations that the parsers of reference managers read as they were meant."""

import json
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import bibtexparser
import feedparser
import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.core.context import publishing_city
from portal.practices.licences import licence_address
from portal.practices.models import OrganisationLink
from portal.territory.models import Organisation
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


@made_once
def promoted():
    """A practice that two organisations promote and one paid for, published on New Year's Eve at half past ten at night."""
    page = factories.practice("Mesa", place_city="Sant Cugat & Co", place_country="ES", source_licence="CC BY-SA 4.0")
    roles = {"promoter": ["Universitat and Ajuntament, {x} & 100%", "García and Pérez"], "funder": ["Caja"]}
    for role, names in roles.items():
        for name in names:
            organisation = Organisation.objects.create(name=name)
            term = factories.terms("organisation_role", role)[0]
            page.organisation_links.add(OrganisationLink(organisation=organisation, role=term))
    page = factories.publish(page)
    page.first_published_at = datetime(2025, 12, 31, 22, 30, tzinfo=ZoneInfo(settings.TIME_ZONE))
    page.save()
    return page


PROMOTERS = ["Universitat and Ajuntament, {x} & 100%", "García and Pérez"]


def test_the_promoters_are_the_authors_where_no_institution_is_named(client, promoted):
    (entry,) = json.loads(cited(client, "csl"))
    assert [author["literal"] for author in entry["author"]] == PROMOTERS
    (entry,) = rispy.loads(cited(client, "ris"))
    assert entry["authors"] == PROMOTERS
    (entry,) = bibtexparser.parse_string(cited(client, "bib")).entries
    assert entry["author"] == r"{Universitat and Ajuntament, \{x\} \& 100\%} and {García and Pérez}"
    page = client.get(promoted.url).content.decode()
    assert (
        "Universitat and Ajuntament, {x} &amp; 100%; García and Pérez (2025) Mesa [Sant Cugat &amp; Co, España]."
        in page
    )
    assert [body["name"] for body in json_ld(page)["creator"]] == PROMOTERS
    (entry,) = feedparser.parse(client.get("/es/practices/feed").content).entries
    assert entry.author == "; ".join(PROMOTERS)


def json_ld(page):
    """Return the JSON-LD of a page's HTML."""
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])


def test_the_place_of_publication_is_the_publishing_city(client, promoted):
    assert json.loads(cited(client, "csl"))[0]["publisher-place"] == publishing_city()
    assert rispy.loads(cited(client, "ris"))[0]["place_published"] == publishing_city()
    assert bibtexparser.parse_string(cited(client, "bib")).entries[0]["address"] == publishing_city()
    assert f"{publishing_city()}: Banco de experiencias" in client.get(promoted.url).content.decode()


def test_dates_are_those_of_the_citys_clock(client, promoted):
    assert json.loads(cited(client, "csl"))[0]["issued"]["date-parts"] == [[2025, 12, 31]]
    entry = rispy.loads(cited(client, "ris"))[0]
    assert (entry["year"], entry["date"]) == ("2025", "2025/12/31")
    assert bibtexparser.parse_string(cited(client, "bib")).entries[0]["year"] == "2025"
    assert json_ld(client.get(promoted.url).content.decode())["datePublished"] == "2025-12-31T22:30:00-03:00"
    assert ",2025-12-31," in cited(client, "csv")


def test_more_practices_ask_no_more_questions_for_their_authors(client, promoted, django_assert_max_num_queries):
    with CaptureQueriesContext(connection) as one:
        cited(client, "csl")
    for number in range(3):
        other = factories.practice(f"Otra {number}")
        other.organisation_links.add(OrganisationLink(organisation=Organisation.objects.get(name=PROMOTERS[1])))
        factories.publish(other)
    with django_assert_max_num_queries(len(one)):
        assert len(json.loads(cited(client, "csl"))) == 4


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC-BY-NC-SA 2.5 AR", "https://creativecommons.org/licenses/by-nc-sa/2.5/ar/"),
        ("Creative Commons Atribución-CompartirIgual 3.0", "https://creativecommons.org/licenses/by-sa/3.0/"),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("ODbL 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
        ("https://example.org/licencia.", "https://example.org/licencia"),
        ("CC BY", ""),
        ("Todos los derechos reservados", ""),
    ],
)
def test_a_known_licence_has_an_address(name, address):
    assert licence_address(name) == address


def test_json_ld_gives_the_licence_as_an_address_or_as_a_work_with_a_name(client, promoted):
    assert json_ld(client.get(promoted.url).content.decode())["license"].endswith("/by-sa/4.0/")
    other = factories.practice("Otra", source_licence="Pedir permiso")
    licence = json_ld(client.get(other.url).content.decode())["license"]
    assert licence == {"@type": "CreativeWork", "name": "Pedir permiso"}
