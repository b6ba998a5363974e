"""The import: what is mended, which place is meant, what is stored with which dates, and nothing twice."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from shapely.geometry import shape
from wagtail.models import ModelLogEntry

from portal.territory.boundaries.geometry import sound
from portal.territory.boundaries.storing import store_plan
from portal.territory.models import Boundary, Neighbourhood, PostalCode
from tests.factories import district_page

from . import broken
from .places import bounded, district, neighbourhood, square

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases("boundaries follow one another under a lock"),
]
TODAY = timezone.localdate


@pytest.fixture
def run(tmp_path):
    """Return a function that imports features [(properties, geometry)] and returns the report's lines without heading."""

    def importing(*features, options=()):
        items = [{"type": "Feature", "properties": said, "geometry": geometry} for said, geometry in features]
        file, out = tmp_path / "barrios.geojson", StringIO()
        file.write_bytes(broken.collection(items))
        try:
            call_command("import_boundaries", str(file), *options, stdout=out)
        except CommandError as error:
            if "rechazado: " not in str(error):
                raise
        lines = out.getvalue().splitlines()[1:]
        return [line for line in lines if line[0].isdigit() and ": " in line and "elemento" not in line[:14]]

    return importing


def test_a_boundary_is_stored_with_its_box_source_and_first_day(run):
    place = neighbourhood("echesortu", district())
    options = ("--source", "Catastro", "--licence", "CC BY 4.0", "--valid-from", "2025-03-01")
    assert run(({"nombre": "ECHESORTU"}, square(0, 0)), options=options) == ["1: límite nuevo: Echesortu"]
    boundary = place.boundaries.get()
    assert (boundary.west, boundary.south, boundary.east, boundary.north) == (0, 0, 0.01, 0.01)
    assert (boundary.source, boundary.licence, boundary.valid_from) == ("Catastro", "CC BY 4.0", date(2025, 3, 1))
    assert boundary.valid_to is None
    assert ModelLogEntry.objects.get(action="territory.boundary").object_id == str(place.pk)


def test_a_second_time_nothing_is_written(run, django_assert_max_num_queries):
    neighbourhood("echesortu", district())
    run(({"nombre": "Echesortu"}, square(0, 0)))
    before = list(Boundary.objects.values())
    turned = {"type": "Polygon", "coordinates": [[[0.01, 0.01], [0, 0.01], [0, 0], [0.01, 0], [0.01, 0.01]]]}
    with django_assert_max_num_queries(5):
        assert run(({"nombre": "Echesortu"}, turned)) == ["1: sin cambios: Echesortu"]
    assert list(Boundary.objects.values()) == before


def test_the_earlier_boundary_keeps_its_days(run):
    place = neighbourhood("echesortu", district())
    bounded(place, square(0, 0), valid_from=date(2020, 1, 1), source="Plano de 2020")
    lines = run(({"nombre": "Echesortu"}, square(0, 0, 0.02)), options=("--valid-from", "2025-03-01"))
    assert lines == ["1: cambia: Echesortu (cambia el 300 % de su superficie)"]
    now, before = place.boundaries.all()
    assert (before.valid_from, before.valid_to, before.source) == (date(2020, 1, 1), date(2025, 2, 28), "Plano de 2020")
    assert (now.valid_from, now.valid_to, now.source) == (date(2025, 3, 1), None, "")


def test_a_correction_of_the_same_day_replaces(run):
    place = neighbourhood("echesortu", district())
    run(({"nombre": "Echesortu"}, square(0, 0)), options=("--source", "A"))
    run(({"nombre": "Echesortu"}, square(0, 0, 0.02)), options=("--source", "B"))
    boundary = place.boundaries.get()
    assert (boundary.east, boundary.source, boundary.valid_from) == (0.02, "B", TODAY())


def test_an_older_boundary_than_the_stored_is_refused(run):
    place = neighbourhood("echesortu", district())
    bounded(place, square(0, 0), valid_from=date(2025, 3, 1))
    lines = run(({"nombre": "Echesortu"}, square(0, 0, 0.02)), options=("--valid-from", "2024-01-01"))
    assert "ya tiene un límite más nuevo, que vale desde el 2025-03-01" in lines[0]
    assert place.boundaries.get().east == 0.01


def test_a_day_that_has_not_come_is_refused(tmp_path):
    file = tmp_path / "a.geojson"
    file.write_bytes(broken.geojson(square(0, 0)))
    with pytest.raises(CommandError, match="no puede estar en el futuro"):
        call_command("import_boundaries", str(file), "--valid-from", (TODAY() + timedelta(days=1)).isoformat())


