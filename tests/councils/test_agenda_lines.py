"""Points as people paste them: what a line says of its minutes, of who reads it, and of what it is a part of."""

import pytest
from django.core.exceptions import ValidationError

from portal.councils.agenda_lines import MOST_LINES, AgendaLine, AgendaLinesField, read_agenda_lines


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("  El   riego ", AgendaLine("El riego")),
        ("La plaza 20 min", AgendaLine("La plaza", 20)),
        ("La plaza, 20 min.", AgendaLine("La plaza", 20)),
        ("La plaza – 20 minutos", AgendaLine("La plaza", 20)),
        ("La plaza (20)", AgendaLine("La plaza", 20)),
        ("La plaza (20 min)", AgendaLine("La plaza", 20)),
        ("The square, 5 minutes", AgendaLine("The square", 5)),
        ("La plaza 15'", AgendaLine("La plaza", 15)),
        ("Sueldos (interno)", AgendaLine("Sueldos", None, True)),
        ("Interno: sueldos", AgendaLine("sueldos", None, True)),
        ("Salaires [interne] (10)", AgendaLine("Salaires", 10, True)),
        ("Sueldos 10 min (interno)", AgendaLine("Sueldos", 10, True)),
        ("1. La plaza", AgendaLine("La plaza")),
        ("2) La plaza", AgendaLine("La plaza")),
        ("• La plaza", AgendaLine("La plaza")),
        # what only looks like one
        ("Presupuesto 2026", AgendaLine("Presupuesto 2026")),
        ("Ordenanza 9812 (2019)", AgendaLine("Ordenanza 9812 (2019)")),
        ("24 de noviembre: balance", AgendaLine("24 de noviembre: balance")),
        ("1.5 km de bicisenda", AgendaLine("1.5 km de bicisenda")),
        ("Reglamento interno", AgendaLine("Reglamento interno")),
        ("Línea 120", AgendaLine("Línea 120")),
        ("20 min", AgendaLine("20 min")),
        ("(interno)", AgendaLine("(interno)")),
        ("-", AgendaLine("-")),
    ],
)
def test_a_line_is_read(line, read):
    assert list(read_agenda_lines(line)) == [read]


def test_empty_lines_are_none_and_parts_belong_to_the_point_above():
    text = "1. La plaza (40)\r\n1.1 Proyecto A\n\n1.2 Proyecto B 10 min\n2. Sueldos (interno)\n2.1 Sumario\n2.1.\n3. Varios"
    assert list(read_agenda_lines(text)) == [
        AgendaLine("La plaza", 40),
        AgendaLine("Proyecto A", is_sub=True),
        AgendaLine("Proyecto B", 10, is_sub=True),
        AgendaLine("Sueldos", is_internal=True),
        AgendaLine("Sumario", is_internal=True, is_sub=True),
        AgendaLine("2.1."),
        AgendaLine("Varios"),
    ]


def test_a_point_too_long_and_an_endless_agenda_are_refused():
    field = AgendaLinesField()
    assert field.clean(None) == []
    assert field.clean("x" * 200 + " 20 min") == [AgendaLine("x" * 200, 20)]
    with pytest.raises(ValidationError, match="como mucho 200 letras: «xxx"):
        field.clean("Bien\n" + "x" * 201)
    with pytest.raises(ValidationError, match=f"Son {MOST_LINES + 1} puntos"):
        field.clean("Punto\n" * (MOST_LINES + 1))
