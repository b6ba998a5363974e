"""An alias of a practice is the same page at a second address, and no practice of its own: in no list, feed or count."""

import re
from io import StringIO

import feedparser
import pytest
from django.core.management import call_command

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def aliased():
    """Return a practice with aliases in a district, beside it, and in the trees of two languages."""
    page = factories.practice("Canteros con padrinos", place_country="AR", start="2019")
    page.create_alias(parent=factories.district_page())
    page.create_alias(parent=page.get_parent(), update_slug="canteros-2")
    page.copy_for_translation(factories.locale("fr"), copy_parents=True, alias=True)
    return page


@pytest.mark.parametrize("code", ["es", "fr"])
def test_an_alias_is_no_hit_no_entry_no_row_and_no_address(client, aliased, code):
    assert [entry.id[-8:] for entry in feedparser.parse(client.get(f"/{code}/practices/feed").content).entries] == [
        aliased.reference
    ]
    rows = b"".join(client.get(f"/{code}/practices/selection.csv?bom=0").streaming_content).decode().splitlines()
    assert sum(aliased.reference in row for row in rows) == 1
    bank = client.get(factories.bank(code).url).content.decode()
    assert len(re.findall("Canteros con padrinos</a>", bank)) == 1
    sitemap = client.get("/sitemap.xml").content.decode()
    assert re.findall(f"<loc>[^<]*(?:{aliased.slug}|canteros)[^<]*</loc>", sitemap) == [
        f"<loc>http://localhost:8000{aliased.url}</loc>"
    ]


def test_an_alias_answers_at_its_address_and_names_the_practice_as_canonical(client, aliased):
    for alias in aliased.aliases.all():
        page = client.get(alias.url)
        assert page.status_code == 200
        assert f'rel="canonical" href="http://localhost:8000{aliased.url}"' in page.content.decode()


def test_search_and_export_know_the_practice_once(aliased):
    out = StringIO()
    call_command("search", "verify", stdout=out)
    lines = StringIO()
    call_command("export_practices", stdout=lines)
    assert len(lines.getvalue().splitlines()) == 1
