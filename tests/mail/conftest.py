"""The city's teams, as the tests of the districts have them."""

from tests.districts.conftest import teams

__all__ = ["teams"]
