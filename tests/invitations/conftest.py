"""A council in a district, for all tests of the kit that need a page."""

from portal.territory.models import Venue
from tests.councils.city import council
from tests.factories import district_page
from tests.sharing import made_once


@made_once
def folder(db):
    """The page of a district."""
    return district_page(phone="0341 480 1234", seat_name="Centro de Distrito Oeste")


@made_once
def board(folder):
    """A neighbourhood council."""
    return council(folder, "Consejo Barrial de San Miguel", slug="san-miguel")


@made_once
def venue(folder):
    """A place of the directory."""
    return Venue.objects.create(district=folder.record, name="Club San Miguel", address="Mitre 4602")
