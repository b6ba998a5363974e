"""A pile of sheets is typed in line by line: what is wrong stands beside its field, and nothing is lost or doubled."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone, translation
from wagtail.users.models import UserProfile

from portal.participants.models import CONSENT, Participant
from tests.councils import city
from tests.factories import district_page, neighbourhood, translate

from .people import YESTERDAY, came, entry, held, line, listed

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("a line is stored under a lock of its session")]


def shown_beside(answer, name):
    """Return what an answer says beside a field."""
    return " ".join(answer.context["form"].errors.get(name, []))


def test_a_line_of_the_sheet_becomes_a_row_with_its_consent(editor, clerk, meeting, elm):
    answer = editor.post(entry(meeting), line(neighbourhood=elm.pk))
    row = Participant.objects.get()
    assert answer.status_code == 302
    assert (row.session_id, row.entered_by, row.neighbourhood) == (meeting.pk, clerk, elm)
    assert (row.name, row.phone, row.email) == ("Marta Pérez", "0341 555 0148", "marta@example.org")
    assert (row.organisation, row.age, row.gender, row.is_first_time) == ("Club Molino", "30-59", "women", "yes")
    assert (row.consent, row.consent_source, row.consented_on) == (str(CONSENT), "sheet", YESTERDAY.date())


def test_what_she_consented_to_is_kept_in_the_citys_language(editor, clerk, meeting):
    UserProfile.objects.update_or_create(user=clerk, defaults={"preferred_language": "fr"})
    editor.post(entry(meeting), line())
    with translation.override("es"):
        assert Participant.objects.get().consent == str(CONSENT)


def test_the_next_line_begins_at_once_with_the_same_consent_and_nothing_of_the_person(editor, meeting):
    day = str(YESTERDAY.date() - timedelta(days=2))
    address = editor.post(entry(meeting), line(consent_source="spoken", consented_on=day))["Location"]
    assert "way=spoken" in address
    assert f"day={day}" in address
    assert "Marta" not in address
    assert "0148" not in address
    page = editor.get(address)
    assert "Guardado: Marta Pérez." in page.content.decode()
    form = page.context["form"]
    assert form.initial["consent_source"] == "spoken"
    assert form.fields["name"].widget.attrs["autofocus"]
    assert not form.initial.get("name")


def test_the_last_line_leads_to_the_list(editor, meeting):
    data = line()
    del data["another"]
    assert editor.post(entry(meeting), data)["Location"] == listed(meeting)


def test_enter_in_a_field_saves_and_goes_on(editor, meeting):
    text = editor.get(entry(meeting)).content.decode()
    form = text[text.index("participants-form") :]
    assert form.index('name="another"') < form.index("Guardar y terminar")
    assert "<script" not in form[: form.index("</form>")]


def test_a_name_alone_is_enough_and_so_is_a_telephone(editor, meeting):
    editor.post(entry(meeting), line(phone="", email="", age="", gender="", is_first_time="unknown", organisation=""))
    editor.post(entry(meeting), line(name="", email="", phone="0341 555 0199"))
    assert [row.name for row in Participant.objects.all()] == ["Marta Pérez", ""]


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"name": "", "phone": "", "email": ""}, "name", "Escribe el nombre"),
        ({"phone": "12 34"}, "phone", "al menos seis"),
        ({"email": "marta@"}, "email", "con arroba"),
        ({"consent_source": ""}, "consent_source", "cuéntala solo en el total"),
        ({"consent_source": "nobody"}, "consent_source", ""),
        ({"consented_on": ""}, "consented_on", "qué día"),
        ({"consented_on": "31-31-31"}, "consented_on", "día, mes y año"),
        ({"consented_on": str(timezone.localdate() + timedelta(days=1))}, "consented_on", "todavía no llegó"),
        ({"consented_on": "2019-01-01"}, "consented_on", "Hace más de un año"),
        ({"age": "44"}, "age", ""),
        ({"neighbourhood": "999999"}, "neighbourhood", ""),
        ({"name": "M" * 161}, "name", ""),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(editor, meeting, typed, field, words):
    answer = editor.post(entry(meeting), line(organisation="Taller Sur", **typed))
    assert answer.status_code == 422
    assert words in shown_beside(answer, field)
    assert shown_beside(answer, field)
    assert answer.context["form"].fields[field].widget.attrs["autofocus"]
    assert "Taller Sur" in answer.content.decode()
    assert not Participant.objects.exists()


def test_a_line_sent_twice_is_there_once(editor, meeting):
    data = line()
    assert editor.post(entry(meeting), data).status_code == editor.post(entry(meeting), data).status_code == 302
    assert Participant.objects.count() == 1


@pytest.mark.parametrize("key", ["", "abc", "9" * 40])
def test_a_line_without_its_key_is_none(editor, meeting, key):
    assert editor.post(entry(meeting), line(key=key), follow=True).status_code == 404
    assert not Participant.objects.exists()


def test_the_key_of_another_session_shows_nothing_of_it(editor, meeting, council):
    other = came(held(council, 7), "Zulema")
    answer = editor.post(entry(meeting), line(key=str(other.key)), follow=True)
    assert answer.status_code == 404
    assert "Zulema" not in answer.content.decode()


def test_neighbourhoods_of_the_district_come_first(editor, west, meeting):
    other = neighbourhood(district_page("Sur", "sur"), "Abasto")
    own = neighbourhood(west, "Zanjón")
    text = editor.get(entry(meeting)).content.decode()
    assert text.index(f'value="{own.pk}"') < text.index(f'value="{other.pk}"')
    assert "Abasto (Sur)" in text


def test_a_translation_leads_to_the_list_of_its_first_version(editor, west, council, meeting):
    translate(west, "fr")
    translate(council, "fr")
    french = translate(meeting, "fr", title="Le moulin")
    editor.post(entry(french), line())
    assert Participant.objects.get().session_id == meeting.pk


def test_nobody_is_put_into_the_list_before_the_session_nor_after_a_year(editor, council):
    for session, words in (
        (city.session(council, timezone.now() + timedelta(days=3)), "todavía no fue"),
        (held(council, 400), "Pasó un año"),
    ):
        assert words in editor.get(entry(session)).content.decode()
        assert editor.post(entry(session), line(key=str(uuid4()))).status_code == 422
    assert not Participant.objects.exists()


def test_no_browser_keeps_what_is_typed(editor, meeting):
    editor.post(entry(meeting), line())
    for address in (entry(meeting), listed(meeting), f"{entry(meeting)}?after={Participant.objects.get().pk}"):
        answer = editor.get(address)
        assert "no-store" in answer["Cache-Control"]
        assert "marta" not in str(answer.cookies).lower()
    form = editor.get(entry(meeting)).content.decode().split("participants-form")[1]
    inputs = [part.split(">")[0] for part in form.split("<input")[1:]]
    typed = [one for one in inputs if 'type="text"' in one or 'type="email"' in one]
    assert typed
    assert all('autocomplete="off"' in one for one in typed)


@pytest.mark.parametrize("after", ["abc", "-1", "9" * 21, "²"])
def test_an_odd_address_shows_the_empty_form(editor, meeting, after):
    query = {"after": after, "way": after, "day": "2026-13-45"}
    assert editor.get(entry(meeting), query).status_code == 200