def test_a_new_source_of_the_same_shape_is_noted(run):
    place = neighbourhood("echesortu", district())
    run(({"nombre": "Echesortu"}, square(0, 0)), options=("--valid-from", "2025-03-01"))
    lines = run(({"nombre": "Echesortu"}, square(0, 0)), options=("--source", "Catastro", "--licence", "CC0"))
    assert lines == ["1: cambia: Echesortu (cambia la fuente; cambia la licencia)"]
    boundary = place.boundaries.get()
    assert (boundary.source, boundary.valid_from) == ("Catastro", date(2025, 3, 1))


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path, django_assert_max_num_queries):
    district()
    file, outs = tmp_path / "a.geojson", []
    file.write_bytes(broken.geojson(square(0, 0), square(1, 1)))
    for options in (("--dry-run",), ()):
        out = StringIO()
        call_command("import_boundaries", str(file), "--create", "--district", "oeste", *options, stdout=out)
        outs.append(out.getvalue().splitlines())
        if options:
            assert (Neighbourhood.objects.count(), Boundary.objects.count()) == (0, 0)
    assert outs[0][:3] == outs[1][:3]
    assert outs[0][3] == "Fue una prueba: no se guardó nada."
    assert Boundary.objects.count() == 2


REPAIRS = {
    "open": ([[0, 0], [1, 0], [1, 1]], "se cerró un contorno"),
    "clockwise": ([[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]], "se giró el sentido de un contorno"),
    "doubled": ([[0, 0], [1, 0], [1, 0], [1, 1], [0, 0]], "se quitaron puntos repetidos"),
    "high": ([[0, 0, 25], [1, 0, 25], [1, 1, 25], [0, 0, 25]], "se quitó la altura"),
    "bow-tie": ([[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]], "el contorno se cruzaba consigo mismo"),
}


@pytest.mark.parametrize(("ring", "words"), REPAIRS.values(), ids=REPAIRS)
def test_what_can_be_mended_is_mended_and_told(run, ring, words):
    place = neighbourhood("echesortu", district())
    lines = run(({"nombre": "Echesortu"}, broken.polygon(ring)))
    assert lines[0].startswith("1: límite nuevo: Echesortu (reparado: ")
    assert words in lines[0]
    assert shape(place.boundaries.get().geometry).is_valid
    assert sound(place.boundaries.get().geometry).repairs == []


def test_a_part_of_two_points_is_left_out():
    whole = square(0, 0)["coordinates"]
    found = sound({"type": "MultiPolygon", "coordinates": [*whole, [[[5, 5], [6, 6], [5, 5]]]]})
    assert found.repairs == ["se quitó un contorno de menos de tres puntos"]
    assert len(found.geometry["coordinates"]) == 1


def test_a_hole_outside_is_mended():
    rings = [square(0, 0)["coordinates"][0][0], square(5, 5)["coordinates"][0][0][::-1]]
    found = sound({"type": "Polygon", "coordinates": rings})
    assert found.repairs == ["un hueco quedaba fuera o dentro de otro"]
    assert found.shape.is_valid


def test_coordinates_are_kept_to_six_digits():
    geometry = sound(square(-60.123456789, -32.987654321)).geometry
    assert geometry["coordinates"][0][0][0] == [-60.123457, -32.987654]


def test_by_code_before_by_name(run):
    west = district()
    one, other = neighbourhood("n1", west, name="Abasto"), neighbourhood("n2", west, name="Echesortu")
    lines = run(({"codigo": "N2", "nombre": "Abasto"}, square(0, 0)))
    assert lines == ["1: límite nuevo: Echesortu (en el archivo se llama «Abasto»)"]
    assert (one.boundaries.count(), other.boundaries.count()) == (0, 1)


def test_by_name_within_the_district_of_the_file(run):
    places = [neighbourhood(f"centro-{code}", district(code), name="Centro") for code in ("norte", "sur")]
    lines = run(({"nombre": "céntro", "distrito": "SUR"}, square(0, 0)), ({"nombre": "Centro"}, square(1, 1)))
    assert lines[0] == "1: límite nuevo: Centro"
    assert "hay 2 barrios que se llaman «Centro»" in lines[1]
    assert [place.boundaries.count() for place in places] == [0, 1]


@pytest.mark.parametrize(
    ("said", "options", "words"),
    [
        ({"nombre": "Abasto"}, (), "no hay un barrio «Abasto», y no se pidió crear los que faltan"),
        ({"nombre": "Abasto"}, ("--create",), "no dice en qué distrito está"),
        ({"nombre": "Abasto", "distrito": "Este"}, ("--create",), "no hay un distrito «Este»"),
        ({"nombre": "Echesortu", "codigo": "echesortu", "distrito": "Sur"}, (), "está en el distrito Oeste"),
        ({"nombre": None, "codigo": True, "distrito": "Sur"}, ("--create",), "no dice de qué lugar es"),
        ({"nombre": "", "codigo": "n9", "distrito": "Sur"}, ("--create",), "no tiene nombre"),
        ({"nombre": "Viejo"}, (), "el distrito Viejo está cerrado"),
    ],
)
def test_a_place_that_is_not_meant_clearly(run, said, options, words):
    neighbourhood("echesortu", district())
    district("sur")
    neighbourhood("viejo", district("old", name="Viejo", active=False))
    lines = run((said, square(0, 0)), options=options)
    assert lines[0].startswith("1: rechazado")
    assert words in lines[0]
    assert (Boundary.objects.count(), Neighbourhood.objects.count()) == (0, 2)


