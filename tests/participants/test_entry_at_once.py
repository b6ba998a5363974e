"""Two people type the same sheet at the same moment."""

import threading

import pytest
from django.db import connection, transaction

from portal.participants.entry import enter_participant
from portal.participants.entry_form import ParticipantForm
from portal.participants.models import Participant
from tests.councils import city
from tests.factories import district_page

from .people import held, line


@pytest.mark.postgres
def test_the_second_waits_and_is_asked_whether_it_is_the_same_person(django_db_setup, django_db_blocker):
    """On PostgreSQL the second waits for the first's lock of the session and then sees the line."""
    with django_db_blocker.unblock():
        assert connection.vendor == "postgresql"
        folder = district_page("Puerto", "puerto")
        session = held(city.council(folder))
        try:
            with transaction.atomic():
                assert typed(session).name == "Marta Pérez"
                answers = []
                other = threading.Thread(target=in_own_connection, args=[session, answers])
                other.start()
                other.join(0.5)
                assert other.is_alive()
            other.join(10)
            assert answers == [None]
            assert Participant.objects.filter(session=session).count() == 1
        finally:
            record = folder.record
            folder.delete()
            record.delete()


def typed(session):
    """Type a line of the sheet of a session."""
    data = line()
    return enter_participant(ParticipantForm(data, session=session), None, data["key"])


def in_own_connection(session, answers):
    """Type the line from another thread, which leaves nothing open."""
    try:
        answers.append(typed(session))
    finally:
        connection.close()
