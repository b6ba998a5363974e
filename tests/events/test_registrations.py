"""Places and the waiting list: first come, first served, whoever does it and how often at once."""

from datetime import timedelta
from logging import getLogger

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.core.models import Role
from portal.districts.models import DistrictPage
from portal.events.models import Registration
from portal.events.registrations import cancel_registration, event_seats, register, restore
from portal.events.retention import purge_registrations
from tests.access.accounts import account, browser
from tests.councils import city
from tests.factories import district_page, locale, publish

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("the last place is given under a lock")]
SOON = timezone.now() + timedelta(days=7)


def event_with(seats, folder=None):
    return city.event(folder or district_page(), SOON, "Taller", seats=seats, venue_name="Club")


def someone(event, name="Marta", people=1):
    registration = Registration(event=event, name=name, people=people, phone="555")
    register(registration)
    return registration


def states(event):
    return list(Registration.objects.filter(event=event).values_list("name", "state"))


def test_without_a_limit_everybody_has_a_place():
    event = event_with(None)
    assert {someone(event, people=50).state for _ in range(3)} == {"confirmed"}
    assert event_seats(event).free is None


def test_who_comes_when_it_is_full_waits():
    event = event_with(2)
    assert [someone(event, name).state for name in "ABC"] == ["confirmed", "confirmed", "waiting"]
    places = event_seats(event)
    assert (places.taken, places.waiting, places.free, places.is_full) == (2, 1, 0, True)


def test_nobody_passes_who_waits_already():
    event = event_with(3)
    someone(event, "A", 2)
    group = someone(event, "Grupo", 2)
    assert (group.state, someone(event, "Sola").state) == ("waiting", "confirmed") or event_seats(event).waiting == 3


def test_when_somebody_cancels_the_first_who_fits_moves_up():
    event = event_with(3)
    first = someone(event, "A", 3)
    for name, people in (("Grupo", 4), ("B", 2), ("C", 1), ("D", 1)):
        someone(event, name, people)
    moved = cancel_registration(first)
    assert [row.name for row in moved] == ["B", "C"]
    assert dict(states(event)) == {
        "A": "cancelled", "Grupo": "waiting", "B": "confirmed", "C": "confirmed", "D": "waiting",
    }  # fmt: skip


def test_who_comes_back_waits_behind_the_others():
    event = event_with(1)
    first, second = someone(event, "A"), someone(event, "B")
    cancel_registration(first)
    restore(first)
    cancel_registration(Registration.objects.get(pk=second.pk))
    assert dict(states(event)) == {"A": "confirmed", "B": "cancelled"}


def test_a_deleted_registration_frees_its_place():
    event = event_with(1)
    first = someone(event, "A")
    someone(event, "B")
    first.delete()
    assert states(event) == [("B", "confirmed")]


def test_more_seats_give_places_to_who_waits():
    event = event_with(1)
    for name in "ABC":
        someone(event, name)
    event.seats = 2
    publish(event)
    assert [state for _name, state in states(event)] == ["confirmed", "confirmed", "waiting"]


def test_fewer_seats_take_no_place_away():
    event = event_with(2)
    for name in "AB":
        someone(event, name)
    event.seats = 1
    publish(event)
    assert {state for _name, state in states(event)} == {"confirmed"}
    assert event_seats(event).free == 0


def test_registrations_hang_on_the_first_version():
    event = event_with(1)
    french = publish(event.copy_for_translation(locale("fr"), copy_parents=True))
    assert someone(french, "A").event_id == event.pk
    assert someone(french, "B").state == "waiting"
    assert event_seats(french).taken == 1


@pytest.mark.parametrize(
    ("seats", "taken", "words"),
    [(30, 0, "Hay 30 lugares."), (30, 4, "Hay 30 lugares."), (30, 26, "Quedan 4 lugares."), (6, 5, "Queda 1 lugar."),
     (5, 5, "No quedan lugares: puedes anotarte en la lista de espera.")],
)  # fmt: skip
def test_the_page_says_how_many_places_are_left(client, seats, taken, words):
    event = event_with(seats)
    if taken:
        someone(event, "Secreta", taken)
    html = client.get(event.url).content.decode()
    assert words in html
    assert "Secreta" not in html


def test_registrations_go_sixty_days_after_the_event():
    event = event_with(None)
    someone(event)
    purge_registrations(event.until + timedelta(days=59))
    assert Registration.objects.exists()
    purge_registrations(event.until + timedelta(days=61))
    assert not Registration.objects.exists()


# Staff ---------------------------------------------------------------------------------------------------------------


def data(event, **fields):
    return {"event": event.pk, "name": "Marta", "phone": "555 0148", "email": "", "people": 1, "needs": "", **fields}


