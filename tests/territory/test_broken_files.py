"""Wrong files: a clear message each, never a traceback, and nothing changed."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from portal.territory.boundaries.reading import LIMIT
from portal.territory.models import Boundary, Neighbourhood
from tests.sharing import made_once

from . import broken
from .places import bounded, district, neighbourhood, square

pytestmark = pytest.mark.django_db


@made_once
def stored():
    """Echesortu with a boundary, which no wrong file may change; returns how everything is stored."""
    bounded(neighbourhood("echesortu", district()), square(3, 3))
    return everything()


def everything():
    """Return all that an import could change."""
    return list(Boundary.objects.values()), list(Neighbourhood.objects.values())


def refusal(tmp_path, content, *options):
    """Return (report, words of the error) of importing a file with this content (bytes)."""
    file = tmp_path / "barrios.geojson"
    file.write_bytes(content)
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("import_boundaries", str(file), *options, stdout=out)
    return out.getvalue(), str(error.value)


@pytest.mark.parametrize(("content", "words"), broken.FILES.values(), ids=broken.FILES)
def test_a_file_that_is_refused(tmp_path, stored, content, words):
    _report, said = refusal(tmp_path, content, "--create", "--district", "oeste")
    assert words in said
    assert len(said) < 300
    assert everything() == stored


@pytest.mark.parametrize(("geometry", "words"), broken.GEOMETRIES.values(), ids=broken.GEOMETRIES)
def test_a_geometry_that_is_refused(tmp_path, stored, geometry, words):
    report, said = refusal(tmp_path, broken.geojson(geometry), "--create", "--district", "oeste")
    line = report.splitlines()[1]
    assert line.startswith("1: rechazado: Echesortu (")
    assert words in line
    assert len(line) < 300
    assert "rechazado: 1" in said
    assert everything() == stored


def test_a_file_of_sixty_megabytes_is_not_read(tmp_path, stored):
    file = tmp_path / "huge.geojson"
    with file.open("wb") as huge:
        huge.truncate(60 * (1 << 20))
    with pytest.raises(CommandError, match="pesa más de 20 MB"):
        call_command("import_boundaries", str(file))
    assert file.stat().st_size > LIMIT
    assert everything() == stored


@pytest.mark.parametrize("name", ["nowhere.geojson", "."])
def test_a_file_that_cannot_be_opened(tmp_path, name):
    with pytest.raises(CommandError, match="no se puede abrir"):
        call_command("import_boundaries", str(tmp_path / name))


def test_what_is_no_feature_is_refused_and_the_others_are_taken(tmp_path, stored):
    good = {"type": "Feature", "properties": {"nombre": "Abasto"}, "geometry": square(3.02, 3)}
    content = broken.collection([None, 7, "x", [], {"type": "Point"}, {**good, "properties": [1]}, good])
    report, said = refusal(tmp_path, content, "--create", "--district", "oeste")
    lines = report.splitlines()[1:]
    assert ["no es un elemento" in line for line in lines] == [True] * 5 + [False] * 2
    assert "no dice de qué lugar es (nombre: nombre)" in lines[5]
    assert lines[6] == "7: barrio nuevo: Abasto"
    assert "rechazado: 6" in said
    assert Neighbourhood.objects.filter(name="Abasto").exists()


def test_words_that_no_database_takes(tmp_path, stored):
    content = broken.geojson(broken.polygon(*broken.SQUARE)).replace(
        b"Echesortu", b"Ab\\u0000asto\\ud800\\n" + b"x" * 9000
    )
    report, _said = (tmp_path / "odd.geojson", "")
    report.write_bytes(content)
    call_command("import_boundaries", str(report), "--create", "--confirm", "--district", "oeste", stdout=StringIO())
    made = Neighbourhood.objects.exclude(code="echesortu").get()
    assert made.name.startswith("Ab asto x")
    assert len(made.name) <= 120


def test_the_reader_is_answered_in_her_language(tmp_path):
    with override("en"):
        _report, said = refusal(tmp_path, b"")
    assert "is empty" in said
