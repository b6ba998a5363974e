"""The city's teams, as the tests of the districts have them."""

from tests.districts.conftest import proposed, teams

__all__ = ["proposed", "teams"]
