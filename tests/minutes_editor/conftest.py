"""The council, session and accounts with which the tests of minutes begin."""

from tests.minutes.conftest import author, council, held, west, writer

__all__ = ["author", "council", "held", "west", "writer"]
