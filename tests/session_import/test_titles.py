"""What a title says of whether its meeting takes place, in calendars and tables; what a link to join leaves behind."""

import pytest

from .test_table import read, table
from .test_vevent import one


@pytest.mark.parametrize(
    ("title", "plain", "reason"),
    [
        ("POSPUESTA: Mesa de agua", "Mesa de agua", "todavía no sabemos"), ("Mesa – aplazada", "Mesa", "todavía no sabemos"),
        ("Reportée : Mesa", "Mesa", "todavía no sabemos"), ("[Postponed] Mesa", "Mesa", "todavía no sabemos"),
        ("SUSPENDIDA Mesa de agua", "Mesa de agua", "cancelada"), ("*** CANCELADA *** Mesa", "Mesa", "cancelada"),
        ("Mesa, suspendida", "Mesa", "cancelada"), ("No se hace: Mesa", "Mesa", "cancelada"),
        ("Mesa (suspendida por lluvia)", "Mesa", "Suspendida por lluvia"), ("CANCELADA", "", "cancelada"),
    ],
)  # fmt: skip
def test_a_title_that_says_that_it_is_off_or_later(title, plain, reason):
    found = one(f"SUMMARY:{title}")
    assert (found.title, found.cancelled) == (plain, True)
    assert reason in found.reason
    assert len(found.notes) == 1


@pytest.mark.parametrize(
    "title",
    [
        "Reporte: obras de la plaza", "Obras suspendidas", "Las obras suspendidas: qué pasa",
        "Cancelación de deudas: reunión", "SUSPENDIDA LA OBRA: REUNIÓN", "Diferido: la sesión en la radio",
        "Línea 5 (cancelada en 2019) y otras", "Presupuesto: cancelada la licitación",
    ],
)  # fmt: skip
def test_a_title_about_something_that_is_off_is_a_title(title):
    found = one(f"SUMMARY:{title}")
    assert (found.title, found.cancelled, found.notes) == (title, False, [])


def test_a_table_says_it_in_its_title_too_and_stays_the_same_meeting():
    (before,) = read(table("2026-12-01;Mesa de agua", head="Fecha;Título"))
    (after,) = read(table("2026-12-01;SUSPENDIDA: Mesa de agua", head="Fecha;Título"))
    assert (after.title, after.cancelled, after.key) == ("Mesa de agua", True, before.key)


def test_a_link_to_join_in_the_text_of_a_table_is_held_back():
    (found,) = read(table("2026-12-01;Club;Entrar: https://us02web.zoom.us/j/1?pwd=x", head="Fecha;Lugar;Descripción"))
    assert (found.modality, found.place, found.online_url) == ("hybrid", "Club", "https://us02web.zoom.us/j/1?pwd=x")
    assert "zoom" not in found.text


@pytest.mark.parametrize(
    "code",
    [
        "Passcode: 1234",
        "Meeting ID: 812 3456 7890",
        "Código de acceso: 999",
        "Mot de passe : 12",
        "Senha de acesso: 9",
        "PIN 12#",
    ],
)
def test_the_word_that_opens_a_link_is_not_in_the_text(code):
    found = one(
        rf"DESCRIPTION:Traer agua.\nhttps://us02web.zoom.us/j/1\n{code}\nClave del éxito: venir a tiempo y con ganas"
    )
    assert found.text == "<p>Traer agua.</p><p>Clave del éxito: venir a tiempo y con ganas</p>"
    assert code in one(rf"DESCRIPTION:Traer agua.\n{code}").text


@pytest.mark.parametrize(
    "address", ["https://maps.app.goo.gl/x1", "https://www.google.com.ar/maps/place/x", "https://osm.org/go/x"]
)
def test_a_map_is_no_way_to_join(address):
    found = one(f"LOCATION:Club San Miguel {address}")
    assert (found.modality, found.place, found.online_url) == ("", "Club San Miguel", "")
    assert found.links == [("map", address)]
    assert one(f"LOCATION:{address}").modality == ""
