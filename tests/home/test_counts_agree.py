"""One count of a thing, written one way in each language: home, districts and bank say the same numbers."""

import re

import pytest
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import override

from portal.core.language import CODES
from portal.territory.models import DistrictKind
from tests import factories

pytestmark = pytest.mark.django_db


def numbers_in(html, pattern):
    """Return the numbers that stand before a word in a page, as they are written."""
    words = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    return set(re.findall(rf"(\d[\d.,\u00a0\u202f]*) (?:{pattern})", words))


def test_districts_are_counted_once(client):
    for number in range(3):
        factories.district_page(f"Distrito {number}", f"d{number}")
    factories.district_page("Toda la ciudad", "city", kind=DistrictKind.WHOLE_CITY)
    on_home = numbers_in(client.get("/es/").content.decode(), "distritos")
    in_list = numbers_in(client.get("/es/distritos/").content.decode(), "distritos")
    assert on_home == in_list == {"3"}


def test_the_bank_is_counted_once(client):
    for number in range(4):
        factories.practice(f"Experiencia {number}")
    home, bank = (client.get(path).content.decode() for path in ("/es/", "/es/experiencias/"))
    assert numbers_in(home, "experiencias") == {"4"}
    assert "4" in numbers_in(bank, "experiencias")


@pytest.mark.parametrize("code", CODES)
def test_a_figure_is_written_as_its_language_does(client, code):
    west = factories.district_page()
    factories.neighbourhood(west, "Echesortu", "echesortu", population=14_870)
    html = client.get(f"/{code}/distritos/oeste/neighbourhoods/echesortu/", follow=True).content.decode()
    with override(code):
        assert intcomma(14870) in html
    others = {"14.870", "14,870", "14 870", "14\u00a0870"} - {intcomma_in(code)}
    assert not any(other in html for other in others)


def intcomma_in(code):
    """Return 14870 as a language writes it."""
    with override(code):
        return intcomma(14870)
