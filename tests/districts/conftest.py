"""The city's teams, for the tests of roles and review."""

import pytest

from .teams import Teams


@pytest.fixture
def teams(db):
    return Teams()
