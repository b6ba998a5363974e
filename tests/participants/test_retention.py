"""A year after the session only keyed hashes stay, and what they allow: counting, and finding who asks."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from portal.participants.models import Participant
from portal.participants.numbers import people_of_sessions
from portal.participants.retention import NOTHING, purge_participants, renew_marks
from portal.personal_data.declaration import personal_data_of
from portal.personal_data.person import DataSubject, find_person, person_records

from .people import YESTERDAY, came, held

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("rows are emptied by one update over a join")]
WHOLE = {
    "phone": "0341 555 0148",
    "email": "marta@example.org",
    "organisation": "Club Molino",
    "age": "60-plus",
    "gender": "women",
    "is_first_time": "no",
}


def later(days):
    """Return the moment so many days after yesterday's session ended."""
    return YESTERDAY + timedelta(days=days, hours=6)


def stored():
    """Return all that the table of participants holds, as the database keeps it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM participants_participant")
        return str(cursor.fetchall())


def test_nothing_is_kept_in_the_clear(meeting):
    came(meeting, **WHOLE)
    for word in ("Marta", "0148", "example", "Molino"):
        assert word not in stored()


def test_a_year_after_the_session_only_the_marks_stay(meeting, elm):
    row = came(meeting, neighbourhood=elm, **WHOLE)
    purge_participants(later(366))
    left = Participant.objects.get()
    assert all(getattr(left, name) == empty for name, empty in NOTHING.items())
    assert (left.mark, left.phone_mark, left.purged_at) == (row.mark, row.phone_mark, later(366))
    assert (left.session, left.consented_on) == (meeting, row.consented_on)


def test_before_that_everything_stays(meeting):
    came(meeting, **WHOLE)
    purge_participants(later(364))
    assert Participant.objects.get().email == "marta@example.org"


def test_what_goes_is_what_is_declared():
    (declared,) = personal_data_of(Participant)
    assert set(declared.fields) == set(NOTHING)


def test_people_are_counted_after_the_purge_as_before(council, meeting):
    earlier = held(council, 7)
    for session in (meeting, earlier):
        came(session, **WHOLE)
        came(session, "Eva")
    before = people_of_sessions([meeting.pk, earlier.pk])
    purge_participants(later(400))
    assert people_of_sessions([meeting.pk, earlier.pk]) == before
    assert before.returning == 1


def test_saving_a_purged_row_keeps_its_marks(meeting):
    mark = came(meeting, **WHOLE).mark
    purge_participants(later(400))
    Participant.objects.get().save()
    assert Participant.objects.get().mark == mark


def test_the_marks_follow_the_newest_secret_while_the_data_are_there(council, meeting, settings):
    kept, old = came(meeting, **WHOLE), came(held(council, 500), **WHOLE)
    purge_participants(timezone.now())
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret"
    renew_marks(timezone.now())
    assert Participant.objects.get(pk=kept.pk).mark not in ("", kept.mark)
    assert Participant.objects.get(pk=old.pk).mark == old.mark
    again = came(held(council, 7), **WHOLE)
    assert again.mark == Participant.objects.get(pk=kept.pk).mark


# One person asks -----------------------------------------------------------------------------------------------------


def found(text):
    """Return the participants in which a person stands."""
    return next((rows for records, rows in find_person(DataSubject(text)) if records.model is Participant), [])


def of_register():
    """Return how the register answers one person."""
    return next(records for records in person_records() if records.model is Participant)


@pytest.mark.parametrize("text", ["MARTA@example.org ", "+54 341 5550148", "0341-555-0148"])
def test_she_is_found_by_address_and_telephone_also_after_the_purge(meeting, text):
    row = came(meeting, **WHOLE)
    came(meeting, "Eva", phone="0341 555 0149", email="eva@example.org")
    assert found(text) == [row]
    purge_participants(later(400))
    assert found(text) == [row]


def test_she_gets_all_that_is_kept_in_words(meeting, elm):
    row = came(meeting, neighbourhood=elm, **WHOLE)
    said = of_register().export(row)
    for words in ("Marta Pérez", "0341 555 0148", "marta@example.org", "Club Molino", "60 o más", "Mujer", row.consent):
        assert words in [str(value) for value in said.values()]
    assert meeting in said.values()
    assert elm in said.values()


def test_she_has_her_line_deleted_with_its_marks(meeting):
    row = came(meeting, **WHOLE)
    other = came(meeting, "Eva")
    records = of_register()
    assert not records.held(row)
    records.remove(row, DataSubject("marta@example.org"))
    assert list(Participant.objects.all()) == [other]
