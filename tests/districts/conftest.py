"""The city's teams, for the tests of roles and review."""

import pytest

from portal.districts.opening.opening import open_district
from tests.sharing import made_once

from .teams import Teams


@made_once
def teams(db):
    return Teams()


@pytest.fixture
def proposed(teams):
    """A practice of the west, submitted by its editor."""
    response, page = teams.write("west_editor", teams.pages["west"])
    assert response.status_code == 302
    return page


@made_once
def east(db):
    """A district just opened."""
    return open_district("este", "Este", {"fr": {"title": "Est", "slug": "est"}}, phone="555 0101").district
