"""The river and the main streets of the city's map: read with a clear report, drawn beneath the names, said in words."""

import json

import pytest
from django.core.management import CommandError, call_command

from portal.demonstration.files import DATA
from portal.territory.boundaries.drawing import drawing
from portal.territory.lines.file import MapLineRefusal, read_map_lines, store_map_lines
from portal.territory.models import MapLine
from tests import factories

SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}


def feature(name="Río Nuevo", kind="river", points=((0, 0.5), (1, 0.5)), geometry="LineString"):
    """Return a GeoJSON feature of a line."""
    shape = {"type": geometry, "coordinates": [list(point) for point in points]}
    return {"type": "Feature", "properties": {"name": name, "kind": kind}, "geometry": shape}


def content(*features):
    """Return a file (bytes) of features."""
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def test_a_line_is_drawn_in_the_scale_of_the_shapes():
    drawn = drawing([(1, SQUARE)], 100, [("river", feature()["geometry"])])
    [line] = drawn.lines
    assert line.key == "river"
    assert line.d in ("M2 50L98 50", "M98 50L2 50")
    assert drawing([(1, SQUARE)], 100).shapes == drawn.shapes


def test_what_lies_elsewhere_is_cut_or_left_out():
    far = feature(points=((5, 5), (6, 6)))["geometry"]
    long = feature(points=((-50, 0.5), (50, 0.5)))["geometry"]
    drawn = drawing([(1, SQUARE)], 100, [("far", far), ("long", long)])
    assert [line.key for line in drawn.lines] == ["long"]
    assert all(0 <= int(number) <= drawn.width for number in drawn.lines[0].d[1:].replace("L", " ").split())


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        (feature(name=""), "nombre"),
        (feature(name="x" * 161), "nombre"),
        (feature(kind="lake"), "clase"),
        (feature(points=((0, 0),)), "línea"),
        (feature(points=((0, 0), (200, 0))), "línea"),
        (feature(points=((0, 0), (float("nan"), 0))), "línea"),
        (feature(points=((0, 0), (True, "1"))), "línea"),
        (feature(geometry="Polygon"), "línea"),
        (feature(geometry="MultiLineString"), "línea"),
        ({"properties": None, "geometry": None}, "nombre"),
        (7, "nombre"),
    ],
)
def test_what_is_wrong_is_said_of_each_line(wrong, word):
    found = read_map_lines(content(feature(), wrong))
    assert [line.name for line in found.lines] == ["Río Nuevo"]
    [(number, fault)] = found.faults
    assert number == 2
    assert word in fault


@pytest.mark.parametrize("file", [b"", b"{", b"[]", b'{"features": {}}', b'{"features": []}', b"[" * 100_000, b"\xff"])
def test_a_file_that_says_nothing_is_refused(file):
    with pytest.raises(MapLineRefusal):
        read_map_lines(file)
    with pytest.raises(MapLineRefusal, match="200"):
        read_map_lines(content(*[feature()] * 201))


@pytest.mark.django_db
def test_the_command_stores_all_or_nothing(tmp_path, capsys):
    good, bad = tmp_path / "good.geojson", tmp_path / "bad.geojson"
    good.write_bytes(content(feature(), feature("Av. Mayor", "street")))
    bad.write_bytes(content(feature("Otro"), feature(kind="x")))
    call_command("import_map_lines", str(good), "--dry-run")
    assert not MapLine.objects.exists()
    call_command("import_map_lines", str(good))
    with pytest.raises(CommandError, match="No se guardó"):
        call_command("import_map_lines", str(bad))
    with pytest.raises(CommandError):
        call_command("import_map_lines", str(tmp_path / "none"))
    assert [line.name for line in MapLine.objects.all()] == ["Río Nuevo", "Av. Mayor"]
    assert "2 líneas" in capsys.readouterr().out


@pytest.mark.django_db
def test_home_and_district_draw_them_and_say_their_names(client, django_capture_on_commit_callbacks):
    page = factories.district_page()
    factories.boundary(factories.neighbourhood(page, "Echesortu", "echesortu"), size=1.0)
    before = client.get("/es/").content.decode()
    assert "map__river" not in before
    with django_capture_on_commit_callbacks(execute=True):
        store_map_lines(read_map_lines(content(feature(), feature("Av. Mayor", "street", ((0.5, 0), (0.5, 1))))))
    for path in ("/es/", page.url, "/es/distritos/", f"{page.url}neighbourhoods/echesortu/"):
        html = client.get(path).content.decode()
        assert '<path class="map__river" d="M' in html, path
        assert '<path class="map__street" d="M' in html, path
        words = " ".join(html.split())
        assert "Río o arroyo: Río Nuevo" in words, path
        assert "Calle principal: Av. Mayor" in words, path


def test_the_demonstration_has_a_river_and_streets():
    found = read_map_lines((DATA / "territory/lines.geojson").read_bytes())
    assert not found.faults
    assert {line.kind for line in found.lines} == {"river", "street"}
