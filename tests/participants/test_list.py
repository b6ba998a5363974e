"""The list of sessions and the list of one: counts, the order of names, corrections, deletion, and what they cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from portal.participants.models import Participant
from tests.councils import city

from .people import came, held, line, listed

pytestmark = pytest.mark.django_db


def queries(client, address):
    """Return how many queries a page asks."""
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def test_people_stand_in_the_order_of_their_names(editor, meeting):
    for name in ("Zoe Álvarez", "Óscar Díaz", "Ana Brizuela"):
        came(meeting, name)
    text = editor.get(listed(meeting)).content.decode()
    assert text.index("Ana") < text.index("Óscar") < text.index("Zoe")


def test_a_list_says_how_many_and_how_long(editor, meeting):
    came(meeting, phone="0341 555 0148", email="marta@example.org", organisation="Club Molino")
    text = editor.get(listed(meeting)).content.decode()
    for words in ("Hay 1 persona en la lista.", "A los 365 días", "0341 555 0148", "marta@example.org", "Club Molino"):
        assert words in text


def test_a_line_is_corrected_and_the_log_names_nobody(editor, clerk, meeting):
    row = came(meeting, "Marta Peres", phone="0341 555 0148")
    address = reverse("participant_edit", args=[meeting.pk, row.pk])
    assert "Marta Peres" in editor.get(address).content.decode()
    assert editor.post(address, line(name="Marta Pérez", phone="0341 555 0199"))["Location"] == listed(meeting)
    before, row = row.phone_mark, Participant.objects.get()
    assert (row.name, row.phone_mark != before) == ("Marta Pérez", True)
    entry = ModelLogEntry.objects.get(content_type__model="participant")
    assert (entry.user, entry.label, entry.data["district"]) == (clerk, f"participante {row.pk}", meeting.district_id)
    assert "Marta" not in str(vars(entry))


def test_a_wrong_correction_keeps_what_was_typed(editor, meeting):
    row = came(meeting)
    answer = editor.post(reverse("participant_edit", args=[meeting.pk, row.pk]), line(name="Otro", phone="1"))
    assert answer.status_code == 422
    assert 'value="Otro"' in answer.content.decode()
    assert Participant.objects.get().name == "Marta Pérez"


def test_a_line_goes_after_a_question(reviewer, meeting):
    row = came(meeting)
    address = reverse("participant_delete", args=[meeting.pk, row.pk])
    assert "¿Borrar a Marta Pérez" in reviewer.get(address).content.decode()
    assert Participant.objects.exists()
    answer = reviewer.post(address, follow=True)
    assert not Participant.objects.exists()
    assert "Se borró de la lista." in answer.content.decode()
    assert "Marta" not in str(answer.cookies) + answer.content.decode()
    assert "Marta" not in str([vars(entry) for entry in ModelLogEntry.objects.all()])


def test_what_was_purged_is_counted_and_not_shown(editor, meeting):
    row = came(meeting, name="", purged_at=timezone.now())
    assert "De 1 persona ya se borraron los datos." in editor.get(listed(meeting)).content.decode()
    address = reverse("participant_edit", args=[meeting.pk, row.pk])
    assert editor.get(address, follow=True).status_code == 404


def test_the_sessions_that_were_stand_latest_first_with_their_counts(editor, meeting, council):
    earlier = held(council, 7, title="El cordón")
    coming = city.session(council, timezone.now() + timedelta(days=3), title="La feria")
    for name in ("Ana", "Eva"):
        came(earlier, name)
    text = editor.get("/admin/participants/").content.decode()
    assert text.index(meeting.title) < text.index(earlier.title)
    assert coming.title not in text
    assert "2 personas" in text


def test_a_cancelled_session_stands_there_only_with_people(editor, council):
    off = {"state": "cancelled", "cancel_reason": "Llovió."}
    empty, full = held(council, 3, title="Vacía", **off), held(council, 4, title="Llena", **off)
    came(full)
    text = editor.get("/admin/participants/").content.decode()
    assert full.title in text
    assert empty.title not in text


def test_a_list_costs_the_same_for_one_and_for_twenty(editor, meeting, council):
    came(meeting)
    editor.get(listed(meeting))
    one, sessions = queries(editor, listed(meeting)), queries(editor, "/admin/participants/")
    for number in range(19):
        came(meeting, f"Ana {number}", neighbourhood=meeting.neighbourhood)
        came(held(council, number + 2), f"Eva {number}")
    assert queries(editor, listed(meeting)) == one
    assert queries(editor, "/admin/participants/") == sessions
