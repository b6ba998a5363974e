"""Two who want the last place at the same moment."""

import threading

import pytest
from django.db import connection, transaction

from tests.events.test_registrations import event_with, someone, states
from tests.factories import district_page


@pytest.mark.postgres
def test_two_at_once_never_get_the_last_place_both(django_db_setup, django_db_blocker):
    """On PostgreSQL the second waits for the first's lock and then sees that the place is gone."""
    with django_db_blocker.unblock():
        assert connection.vendor == "postgresql"
        folder = district_page("Puerto", "puerto")
        event = event_with(1, folder)
        try:
            with transaction.atomic():
                someone(event, "A")
                other = threading.Thread(target=in_own_connection, args=[event, "B"])
                other.start()
                other.join(0.5)
                assert other.is_alive()
            other.join(10)
            assert dict(states(event)) == {"A": "confirmed", "B": "waiting"}
        finally:
            record = folder.record
            folder.delete()
            record.delete()


def in_own_connection(event, name):
    """Register somebody from another thread, which leaves nothing open."""
    try:
        someone(event, name)
    finally:
        connection.close()
