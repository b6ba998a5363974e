"""Two who make the same session at the same moment."""

import threading
from datetime import date, time

import pytest
from django.db import connection, transaction

from portal.councils.models import CouncilPage, SessionPage
from portal.councils.rrule import moment_on
from portal.series.generate import make_sessions
from tests.councils.city import council
from tests.factories import district_page
from tests.series.rules_made import series


@pytest.mark.postgres
def test_a_session_is_made_once(django_db_setup, django_db_blocker):
    """On PostgreSQL the second waits for the first's lock on the council and then finds the session."""
    start = moment_on(date(2026, 11, 24), time(19))

    def second():
        make_sessions(made, [start])
        connection.close()

    with django_db_blocker.unblock():
        assert connection.vendor == "postgresql"
        folder = district_page("Puerto", "puerto")
        made = series(council(folder))
        try:
            with transaction.atomic():
                make_sessions(made, [start])
                other = threading.Thread(target=second)
                other.start()
                other.join(0.5)
                assert other.is_alive()
            other.join(10)
            assert SessionPage.objects.filter(series=made).count() == 1
            assert CouncilPage.objects.get(pk=made.council_id).get_children_count() == 1
        finally:
            record = folder.record
            SessionPage.objects.filter(series=made).delete()
            made.delete()
            folder.delete()
            record.delete()
