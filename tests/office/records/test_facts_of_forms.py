"""What the forms check of the facts, beside the field, and how counters are shown and added."""

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from portal.territory.models import CoverageCount, Neighbourhood, PostalCode, Venue
from tests.access.small_city import City
from tests.sharing import made_once

from .forms import errors_of, inline, neighbourhood_form, venue_form


@made_once
def city(db):
    return City()


def edit(city, **fields):
    """Send the form of the neighbourhood "elm" as its district's editor; return the response."""
    url = reverse("neighbourhoods:edit", args=[city.elm.pk])
    return city.browser("west editor").post(url, neighbourhood_form(district=city.west.pk, **fields))


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"population": "900"}, ["population_year", "population_source"]),
        ({"population": "900", "population_year": "2022", "population_source": "Censo"}, []),
        ({"population": "0", "population_year": "2022", "population_source": "Censo"}, []),
        ({"population": "900", "population_year": "2190", "population_source": "Censo"}, ["population_year"]),
        ({"population_year": "2022"}, ["population"]),
        ({"social_index": "low"}, ["social_index_year", "social_index_source"]),
        ({"social_index": "low", "social_index_year": "2020", "social_index_source": "Observatorio"}, []),
        ({"connectivity_source": "Encuesta"}, ["connectivity"]),
        ({"responsible_name": "Ana"}, ["responsible_agreed"]),
        ({"responsible_agreed": "on"}, ["responsible_name"]),
        ({"responsible_name": "Ana", "responsible_agreed": "on"}, []),
        ({"name": ""}, ["name"]),
    ],
)
def test_facts_are_checked_beside_their_field(city, fields, faults):
    assert sorted(errors_of(edit(city, **fields))) == sorted(faults)


@pytest.mark.parametrize("code", ["Barrio", "barrio_nuevo", "-barrio", "barrio--nuevo", "ñandú"])
def test_a_code_that_reads_badly_in_an_address_is_refused(city, code):
    form = neighbourhood_form(district=city.west.pk, code=code)
    assert list(errors_of(city.browser("curator").post(reverse("neighbourhoods:add"), form))) == ["code"]


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"latitude": "-32.9", "longitude": "-60.6"}, []),
        ({"latitude": "-32.9"}, ["longitude"]),
        ({"longitude": "-60.6"}, ["latitude"]),
        ({"latitude": "91", "longitude": "-60.6"}, ["latitude"]),
        ({"latitude": "nan", "longitude": "1"}, ["latitude"]),
    ],
)
def test_a_point_is_whole_and_on_the_earth(city, fields, faults):
    response = city.browser("west editor").post(reverse("venues:add"), venue_form(district=city.west.pk, **fields))
    assert list(errors_of(response))[:1] == faults


def count(**fields):
    """Return the row of a new counter."""
    today = timezone.localdate().isoformat()
    return {"kind": "blocks", "area": "", "value": "8", "total": "10", "date": today, "source": "Recorrido"} | fields


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        ({}, []),
        ({"value": "11"}, ["value"]),
        ({"kind": "officials"}, ["total"]),
        ({"area": "women"}, ["area"]),
        ({"kind": "liaisons", "area": "women", "total": ""}, []),
        ({"date": (date.today() + timedelta(days=2)).isoformat()}, ["date"]),
        ({"source": ""}, ["source"]),
        ({"value": "-3"}, ["value"]),
    ],
)
def test_a_counter_is_checked_beside_its_field(city, row, faults):
    response = edit(city, **inline("counts", count(**row)))
    forms = response.context["form"].formsets["counts"].forms if response.status_code == 200 else []
    assert [name for form in forms for name in form.errors] == faults
    assert city.elm.counts.count() == (0 if faults else 1)


def test_two_counters_of_one_day_are_refused_kindly(city):
    assert edit(city, **inline("counts", count(), count(value="9"))).status_code == 200
    assert CoverageCount.objects.count() == 0


def test_the_same_postal_code_twice_is_refused_kindly(city):
    assert edit(city, **inline("postal_codes", {"code": "2000"}, {"code": "2000"})).status_code == 200
    assert PostalCode.objects.count() == 0


def test_the_form_puts_earlier_counters_away(city):
    today = timezone.localdate()
    for days, value in ((400, 3), (0, 8)):
        made = {"value": value, "total": 10, "date": today - timedelta(days=days), "source": "Recorrido"}
        CoverageCount.objects.create(neighbourhood=city.elm, kind="blocks", **made)
    text = city.browser("west editor").get(reverse("neighbourhoods:edit", args=[city.elm.pk])).content.decode()
    shown, earlier = text.index("8 / 10"), text.index("3 / 10")
    assert shown < text.index("<details") < earlier


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("counted=old", {"oak"}),
        ("counted=lately", {"elm"}),
        ("responsible=missing", {"oak"}),
        ("responsible=known", {"elm"}),
        ("q=2020", {"elm"}),
        ("kind=village", set()),
        ("kind=nothing&counted=nothing&p=9", {"elm", "oak"}),
    ],
)
def test_the_list_of_neighbourhoods_is_filtered_and_searched(city, query, found):
    today = timezone.localdate()
    for place, days in ((city.elm, 20), (city.oak, 500)):
        made = {"value": 8, "date": today - timedelta(days=days), "source": "Recorrido"}
        CoverageCount.objects.create(neighbourhood=place, kind="officials", **made)
    Neighbourhood.objects.filter(pk=city.elm.pk).update(responsible_role="Referente")
    PostalCode.objects.create(neighbourhood=city.elm, code="2020")
    PostalCode.objects.create(neighbourhood=city.elm, code="12020")
    rows = city.browser("west editor").get(f"{reverse('neighbourhoods:index')}?{query}").context["object_list"]
    assert sorted(row.code for row in rows) == sorted(found)


def test_the_export_carries_the_latest_counters(city):
    for days, value in ((30, 3), (0, 8)):
        made = {"value": value, "total": 10, "date": timezone.localdate() - timedelta(days=days), "source": "Recorrido"}
        CoverageCount.objects.create(neighbourhood=city.elm, kind="blocks", **made)
    text = city.browser("west statistics").get(f"{reverse('neighbourhoods:index')}?export=csv").getvalue().decode()
    heading, elm = text.splitlines()[:2]
    row = dict(zip(heading.split(","), elm.split(","), strict=True))
    assert (row["Manzanas convocadas"], row["Manzanas en total"]) == ("8", "10")


def test_saving_and_deleting_say_since_when_and_how_to_undo(city):
    browser = city.browser("west editor")
    made = browser.post(reverse("venues:add"), venue_form(district=city.west.pk, name="Club Sarmiento"))
    venue = Venue.objects.get(name="Club Sarmiento")
    changed = browser.post(reverse("venues:edit", args=[venue.pk]), venue_form(district=city.west.pk, name="Club"))
    gone = city.browser("curator").post(reverse("venues:delete", args=[venue.pk]))
    for response, what, way in (
        (made, "Club Sarmiento", "Para deshacerlo, edítalo o bórralo."),
        (changed, "Club", "Para deshacerlo, edítalo otra vez."),
        (gone, "Club", "No se puede deshacer."),
    ):
        sentence = " ".join(map(str, get_messages(response.wsgi_request)))
        assert what in sentence
        assert f"{timezone.localdate().year} a las " in sentence
        assert way in sentence
