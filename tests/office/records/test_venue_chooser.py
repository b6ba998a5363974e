"""The venue of a meeting: chosen from a dialogue, or made in it without leaving the form of the meeting."""

import json
import re

import pytest
from django.urls import reverse

from portal.territory.models import District, Venue
from tests.access.small_city import City
from tests.councils.city import council, session
from tests.factories import district_page
from tests.sharing import made_once

pytestmark = pytest.mark.django_db
CREATE = "venue_chooser:create"


@made_once
def city(db):
    return City()


def new_venue(**changed):
    """Return the form of a new venue as the dialogue sends it."""
    fields = {
        "name": "Biblioteca del Sur", "kind": "library", "address": "Mitre 10", "directions": "Por el patio",
        "step_free": "true", "accessible_toilet": "unknown", "hearing_loop": "unknown", "access_note": "",
        "latitude": "-32.95", "longitude": "-60.65", "neighbourhood": "", **changed,
    }  # fmt: skip
    return {f"new-venue-{name}": value for name, value in fields.items()}


def make(city, who, district, query="", **fields):
    """Send a new venue from the dialogue."""
    url = f"{reverse(CREATE)}{query}"
    return city.browser(who).post(url, new_venue(district=district.pk if district else "", **fields))


def test_a_new_venue_is_chosen_at_once(city):
    answer = json.loads(make(city, "west editor", city.west).content)
    venue = Venue.objects.get(name="Biblioteca del Sur")
    assert (answer["step"], answer["result"]["id"]) == ("chosen", str(venue.pk))
    chosen = json.loads(city.browser("west editor").get(reverse("venue_chooser:chosen", args=[venue.pk])).content)
    assert answer["result"]["title"] == chosen["result"]["title"] == "Biblioteca del Sur, Mitre 10"
    assert (venue.district, venue.latitude, venue.longitude, venue.step_free) == (city.west, -32.95, -60.65, True)
    assert venue.active


@pytest.mark.parametrize(
    ("who", "district", "fields", "fault"),
    [
        ("west editor", "south", {}, "district"),
        ("west editor", "closed", {}, "district"),
        ("elm editor", "west", {}, "neighbourhood"),
        ("west editor", "west", {"name": ""}, "name"),
        ("west editor", "west", {"longitude": ""}, "longitude"),
        ("west editor", "west", {"latitude": "91"}, "latitude"),
        ("curator", "closed", {}, "district"),
    ],
)
def test_what_may_not_be_is_said_beside_its_field(city, who, district, fields, fault):
    answer = json.loads(make(city, who, city.districts[district], **fields).content)
    assert answer["step"] == "reshow_creation_form"
    rows = [row for row in answer["htmlFragment"].split("<li>") if "error-message" in row]
    assert [re.search(r'name="new-venue-(\w+)"', row)[1] for row in rows] == [fault]
    assert "Mitre 10" in answer["htmlFragment"]
    assert not Venue.objects.filter(address="Mitre 10").exists()


@pytest.mark.parametrize("who", ["west author", "west translator", "west statistics", "closed reviewer", "nobody"])
def test_whoever_may_make_no_venue_is_refused(city, who):
    assert make(city, who, city.west).status_code == 403
    assert "Nuevo lugar" not in city.browser(who).get(reverse("venue_chooser:choose")).content.decode()


@pytest.mark.parametrize(("who", "seen"), [("west editor", {"elm", "oak", "west"}), ("elm editor", {"elm"})])
def test_the_dialogue_offers_the_venues_in_use_that_she_sees(city, who, seen):
    rows = city.rows[Venue]
    rows["oak"].active = False
    rows["oak"].save()
    page = city.browser(who).get(reverse("venue_chooser:choose")).content.decode()
    assert {place for place, row in rows.items() if row.name in page} == seen - {"oak"}


def test_the_venues_of_the_meetings_district_come_first(city):
    client = city.browser("curator")

    def names(query):
        page = json.loads(client.get(f"{reverse('venue_chooser:choose')}{query}").content)["html"]
        return page.index("Sala west") < page.index("Sala south")

    assert names(f"?near={city.west.pk}")
    assert not names(f"?near={city.south.pk}")
    for strange in ("x", "-1", "9" * 30, "%00"):
        assert client.get(f"{reverse('venue_chooser:choose')}?near={strange}").status_code == 200


def test_the_district_of_the_meeting_is_chosen_already(city):
    page = city.browser("curator").get(f"{reverse('venue_chooser:choose')}?near={city.south.pk}")
    html = json.loads(page.content)["html"]
    assert f'<option value="{city.south.pk}" selected>' in html
    assert f"near={city.south.pk}" in html.partition("data-chooser-modal-creation-form")[2]


def test_the_list_costs_the_same_for_one_venue_and_for_nine(city, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, url = city.browser("curator"), reverse("venue_chooser:choose_results")
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(4):
        Venue.objects.create(name=f"Sala {number}", address="x", district=city.west)
    with django_assert_num_queries(len(few)):
        client.get(url)


def test_the_form_of_a_session_opens_the_dialogue_of_its_district(admin_client):
    folder = district_page()
    page = session(council(folder), venue=Venue.objects.create(district=folder.record, name="Club", address="Güemes 1"))
    html = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert f"{reverse('venue_chooser:choose')}?near={folder.record.pk}" in html
    assert "Club, Güemes 1" in html


def test_a_venue_made_there_is_saved_with_the_session(admin_client):
    district = district_page().record
    made = admin_client.post(reverse(CREATE), new_venue(district=district.pk))
    assert json.loads(made.content)["step"] == "chosen"
    assert District.objects.get(pk=district.pk).venues.get().name == "Biblioteca del Sur"
