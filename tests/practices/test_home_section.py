"""The bank on the home page: what the reader can read comes first."""

import pytest
from django.test import RequestFactory
from django.utils.translation import override

from portal.practices.sections import home_practices
from tests import factories

pytestmark = pytest.mark.django_db


def test_home_shows_first_what_exists_in_the_readers_language():
    factories.translate(factories.practice("Huerta"), "fr", title="Potager", slug="potager")
    for number in range(3):
        factories.practice(f"Plaza {number}")
    request = RequestFactory().get("/fr/")
    with override("fr"):
        rows = home_practices(request, factories.home("fr"))["rows"]
    assert "Potager" in str(rows[0])
    with override("es"):
        rows = home_practices(request, factories.home())["rows"]
    assert "Plaza" in str(rows[0])
