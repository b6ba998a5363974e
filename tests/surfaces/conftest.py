"""One city for all cells: built once, read by everybody, forgotten afterwards."""

from tests.sharing import made_once

from .city import build_city


@made_once
def city(db):
    """Return the City; the requests of these tests read only."""
    return build_city()
