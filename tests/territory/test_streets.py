"""An address leads to its neighbourhood, however it is typed; the city's table of streets is read with a clear report."""

import pytest
from django.core.management import CommandError, call_command

from portal.territory.models import StreetSegment
from portal.territory.streets.addresses import find_streets, street_key
from portal.territory.streets.table import StreetTableRefusal, read_street_table, store_street_table
from tests import factories
from tests.sharing import made_once

pytestmark = pytest.mark.django_db
HEAD = "street,from,to,neighbourhood\n"
TABLE = """Av. General San Martín,1,399,centro
Av. General San Martín,400,,oeste
Calle Mitre,,,centro
Calle 9 de Julio,100,900,oeste
Plaza 25 de Mayo,,,centro
Pasaje Ñandú,,,Barrio Óeste
"""


@made_once
def places():
    west = factories.district_page()
    found = {code: factories.neighbourhood(west, name, code) for code, name in NAMES.items()}
    store_street_table(read_street_table((HEAD + TABLE).encode()))
    return found


NAMES = {"centro": "Centro", "oeste": "Barrio Oeste"}


def found(places, text):
    """Return {code of a neighbourhood} that an address leads to, and the StreetFinding."""
    answer = find_streets(text, [places["centro"].district_id])
    return {segment.neighbourhood.code for segment in answer.segments}, answer


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("san martin 450", {"oeste"}),
        ("Av. San Martín al 400", {"oeste"}),
        ("AVENIDA GRAL. SAN MARTIN Nº 399", {"centro"}),
        ("san martín 12, 3º B", {"centro"}),
        ("san martin 99999", {"oeste"}),
        ("San Martín", {"centro", "oeste"}),
        ("martin 450", {"oeste"}),
        ("calle gral. san martín y Mitre", {"centro", "oeste"}),
        ("mitre y san martin", {"centro"}),
        ("9 de julio 200", {"oeste"}),
        ("9 de julio", {"oeste"}),
        ("plaza 25 de mayo", {"centro"}),
        ("nandu 77", {"oeste"}),
        ("Boulevard Mitre 10", {"centro"}),
        ("200", set()),
        ("a", set()),
        ("xyzzy 3", set()),
        ("", set()),
        (",", set()),
        ("y", set()),
        ("9" * 400, set()),
        ("xyz " * 100, set()),
    ],
)
def test_an_address_as_people_type_it(places, text, codes):
    assert found(places, text)[0] == codes


@pytest.mark.parametrize(
    ("text", "code"),
    [("san matrin 450", "oeste"), ("sanmartin 20", "centro"), ("mitra", "centro"), ("9 de jlio", "oeste")],
)
def test_a_slip_of_the_finger_is_forgiven_and_said(places, text, code):
    codes, answer = found(places, text)
    assert code in codes
    assert answer.similar


def test_a_number_that_no_stretch_has_leads_to_the_whole_street(places):
    codes, answer = found(places, "9 de julio 5000")
    assert codes == {"oeste"}
    assert answer.is_outside


def test_two_queries_at_most(places, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        find_streets("san matrin 450", [places["centro"].district_id])


def test_streets_of_other_districts_are_not_found(places):
    assert find_streets("mitre", [0]).segments == []


def test_the_finder_says_the_stretch_and_what_it_does_not_know(client, places):
    html = client.get("/es/distritos/", {"q": "san martin 450"}).content.decode()
    assert "1 barrio para «san martin 450»" in html
    assert "Av. General San Martín, desde el 400" in html
    html = client.get("/es/distritos/", {"q": "9 de julio 5000"}).content.decode()
    assert "No sabemos dónde queda el 5000 de esa calle" in html
    html = client.get("/es/distritos/", {"q": "san matrin 450"}).content.decode()
    assert "Esto se escribe casi igual" in html
    html = client.get("/es/distritos/", {"q": "xyzzy 450"}).content.decode()
    assert "Prueba con la calle sola, sin el número" in html


def test_a_city_without_a_table_promises_no_streets(client):
    factories.district_page()
    for path in ("/es/", "/es/distritos/"):
        html = client.get(path).content.decode()
        assert "Barrio o código postal" in html
        assert "Calle y número" not in html


def test_a_city_with_one_does(client, places):
    for path in ("/es/", "/es/distritos/"):
        assert "Calle y número, barrio o código postal" in client.get(path).content.decode()


def test_names_are_kept_without_what_does_not_tell_them_apart():
    assert street_key("Av. Gral. José de San Martín") == "general jose san martin"
    assert street_key("Calle de los Plátanos") == street_key("platanos") == "platanos"
    assert street_key("Calle 27") == "27"
    assert len(street_key("Gral. " + "x" * 154)) <= 160


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (",1,2,centro", "falta el nombre de la calle"),
        ("Mitre,1,2,norte", "no conocemos el barrio «norte»"),
        ("Mitre,1,2,", "no conocemos el barrio «»"),
        ("Mitre,5a,9,centro", "cifras solas"),
        ("Mitre,900,100,centro", "termina (100) antes de empezar (900)"),
        ("Mitre,1,9999999,centro", "cifras solas"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_stored(places, tmp_path, capsys, line, said):
    file = tmp_path / "streets.csv"
    file.write_text(f"{HEAD}Rivadavia,,,centro\n{line}\n")
    before = StreetSegment.objects.count()
    with pytest.raises(CommandError, match="No se guardó nada"):
        call_command("import_streets", str(file))
    assert f"{file}:3: {said}" in capsys.readouterr().out or said in read_street_table(file.read_bytes()).faults[0][1]
    assert StreetSegment.objects.count() == before
    call_command("import_streets", str(file), "--skip-faults")
    assert list(StreetSegment.objects.values_list("name", flat=True)) == ["Rivadavia"]
    assert "1 línea quedó afuera" in capsys.readouterr().out


def test_a_trial_stores_nothing_and_a_file_takes_the_place_of_the_one_before(places, tmp_path, capsys):
    file = tmp_path / "calles.csv"
    file.write_bytes("\ufeffCalle;Desde;Hasta;Barrio\r\nRivadavia;1;;Céntro\r\nRivadavia;1;;centro\r\n;;;\r\n".encode())
    call_command("import_streets", str(file), "--dry-run")
    assert StreetSegment.objects.count() == 6
    call_command("import_streets", str(file))
    segment = StreetSegment.objects.get()
    assert (segment.first, segment.neighbourhood.code) == (1, "centro")
    assert "1 tramo, 1 calle, 1 barrio. Reemplazan a los 6 tramos que había." in capsys.readouterr().out


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"street,from,to\nMitre,1,2\n", HEAD.encode(), b"\x00\x01", b'street;from\n"' * 3]
)
def test_a_file_that_is_no_such_table_is_refused(places, content):
    with pytest.raises(StreetTableRefusal):
        read_street_table(content)


def test_an_older_spreadsheet_is_read(places):
    table = read_street_table("street,from,to,neighbourhood\nPeñón,,,centro\n".encode("cp1252"))
    assert table.segments[0].name == "Peñón"


def test_two_neighbourhoods_of_one_name_want_their_code(places):
    factories.neighbourhood(factories.district_page("Sur", "sur"), "Centro", "centro-sur")
    table = read_street_table(f"{HEAD}Mitre,,,CENTRO\nMitre,,,centro-sur\n".encode())
    assert "varios barrios «CENTRO»" in table.faults[0][1]
    assert len(table.segments) == 1


def test_no_file_is_a_sentence(places):
    with pytest.raises(CommandError, match="nowhere"):
        call_command("import_streets", "nowhere.csv")
