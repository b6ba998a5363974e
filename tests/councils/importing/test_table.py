"""Tables of meetings: how columns, dates and hours are read, and what is said of what cannot be."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from portal.core.import_report import Refusal
from portal.councils.importing.record import MeetingRecord, Note
from portal.councils.importing.table import read_clock, read_table

CITY = ZoneInfo("America/Argentina/Buenos_Aires")


def table(*rows, head="Date,Meeting,Agenda Link,Minutes Link", encoding="utf-8"):
    """Return a table (bytes) with these rows."""
    return "\n".join([head, *rows]).encode(encoding)


def read(data, **options):
    """Return the meetings of a table; fails on what is refused."""
    found = [one for one in read_table(data, **options) if not isinstance(one, Note)]
    assert all(isinstance(one, MeetingRecord) for one in found), found
    return found


def refusals(data, **options):
    """Return [(line, message)] of what a table says that cannot be."""
    return [(one.line, one.message) for one in read_table(data, **options) if isinstance(one, Refusal)]


def test_a_day_without_an_hour_lasts_all_day():
    (found,) = read(table("1993-02-04,Regular Board Meeting,http://a.example/1.pdf,"))
    assert (found.start, found.all_day, found.title) == (
        datetime(1993, 2, 4, tzinfo=CITY),
        True,
        "Regular Board Meeting",
    )
    assert found.links == [("agenda", "http://a.example/1.pdf")]
    assert found.key == "table/1993-02-04/regular-board-meeting"


def test_columns_are_known_in_spanish_with_semicolons_and_hours():
    data = table(
        "24/11/2026;La plaza;19:00;21:00;Club;Güemes 2;híbrida",
        head="Fecha;Título;Inicio;Fin;Lugar;Dirección;Modalidad",
    )
    (found,) = read(data)
    assert found.start == datetime(2026, 11, 24, 19, tzinfo=CITY)
    assert found.end == datetime(2026, 11, 24, 21, tzinfo=CITY)
    assert (found.place, found.address, found.modality) == ("Club", "Güemes 2", "hybrid")


def test_names_of_columns_can_be_told():
    (found,) = read(table("2026-11-24,Asunto", head="Cuando,Que"), mapping={"date": "Cuando", "title": "Que"})
    assert found.title == "Asunto"


def test_a_name_that_is_not_there_is_refused():
    with pytest.raises(Refusal, match="que"):
        list(read_table(table("2026-11-24,Asunto"), mapping={"title": "Que"}))


def test_columns_that_nobody_knows_are_named():
    notes = [one.message for one in read_table(table("2026-11-24,3", head="date,Sillas")) if isinstance(one, Note)]
    assert notes == ["no conozco estas columnas, y se dejaron: Sillas"]


def test_an_end_after_midnight_is_on_the_next_day():
    (found,) = read(table("2026-11-24,21:00,01:00", head="date,start,end"))
    assert found.end == datetime(2026, 11, 25, 1, tzinfo=CITY)


def test_the_month_may_come_first():
    (found,) = read(table("11/24/2026,x,,"), month_first=True)
    assert found.start == datetime(2026, 11, 24, tzinfo=CITY)


def test_several_addresses_in_one_cell_are_several_links():
    (found,) = read(table('2026-11-24,x,"http://a.example/1.pdf\nhttp://a.example/dos partes.pdf",'))
    assert found.links == [("agenda", "http://a.example/1.pdf"), ("agenda", "http://a.example/dos%20partes.pdf")]


def test_an_address_that_is_none_is_left_out_and_said():
    (found,) = read(table("2026-11-24,x,javascript:alert(1),"))
    assert found.links == []
    assert "javascript" in found.notes[0][1]


def test_two_meetings_of_one_day_and_title_have_their_own_keys():
    assert [record.key for record in read(table("2026-11-24,x,,", "2026-11-24,x,,"))] == [
        "table/2026-11-24/x", "table/2026-11-24/x/2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("mañana,x,,", "no es una fecha"),
        ("2026-02-30,x,,", "no es una fecha del calendario"),
        ("11/24/2026,x,,", "--month-first"),
        (",x,,", "no es una fecha"),
    ],
)
def test_a_date_that_is_none_is_refused_with_its_row(row, said):
    ((line, message),) = refusals(table("2026-11-24,bien,,", row))
    assert line == 3
    assert said in message


def test_an_hour_that_is_none_is_refused():
    assert refusals(table("2026-11-24,25:00", head="date,start"))[0][1] == "«25:00» no es una hora; se escribe 19:00"


def test_what_says_neither_that_it_is_off_nor_on_is_refused():
    assert "se canceló" in refusals(table("2026-11-24,quizás", head="date,estado"))[0][1]
    assert read(table("2026-11-24,Cancelada", head="date,estado"))[0].cancelled


def test_an_encoding_of_the_west_is_read_and_said():
    found = list(read_table(table("2026-11-24,Reunión,,", encoding="cp1252")))
    assert isinstance(found[0], Note)
    assert found[1].title == "Reunión"


@pytest.mark.parametrize(
    "data",
    [b"", b"a,b\n1,2\n", b"\x00\x01\x02", "Date,Meeting\n2026-11-24,Reunión".encode() + "\nReunión".encode("latin-1")],
)
def test_what_is_no_table_is_refused(data):
    with pytest.raises(Refusal):
        list(read_table(data))


def test_a_quotation_mark_that_does_not_close_names_its_row():
    with pytest.raises(Refusal, match="comillas"):
        list(read_table(table('2026-11-24,"x,,', "2026-11-25,y,,")))


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("19:00", "19:00"),
        ("7 PM", "19:00"),
        ("7:30 p.m.", "19:30"),
        ("19 h 30", "19:30"),
        ("19h", "19:00"),
        ("12 am", "00:00"),
    ],
)
def test_hours_as_people_write_them(text, clock):
    assert f"{read_clock(text):%H:%M}" == clock
