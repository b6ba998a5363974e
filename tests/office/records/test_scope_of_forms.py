"""What a form of a record offers to whom, and what it refuses beside the field."""

import pytest
from django.urls import reverse

from portal.practices.models import PracticeContact
from portal.territory.models import District, Neighbourhood, Organisation, Unit, Venue
from tests.access.small_city import City
from tests.factories import district_page, practice
from tests.sharing import made_once

from .forms import errors_of, neighbourhood_form, venue_form


@made_once
def city(db):
    return City()


def offered(client, url, name):
    """Return the labels that a field of a form offers."""
    field = client.get(url).context["form"].fields[name]
    return {str(label) for _, label in field.choices} - {"---------"}


@pytest.mark.parametrize(
    ("who", "district", "neighbourhood", "fault"),
    [
        ("west editor", "west", "elm", None),
        ("west editor", "west", None, None),
        ("west editor", "south", None, "district"),
        ("west editor", "closed", None, "district"),
        ("west editor", "west", "south", "neighbourhood"),
        ("west editor", None, None, "district"),
        ("elm editor", "west", "elm", None),
        ("elm editor", "west", "oak", "neighbourhood"),
        ("elm editor", "west", None, "neighbourhood"),
        ("south editor", "west", "elm", "district"),
        ("curator", "south", "south", None),
        ("curator", "west", "south", "neighbourhood"),
        ("curator", "closed", None, "district"),
    ],
)
def test_a_new_venue_lies_where_its_author_may_write(city, who, district, neighbourhood, fault):
    places = city.rows[Neighbourhood]
    fields = {"district": city.districts[district].pk if district else ""}
    fields["neighbourhood"] = places[neighbourhood].pk if neighbourhood else ""
    response = city.browser(who).post(reverse("venues:add"), venue_form(**fields))
    assert list(errors_of(response))[:1] == ([fault] if fault else [])
    assert Venue.objects.filter(name="Sala nueva").exists() == (fault is None)


@pytest.mark.parametrize(
    ("who", "place", "fields", "fault"),
    [
        ("west reviewer", "elm", {"district": "south"}, "district"),
        ("elm editor", "elm", {"neighbourhood": "oak"}, "neighbourhood"),
        ("elm editor", "elm", {"neighbourhood": ""}, "neighbourhood"),
        ("west editor", "elm", {"neighbourhood": "oak"}, None),
    ],
)
def test_a_change_that_carries_a_row_out_of_her_scope_is_refused(city, who, place, fields, fault):
    venue = city.rows[Venue][place]
    stored = {"district": city.west.pk, "neighbourhood": city.elm.pk}
    known = {"south": city.south.pk, "oak": city.oak.pk, "": ""}
    form = venue_form(**stored | {name: known[value] for name, value in fields.items()})
    response = city.browser(who).post(reverse("venues:edit", args=[venue.pk]), form)
    assert list(errors_of(response)) == ([fault] if fault else [])
    venue.refresh_from_db()
    assert (venue.name == "Sala nueva") == (fault is None)


@pytest.mark.parametrize(
    ("who", "district", "taken"),
    [
        ("west editor", "west", True),
        ("west editor", "south", False),
        ("elm editor", "west", False),
        ("curator", "south", True),
    ],
)
def test_a_new_neighbourhood_lies_in_her_district(city, who, district, taken):
    form = neighbourhood_form(district=city.districts[district].pk)
    response = city.browser(who).post(reverse("neighbourhoods:add"), form)
    assert response.status_code == (302 if taken else 403 if who == "elm editor" else 200)
    assert Neighbourhood.objects.filter(code="barrio-nuevo").exists() == taken


@pytest.mark.parametrize("model", [Unit, Organisation])
@pytest.mark.parametrize(("who", "taken"), [("west editor", False), ("curator", True)])
def test_what_is_the_whole_citys_is_made_by_the_curators(city, model, who, taken):
    name = f"{model._meta.model_name}s:add"
    response = city.browser(who).post(reverse(name), {"name": "De todos", "code": "de-todos", "district": ""})
    assert list(errors_of(response)) == ([] if taken else ["district"])
    assert model.objects.filter(name="De todos").exists() == taken


