"""Boundaries that are sound and hardly meant: elsewhere, turned round, on top of a neighbour. Refused or confirmed."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.territory.models import Boundary, Neighbourhood

from .places import bounded, district, neighbourhood, square

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    """Return three neighbourhoods (list) beside each other, at 30° west and 34° south."""
    west = district()
    places = [neighbourhood(code, west) for code in ("abasto", "centro", "costa")]
    for number, place in enumerate(places):
        bounded(place, square(-30 + number * 0.01, -34))
    return places


@pytest.fixture
def run(tmp_path):
    """Return a function that imports {name: geometry} and returns the lines that report the features."""

    def importing(features, *options):
        items = [
            {"type": "Feature", "properties": {"nombre": name}, "geometry": geometry} for name, geometry in features
        ]
        file, out = tmp_path / "a.geojson", StringIO()
        file.write_text(json.dumps({"type": "FeatureCollection", "features": items}))
        try:
            call_command("import_boundaries", str(file), *options, stdout=out)
        except CommandError as error:
            assert "rechazado" in str(error)  # noqa: PT017
        return out.getvalue().splitlines()[1 : len(items) + 1]

    return importing


def turned(geometry):
    """Return a geometry with longitude and latitude changed for one another."""
    return json.loads(json.dumps(geometry), object_hook=lambda said: said) | {
        "coordinates": [[[[y, x] for x, y in ring] for ring in polygon] for polygon in geometry["coordinates"]]
    }


def test_latitude_and_longitude_turned_round_are_refused(city, run):
    before = list(Boundary.objects.values())
    assert "al revés" in run([("Abasto", turned(square(-30, -34, 0.011)))])[0]
    assert "al revés" in run([("Nuevo", turned(square(-30, -34.01)))], "--create", "--district", "oeste")[0]
    assert list(Boundary.objects.values()) == before
    assert Neighbourhood.objects.count() == 3


def test_a_shape_far_from_the_city_is_refused(city, run):
    assert "en común con la ciudad" in run([("Nuevo", square(-60.6, -32.9))], "--create", "--district", "oeste")[0]


def test_a_shape_that_has_nothing_of_the_earlier_one_is_refused(city, run):
    line = run([("Abasto", square(-30, -34.02))])[0]
    assert line.startswith("1: rechazado: Abasto (no tiene ninguna superficie en común con el límite que tenía;")


def test_a_shape_on_top_of_a_neighbour_is_refused_with_its_name(city, run):
    line = run([("Abasto", square(-30, -34, 0.013))])[0]
    assert "rechazado" in line
    assert "se encima con «Centro»" in line
    assert Boundary.objects.count() == 3


def test_two_new_shapes_on_top_of_each_other_are_both_refused(city, run):
    lines = run([("Uno", square(-30, -33.99)), ("Dos", square(-30, -33.99, 0.011))], "--create", "--district", "oeste")
    assert ["«Dos»" in lines[0], "«Uno»" in lines[1]] == [True, True]


def test_a_neighbour_that_moves_with_it_is_asked_where_it_will_be(city, run):
    wider, narrower = square(-30, -34, 0.013), square(-30 + 0.013, -34, 0.007)
    assert all("cambia" in line for line in run([("Abasto", wider), ("Centro", narrower)]))


def test_a_neighbour_that_is_refused_stays_where_it_is(city, run):
    lines = run([("Abasto", square(-30, -34, 0.013)), ("Centro", square(-30, -34.05, 0.02))])
    assert all("rechazado" in line for line in lines)
    assert "«Centro»" in lines[0]


def test_a_sliver_is_no_doubt(city, run):
    assert "cambia" in run([("Abasto", square(-30, -34, 0.0102))])[0]


def test_what_was_on_top_before_may_stay_so(city, run):
    Boundary.objects.filter(neighbourhood=city[0]).delete()
    bounded(city[0], square(-30, -34, 0.014))
    assert "cambia" in run([("Abasto", square(-30, -34, 0.0139))])[0]


def test_what_is_confirmed_is_stored_and_said(city, run):
    line = run([("Abasto", square(-30, -34, 0.013))], "--confirm")[0]
    assert line.startswith("1: cambia: Abasto (se encima con «Centro»")
    assert Boundary.objects.filter(neighbourhood=city[0]).count() == 2


def test_the_first_boundaries_of_a_city_are_taken(run):
    district()
    lines = run([("Uno", square(5, 5)), ("Dos", square(5.01, 5))], "--create", "--district", "oeste")
    assert all("barrio nuevo" in line for line in lines)
