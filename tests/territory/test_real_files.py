"""The three real files: they import with their reasons, and a second time changes nothing. Skipped where they are not."""

import json
import re
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from shapely import make_valid
from shapely.geometry import shape

from portal.territory.boundaries.lookup import neighbourhood_at
from portal.territory.models import Boundary, Neighbourhood, NeighbourhoodKind, PostalCode

from .places import district

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "geo"
pytestmark = pytest.mark.django_db


def run(file, *options):
    """Return (lines of the report, the error's words or "") of an import of one of the real files."""
    if not (FOLDER / file).exists():
        pytest.skip(f"{file} is not here")
    out, fault = StringIO(), ""
    try:
        call_command("import_boundaries", str(FOLDER / file), *options, stdout=out)
    except CommandError as error:
        fault = str(error)
    return out.getvalue().splitlines(), fault


def fates(lines):
    """Return {word: how many lines} of a report."""
    found = (re.match(r"\d+: ([^:]+)", line) for line in lines)
    return Counter(match[1] for match in found if match)


def test_the_barrios_of_rosario_by_name():
    district("centro", name="Centro")
    lines, fault = run("barrios_rosario.geojson", "--create", "--district", "centro")
    assert fates(lines) == {"barrio nuevo": 44, "rechazado": 6}
    assert "rechazado: 6" in fault
    bella_vista = [line for line in lines if "Bella Vista" in line]
    assert len(bella_vista) == 2
    assert all("los elementos" in line and "son del mismo lugar" in line for line in bella_vista)
    again, _fault = run("barrios_rosario.geojson", "--create", "--district", "centro")
    assert fates(again) == {"sin cambios": 44, "rechazado": 6}
    assert Boundary.objects.count() == 44


def test_the_barrios_of_rosario_joined_by_name_or_told_apart_by_code():
    district("centro", name="Centro")
    lines, fault = run("barrios_rosario.geojson", "--create", "--join", "--district", "centro")
    assert (fates(lines), fault) == ({"barrio nuevo": 47}, "")
    assert len(Boundary.objects.get(neighbourhood__name="Parque Casado").geometry["coordinates"]) == 2
    Neighbourhood.objects.all().delete()
    codes = ("--map", "code=mslink,name=barrio", "--create", "--district", "centro")
    assert fates(run("barrios_rosario.geojson", *codes)[0]) == {"barrio nuevo": 50}
    assert fates(run("barrios_rosario.geojson", *codes)[0]) == {"sin cambios": 50}


def test_the_colonias_of_iztapalapa_with_their_postal_codes():
    district("iztapalapa", name="Iztapalapa")
    options = ("--create", "--source", "Correos de México")
    lines, fault = run("iztapalapa_cp_colonias.geojson", *options)
    assert [line for line in lines if "rechazado" in line] == []
    assert (fates(lines), fault) == ({"barrio nuevo": 117}, "")
    assert PostalCode.objects.count() == 117
    progresista = Neighbourhood.objects.get(postal_codes__code="09240")
    assert (progresista.name, progresista.code) == ("Progresista", "progresista")
    assert progresista.kind == NeighbourhoodKind.COLONIA
    assert sum("reparado" in line for line in lines) == 22
    assert fates(run("iztapalapa_cp_colonias.geojson", *options)[0]) == {"sin cambios": 117}
    assert Boundary.objects.count() == 117
    for feature in json.loads((FOLDER / "iztapalapa_cp_colonias.geojson").read_text())["features"][::10]:
        inside = make_valid(shape(feature["geometry"])).representative_point()
        assert neighbourhood_at(inside.x, inside.y).postal_codes.get().code == feature["properties"]["cp"]


def test_the_municipalities_of_mexico_city_as_districts():
    names = (
        *("Azcapotzalco", "Coyoacan", "Cuajimalpa de Morelos", "Gustavo A. Madero", "Iztacalco", "Iztapalapa"),
        *("La Magdalena Contreras", "Milpa Alta", "Álvaro Obregón", "Tláhuac", "Tlalpan", "Xochimilco"),
        *("Benito Juárez", "Cuauhtémoc", "Miguel Hidalgo"),
    )
    for number, name in enumerate(names):
        district(f"d{number}", name=name)
    lines, _fault = run("cdmx_alcaldias.geojson", "--kind", "district")
    assert fates(lines) == {"límite nuevo": 15, "rechazado": 1}
    assert any("Venustiano Carranza" in line and "ábrelo antes" in line for line in lines)
    assert fates(run("cdmx_alcaldias.geojson", "--kind", "district")[0]) == {"sin cambios": 15, "rechazado": 1}