def test_staff_add_whoever_telephones_and_read_whether_there_is_a_place(admin_client):
    event = event_with(1)
    html = admin_client.get(reverse("registrations:add"), {"event": event.pk}).content.decode()
    assert f'<option value="{event.pk}" selected>' in html
    said = admin_client.post(reverse("registrations:add"), data(event), follow=True).content.decode()
    assert "Marta tiene lugar. Quedan 0." in said
    said = admin_client.post(reverse("registrations:add"), data(event, name="Ana"), follow=True).content.decode()
    assert "Ana queda en lista de espera." in said
    first = Registration.objects.get(name="Marta")
    said = admin_client.post(reverse("registrations:edit", args=[first.pk]), data(event, is_gone="on"), follow=True)
    assert (
        "Marta se dio de baja. Ana estaba en espera y ahora tiene lugar: avísale (555 0148)." in said.content.decode()
    )
    assert dict(states(event)) == {"Marta": "cancelled", "Ana": "confirmed"}


@pytest.mark.parametrize(
    ("fields", "message"),
    [({"phone": ""}, "Escribe un teléfono o un correo"), ({"people": 0}, "Al menos una persona"),
     ({"people": 9}, "Son más que los lugares que hay: 5")],
)  # fmt: skip
def test_faults_of_a_registration_stand_beside_their_field(admin_client, fields, message):
    event = event_with(5)
    response = admin_client.post(reverse("registrations:add"), data(event, **fields))
    assert message in response.content.decode()
    assert not Registration.objects.exists()


def test_a_translation_is_not_offered(admin_client):
    event = event_with(5)
    french = publish(event.copy_for_translation(locale("fr"), copy_parents=True))
    html = admin_client.get(reverse("registrations:add")).content.decode()
    assert f'<option value="{event.pk}"' in html
    assert f'<option value="{french.pk}"' not in html


def test_an_editor_sees_and_adds_those_of_her_district_only():
    client = browser(account(role=Role.EDITOR))
    hers = event_with(5, DistrictPage.objects.get(record__code="oeste"))
    other = event_with(5, district_page("Sur", "sur"))
    someone(hers, "Vecina de aquí")
    someone(other, "Vecina de allá")
    html = client.get(reverse("registrations:index")).content.decode()
    assert "Vecina de aquí" in html
    assert "Vecina de allá" not in html
    table = client.get(reverse("registrations:index"), {"export": "csv"})
    text = b"".join(table.streaming_content).decode()
    assert "Vecina de aquí" in text
    assert "Vecina de allá" not in text
    assert client.post(reverse("registrations:add"), data(other, name="Intrusa")).status_code == 200
    assert not Registration.objects.filter(name="Intrusa").exists()
    city.event(other.get_parent().specific, SOON, "Feria del Sur")
    for url in (
        reverse("registrations:add"),
        reverse("registrations:edit", args=[Registration.objects.get(event=hers).pk]),
    ):
        assert "Feria del Sur" not in client.get(url).content.decode()
    foreign = Registration.objects.get(name="Vecina de allá")
    assert client.get(reverse("registrations:edit", args=[foreign.pk])).status_code == 403


@pytest.mark.parametrize("typed", ["marta@", "EXAMPLE.org", "0148", "mart"])
def test_a_registration_is_found_by_name_or_part_of_what_is_encrypted(admin_client, typed):
    event = event_with(5)
    Registration.objects.create(event=event, name="Marta Ruiz", email="marta@example.org", phone="555 0148")
    Registration.objects.create(event=event, name="Otra Persona", phone="555 0200")
    html = admin_client.get(reverse("registrations:index"), {"q": typed}).content.decode()
    assert "Marta Ruiz" in html
    assert "Otra Persona" not in html


def test_the_table_for_calling_has_the_telephones(admin_client):
    Registration.objects.create(event=event_with(5), name="Marta Ruiz", phone="555 0148")
    table = admin_client.get(reverse("registrations:index"), {"export": "csv"})
    assert "555 0148" in b"".join(table.streaming_content).decode()
    html = admin_client.get(reverse("registrations:edit", args=[Registration.objects.get().pk])).content.decode()
    assert '<input type="text" name="phone" value="555 0148"' in html


def test_no_log_names_who_registered(admin_client, caplog):
    event = event_with(1)
    with caplog.at_level("INFO"):
        sent = data(event, name="Zorzal", phone="555 0777", email="zorzal@example.org")
        admin_client.post(reverse("registrations:add"), sent)
        registration = Registration.objects.get()
        admin_client.post(reverse("registrations:edit", args=[registration.pk]), {**sent, "people": 0})
        admin_client.get(reverse("registrations:edit", args=[99_999]))
        admin_client.get(reverse("registrations:index"), {"q": "nothing"})
        purge_registrations(event.until + timedelta(days=61))
        getLogger("portal").info("the end")
    assert "the end" in caplog.text  # so it hears what is logged
    assert "orzal" not in caplog.text
    assert "0777" not in caplog.text
