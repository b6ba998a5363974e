"""What looks personal is seen; what only looks like it is left alone; the text comes out unchanged and escaped."""

import pytest

from portal.submissions.personal_marks import personal_marks

PERSONAL = [
    "ana.perez+barrio@correo.example.org",
    "341 555-1234",
    "(0341) 555-1234",
    "+54 9 341 5551234",
    "+52 55 5555 1234",
    "12.345.678",
    "DNI 12345678",
    "20-12345678-9",
    "123.456.789-09",
    "PEGJ850101HDFRRN09",
    "AB 123 CD",
    "ABC 123",
    "BRA2E19",
]
HARMLESS = [
    "Reunión el 12/05/2026 a las 19:30",
    "Entre 2024 y 2026",
    "2024-2026",
    "Mitre 1234",
    "Costó 1.500 pesos",
    "Son 36 barrios y 130 sesiones",
    "Ley 27.275",
    "EXP-0001",
]


@pytest.mark.parametrize("text", PERSONAL)
def test_personal_data_are_marked_whole(text):
    assert [mark.text for mark in personal_marks(f"Escriban a {text}, gracias")] == [text]


@pytest.mark.parametrize("text", HARMLESS)
def test_days_numbers_and_addresses_of_streets_are_not(text):
    assert personal_marks(text) == []