def test_fields_offer_what_she_may_use(city):
    west, elm, curator = (city.browser(who) for who in ("west editor", "elm editor", "curator"))
    venue, elm_form = reverse("venues:add"), reverse("neighbourhoods:edit", args=[city.elm.pk])
    assert offered(west, venue, "district") == {"Oeste"}
    assert offered(west, venue, "neighbourhood") == {"Barrio elm (Oeste)", "Barrio oak (Oeste)"}
    assert offered(elm, venue, "neighbourhood") == {"Barrio elm (Oeste)"}
    assert offered(curator, venue, "district") == {"Oeste", "Sur"}
    assert offered(west, elm_form, "responsible_unit") == {"Área west", "Área city"}


def test_a_unit_that_the_curators_chose_stays_when_she_saves(city):
    city.elm.responsible_unit = city.rows[Unit]["south"]
    city.elm.save()
    form = neighbourhood_form(district=city.west.pk, responsible_unit=city.elm.responsible_unit_id)
    assert errors_of(city.browser("west editor").post(reverse("neighbourhoods:edit", args=[city.elm.pk]), form)) == {}
    city.elm.refresh_from_db()
    assert city.elm.responsible_unit == city.rows[Unit]["south"]


def test_a_district_editor_keeps_the_centre_and_not_the_name(city):
    url = reverse("districts:edit", args=[city.west.pk])
    forged = {"name": "Otro", "code": "otro", "kind": "whole-city", "order": "9", "active": "", "seat_name": "Casa"}
    assert city.browser("west editor").post(url, forged).status_code == 302
    city.west.refresh_from_db()
    assert (city.west.name, city.west.code, city.west.kind, city.west.order) == ("Oeste", "oeste", "district", 0)
    assert (city.west.seat_name, city.west.active) == ("Casa", True)


def test_the_curators_change_the_name_and_do_not_close_by_the_way(city):
    url = reverse("districts:edit", args=[city.west.pk])
    fields = {"name": "Poniente Oeste", "code": "oeste", "kind": "district", "order": "2", "active": ""}
    assert city.browser("curator").post(url, fields).status_code == 302
    city.west.refresh_from_db()
    assert (city.west.name, city.west.active) == ("Poniente Oeste", True)


def test_the_code_of_a_stored_neighbourhood_is_the_citys(city):
    form = neighbourhood_form(district=city.west.pk, name="Olmo")
    city.browser("west reviewer").post(reverse("neighbourhoods:edit", args=[city.elm.pk]), form)
    assert Neighbourhood.objects.get(pk=city.elm.pk).code == "elm"
    city.browser("curator").post(reverse("neighbourhoods:edit", args=[city.elm.pk]), form)
    assert Neighbourhood.objects.get(pk=city.elm.pk).code == "barrio-nuevo"


@pytest.mark.parametrize(("who", "taken"), [("west editor", True), ("south editor", False), ("elm editor", False)])
def test_a_contact_belongs_to_a_practice_of_hers(city, who, taken):
    page = district_page("Norte", "norte")
    page.record = city.west
    page.save()
    told = practice(parent=page, live=False)
    assert told.district_id == city.west.pk
    fields = {"practice": told.pk, "name": "Ana", "email": "ana@example.org", "confirmed": "2026-01-31"}
    response = city.browser(who).post(reverse("practice_contacts:add"), fields)
    assert list(errors_of(response)) == ([] if taken else ["practice"])
    assert PracticeContact.objects.exists() == taken


def test_contacts_are_listed_and_opened_by_their_district_and_never_exported(city):
    page = district_page("Norte", "norte")
    page.record = city.south
    page.save()
    contact = PracticeContact.objects.create(
        practice=practice(parent=page, live=False), name="Ana", email="a@example.org"
    )
    index, edit = reverse("practice_contacts:index"), reverse("practice_contacts:edit", args=[contact.pk])
    south, west, author = (city.browser(who) for who in ("south editor", "west editor", "west author"))
    assert "Ana" in south.get(index).content.decode()
    assert "Ana" not in west.get(index).content.decode()
    assert [client.get(edit).status_code for client in (south, west, author)] == [200, 403, 403]
    assert author.get(index).status_code == 403
    assert b"Ana" not in south.get(f"{index}?export=csv").getvalue()


def test_a_form_without_an_account_is_a_mistake(db):
    from portal.office.records.forms import NewOrganisationForm

    with pytest.raises(TypeError):
        NewOrganisationForm()


def test_closing_a_district_takes_its_rows_from_its_team(city):
    District.objects.filter(pk=city.west.pk).update(active=False)
    client = city.browser("west reviewer")
    assert client.get(reverse("neighbourhoods:edit", args=[city.elm.pk])).status_code == 403
    assert city.browser("curator").get(reverse("neighbourhoods:edit", args=[city.elm.pk])).status_code == 200
