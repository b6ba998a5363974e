"""The event's form in the admin: languages by name, a place only for what is published, faults beside their fields."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from portal.core.models import Role
from portal.events.models import Announcement, EventPage, EventState, Registration
from portal.events.registrations import register
from portal.territory.models import Venue
from tests.access.accounts import account, browser
from tests.councils import city
from tests.factories import district_page, terms
from tests.sharing import made_once

pytestmark = pytest.mark.django_db


@made_once
def folder(db):
    return district_page()


def form(**fields):
    """Return the POST of an event's form with these fields."""
    data = {
        "title": "Taller de compost", "slug": "taller", "kind": "workshop", "state": "planned", "modality": "in-person",
        "start": "2026-11-25 19:00", "end": "2026-11-25 21:00", "sure": "on", "join_visibility": "window",
        "join_minutes": "15", "open_to_all": "on", "text": rich_text(""), "pictures": inline_formset([]),
        "practice_links": inline_formset([]),
    }  # fmt: skip
    chosen = {name: fields.pop(name) for name in ("services",) if name in fields}
    return nested_form_data({**data, **fields}) | chosen


def create(client, folder, **fields):
    return client.post(reverse("wagtailadmin_pages:add", args=["events", "eventpage", folder.pk]), form(**fields))


def edit(client, page, **fields):
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form(**fields))


def test_an_event_is_published_with_one_form(admin_client, folder):
    venue = Venue.objects.create(district=folder.record, name="Club", address="Güemes 2400")
    services = [term.pk for term in terms("service", "childcare")]
    response = create(
        admin_client,
        folder,
        state="confirmed",
        venue=venue.pk,
        services=services,
        held_in="fr",
        **{"action-publish": "1"},
    )
    assert response.status_code == 302
    page = EventPage.objects.get()
    assert page.live
    assert (page.district, page.held_in, str(page.services.get())) == (folder.record, "fr", "Cuidado infantil")
    assert Announcement.objects.get(key=page.translation_key).told["place"] == "Club"


def test_a_draft_may_lack_its_place_and_what_is_published_may_not(admin_client, folder):
    assert create(admin_client, folder, state="confirmed").status_code == 302
    page = EventPage.objects.get()
    assert not page.live
    response = edit(admin_client, page, state="confirmed", lead="Lo que escribí", **{"action-publish": "1"})
    html = response.content.decode()
    assert "¿Dónde es? Elige un lugar de la lista" in html
    assert "Lo que escribí" in html
    assert not EventPage.objects.get().live


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"end": "2026-11-25 18:00"}, "Termina antes de empezar"),
        ({"end": "2027-11-25 18:00"}, "Dura más de un mes"),
        ({"state": "cancelled"}, "Di por qué"),
        ({"phone_code": "031"}, "falta el número al que se llama"),
        ({"start": ""}, "obligatorio|required"),
        ({"start": "9999-12-31 23:50", "end": ""}, "Revisa el año"),
        ({"start": "0001-01-01 10:00", "end": ""}, "Revisa el año"),
        ({"held_in": "klingon"}, "klingon"),
        ({"kind": "session"}, "session"),
    ],
)
def test_faults_stand_beside_their_fields_and_nothing_is_lost(admin_client, folder, fields, message):
    response = create(admin_client, folder, conditions="Trae agua", **fields)
    assert response.status_code == 200
    html = response.content.decode()
    assert any(part in html for part in message.split("|"))
    assert "Trae agua" in html
    assert not EventPage.objects.exists()


def test_the_form_names_languages_and_no_session(admin_client, folder):
    html = admin_client.get(reverse("wagtailadmin_pages:add", args=["events", "eventpage", folder.pk])).content.decode()
    assert "guaraní" in html.lower()
    assert 'value="session"' not in html
    assert 'name="source_key"' not in html


def test_a_language_that_is_not_in_the_list_stays(admin_client, folder):
    page = city.event(folder, held_in="ay")
    assert edit(admin_client, page, held_in="ay").status_code == 302
    assert (
        'value="ay" selected' in admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    )


def test_moving_it_in_the_form_keeps_the_announced_day(admin_client, folder):
    page = city.long_known(city.event(folder, "2026-11-25 19:00", state=EventState.CONFIRMED, venue_name="Club"))
    response = edit(
        admin_client, page, start="2026-11-26 19:00", end="2026-11-26 21:00", state="confirmed", venue_name="Club",
        **{"action-publish": "1"},
    )  # fmt: skip
    assert response.status_code == 302
    moved = EventPage.objects.get()
    assert (moved.state, moved.former_start) == (EventState.RESCHEDULED, city.moment("2026-11-25 19:00"))


def test_correcting_a_typing_error_leaves_no_trace(admin_client, folder):
    page = city.long_known(city.event(folder, "2026-11-25 19:00", venue_name="Club"))
    kept = {"start": "2026-11-26 19:00", "end": "", "venue_name": "Club", "action-publish": "1"}
    edit(admin_client, page, former_start="", state="planned", **kept)
    edit(admin_client, page, former_start="", state="planned", **kept)
    corrected = EventPage.objects.get()
    assert (corrected.state, corrected.former_start) == (EventState.PLANNED, None)


def test_a_district_editor_makes_an_event_in_her_folder_only():
    client = browser(account(role=Role.EDITOR))
    hers = EventPage.objects.none()
    folder = district_page("Sur", "sur")
    from portal.districts.models import DistrictPage

    own = DistrictPage.objects.get(record__code="oeste")
    assert create(client, own, venue_name="Club", **{"action-publish": "1"}).status_code == 302
    create(client, folder, **{"action-publish": "1"})
    assert [page.district.code for page in EventPage.objects.all()] == ["oeste"]
    assert not hers.exists()
    listing = client.get(reverse("events:index"))
    assert "Taller de compost" in listing.content.decode()


def test_the_list_shows_events_and_no_sessions(admin_client, folder):
    city.event(folder, title="Feria del libro")
    city.session(city.council(folder), title="La plaza del Molino")
    html = admin_client.get(reverse("events:index")).content.decode()
    assert "Feria del libro" in html
    assert "La plaza del Molino" not in html


def test_a_venue_that_is_no_longer_used_is_not_taken(admin_client, folder):
    closed = Venue.objects.create(district=folder.record, name="Cerrado", address="x", active=False)
    html = create(admin_client, folder, venue=closed.pk).content.decode()
    assert "Cerrado" not in html
    assert not EventPage.objects.exists()


def test_the_form_says_how_many_places_are_taken(admin_client, folder):
    page = city.event(folder, seats=30)
    register(Registration(event=page, name="Marta", people=7))
    html = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Ocupados: 7 de 30." in html
    assert f"?event={page.pk}" in html


def test_a_new_event_can_be_previewed(admin_client, folder):
    url = reverse("wagtailadmin_pages:preview_on_add", args=["events", "eventpage", folder.pk])
    assert admin_client.post(url, form(venue_name="Club")).json()["is_valid"]
    html = admin_client.get(url).content.decode()
    assert "Miércoles 25 de noviembre, de 19:00 a 21:00" in html


def test_the_state_of_one_that_moved_names_day_and_hour():
    form_class = EventPage.get_edit_handler().get_form_class()
    assert ("rescheduled", "Cambió de día u hora") in form_class(instance=EventPage()).fields["state"].choices
