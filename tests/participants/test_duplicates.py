"""Who already stands in the list of a session is asked about beside the field, and may be another person."""

import pytest

from portal.participants.marks import name_key, phone_key
from portal.participants.models import Participant
from portal.participants.same_person import same_people

from .people import came, entry, held, line

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("known", "typed", "field"),
    [
        ({"email": "marta@example.org"}, {"email": " Marta@Example.ORG"}, "email"),
        ({"phone": "0341 555-0148"}, {"phone": "+54 9 341 5550148"}, "phone"),
        ({"phone": "(0341) 555 01 48"}, {"phone": "341.555.0148"}, "phone"),
        ({"name": "Ana Núñez"}, {"name": "NUÑEZ,  ana"}, "name"),
    ],
)
def test_the_same_person_is_asked_about_beside_the_field(editor, meeting, known, typed, field):
    came(meeting, **{"name": "Otra", **known})
    answer = editor.post(entry(meeting), line(**{"name": "Ana", "email": "", "phone": "", **typed}))
    assert answer.status_code == 422
    assert "ya está en la lista" in str(answer.context["form"].errors[field])
    assert answer.context["form"].asked_beside == field
    assert "Es otra persona" in answer.content.decode()
    assert Participant.objects.count() == 1


def test_who_is_another_person_is_stored_after_a_tick(editor, meeting):
    came(meeting, "Ana", phone="0341 555 0148")
    data = line(name="Berta", email="")
    seen = editor.post(entry(meeting), data).context["form"]["seen"].value()
    assert editor.post(entry(meeting), data | {"is_another": "on", "seen": seen}).status_code == 302
    assert Participant.objects.count() == 2


def test_a_tick_is_about_who_was_shown(editor, meeting):
    ana, eva = came(meeting, "Ana", phone="0341 555 0148"), came(meeting, "Eva", email="marta@example.org")
    answer = editor.post(entry(meeting), line(name="Berta", is_another="on", seen=str(ana.pk)))
    assert answer.status_code == 422
    form = answer.context["form"]
    assert form["seen"].value() == f"{ana.pk},{eva.pk}"
    assert not form["is_another"].value()
    assert set(form.errors) == {"phone", "email"}


def test_nobody_is_asked_about_where_nobody_is_alike(editor, meeting):
    came(meeting, "Ana", phone="0341 555 0147", email="ana@example.org")
    assert "Es otra persona" not in editor.get(entry(meeting)).content.decode()
    assert editor.post(entry(meeting), line()).status_code == 302


def test_the_same_person_at_another_session_is_welcome(editor, meeting, council):
    came(held(council, 7), phone="0341 555 0148", email="marta@example.org")
    assert editor.post(entry(meeting), line()).status_code == 302


def test_a_line_that_is_corrected_is_not_its_own_double(meeting):
    row = came(meeting, "Ana", email="ana@example.org")
    assert not same_people(meeting.pk, name="Ana", email="ana@example.org", phone="", without=row.pk)


def test_she_is_known_after_the_secret_changed(meeting, settings):
    came(meeting, "Ana", email="ana@example.org")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another secret"
    assert same_people(meeting.pk, name="", email="ana@example.org", phone="")


def test_one_number_in_many_writings_has_one_key():
    writings = ["0341 555 0148", "+54 341 5550148", "+54 9 341 555-01-48", "3415550148", "٣٤١٥٥٥٠١٤٨"]
    assert {phone_key(text) for text in writings} == {"15550148"}
    assert phone_key("sin teléfono") == ""


def test_names_are_compared_without_accents_order_and_signs():
    assert name_key("Pérez, María  José") == name_key("maria jose PEREZ")
    assert name_key("Ana") != name_key("Ana Paz")
    assert name_key("—") == ""