def test_new_neighbourhoods_get_codes_that_no_other_has(run):
    west, south = district(), district("sur")
    neighbourhood("la-bajada", south, name="La Bajada")
    features = [({"nombre": "La Bajada", "tipo": "unidad HABITACIONAL"}, square(n, 0)) for n in (0, 1)]
    lines = run(*features, options=("--create", "--district", "oeste"))
    assert all("los elementos 1, 2 son del mismo lugar" in line for line in lines)
    lines = run(features[0], options=("--create", "--district", "oeste"))
    assert lines == ["1: barrio nuevo: La Bajada"]
    assert west.neighbourhoods.values_list("code", "kind").get() == ("la-bajada-2", "housing-estate")


def test_features_of_one_place_are_joined_when_asked(run):
    place = neighbourhood("echesortu", district())
    features = [({"nombre": "Echesortu", "cp": f"200{n}"}, square(n, 0)) for n in (0, 1)]
    told = "1: límite nuevo: Echesortu (se unen los elementos 1, 2; código postal: 2000, 2001)"
    assert run(*features, options=("--join",)) == [told]
    assert len(place.boundaries.get().geometry["coordinates"]) == 2


def test_postal_codes_are_added_and_none_is_taken_away(run):
    place = neighbourhood("echesortu", district())
    PostalCode.objects.create(neighbourhood=place, code="2000")
    feature = ({"nombre": "Echesortu", "cp": ["2000", 2001, "2001"]}, square(0, 0))
    assert run(feature) == ["1: límite nuevo: Echesortu (código postal: 2001)"]
    assert run(feature) == ["1: sin cambios: Echesortu"]
    assert list(place.postal_codes.values_list("code", flat=True)) == ["2000", "2001"]


def test_a_chosen_property_that_is_not_there_is_named_with_those_that_are(tmp_path):
    file = tmp_path / "a.geojson"
    file.write_bytes(broken.geojson(square(0, 0)))
    with pytest.raises(CommandError, match=r"no tiene la propiedad «barrio» .nombre.* Tiene: nombre"):
        call_command("import_boundaries", str(file), "--map", "name=barrio")
    with pytest.raises(CommandError, match=r"CAMPO=PROPIEDAD. Los campos son code, name"):
        call_command("import_boundaries", str(file), "--map", "street=barrio")
    with pytest.raises(CommandError, match="no hay un distrito «nowhere»"):
        call_command("import_boundaries", str(file), "--district", "nowhere")


def test_each_feature_is_stored_whole_or_not_at_all(run, monkeypatch):
    """A place that somebody else bounded anew between the plan and the import is refused, the next one is stored."""
    west = district()
    first, second = neighbourhood("a", west, name="Abasto"), neighbourhood("b", west, name="Bella Vista")

    def late(steps, options):
        bounded(first, square(9, 9), valid_from=TODAY() + timedelta(days=1))
        return store_plan(steps, options)

    monkeypatch.setattr("portal.office.boundaries.carrying.store_plan", late)
    lines = run(({"nombre": "Abasto", "cp": "2000"}, square(0, 0)), ({"nombre": "Bella Vista"}, square(1, 0)))
    assert "rechazado: Abasto (ya tiene un límite más nuevo" in lines[0]
    assert lines[1] == "2: límite nuevo: Bella Vista"
    assert not PostalCode.objects.exists()
    assert (first.boundaries.get().west, second.boundaries.get().west) == (9, 1)


def test_as_many_questions_for_many_features_as_for_few(tmp_path, django_assert_max_num_queries):
    west = district()
    for number in range(130):
        neighbourhood(f"n{number}", west, name=f"Barrio {number}")
    items = [
        {"type": "Feature", "properties": {"nombre": f"Barrio {n}"}, "geometry": square(n * 0.01, 0)}
        for n in range(130)
    ]
    file = tmp_path / "a.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": items}))
    with django_assert_max_num_queries(6):
        call_command("import_boundaries", str(file), "--dry-run", stdout=StringIO())


def test_search_is_written_once_for_many_new_neighbourhoods(tmp_path, monkeypatch):
    written = []
    monkeypatch.setattr("portal.core.indexing.write_pages", lambda keys: written.append(set(keys)))
    page = district_page()
    written.clear()
    file = tmp_path / "a.geojson"
    file.write_bytes(broken.geojson(*(square(n, 0) for n in range(20))))
    call_command("import_boundaries", str(file), "--create", "--district", "oeste", stdout=StringIO())
    assert page.record.neighbourhoods.count() == 20
    assert written == [{page.pk}]
