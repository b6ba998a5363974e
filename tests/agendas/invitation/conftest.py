"""A council in a district, for all tests of the kit that need a page."""

import pytest

from portal.territory.models import Venue
from tests.agendas.city import council
from tests.factories import district_page


@pytest.fixture
def folder(db):
    """The page of a district."""
    return district_page(phone="0341 480 1234", seat_name="Centro de Distrito Oeste")


@pytest.fixture
def board(folder):
    """A neighbourhood council."""
    return council(folder, "Consejo Barrial de San Miguel", slug="san-miguel")


@pytest.fixture
def venue(folder):
    """A place of the directory."""
    return Venue.objects.create(district=folder.record, name="Club San Miguel", address="Mitre 4602")
