"""One city for all cells: built once, read by everybody, forgotten afterwards."""

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import translation

from .city import build_city


@pytest.fixture(scope="session")
def city(django_db_setup, django_db_blocker):
    """Return the City; the requests of these tests read only."""
    with django_db_blocker.unblock(), translation.override("es"), transaction.atomic():
        yield build_city()
        transaction.set_rollback(True)
    cache.clear()
