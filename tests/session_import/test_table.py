"""Tables of meetings: how columns, dates and hours are read, and what is said of what cannot be."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from portal.core.import_report import Refusal
from portal.session_import.days import read_clock, read_day_cell
from portal.session_import.record import MeetingRecord, Note
from portal.session_import.table import read_table

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
    assert notes == ["no conozco estas columnas, y quedaron afuera: Sillas"]


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
        (",x,,", "no dice qué día es"),
        ("46357123,x,,", "no es una fecha"),
        ('"lunes, 1 de diciembre de 2026",x,,', "otro día de la semana"),
    ],
)
def test_a_date_that_is_none_is_refused_with_its_row(row, said):
    ((line, message),) = refusals(table("2026-11-24,bien,,", row))
    assert line == 3
    assert said in message


def test_a_weekday_that_is_another_one_is_refused():
    assert "otro día de la semana" in refusals(table("lun 01/12/2026", head="Fecha"))[0][1]
    with pytest.raises(Refusal, match="el mes va primero"):
        read(table("vie 12/04/2026", "vie 04/13/2026", head="Fecha"))


def test_a_whole_day_in_the_column_of_the_hour():
    assert read(table("2026-12-01;Todo el día", head="Fecha;Hora"))[0].all_day


def test_an_hour_that_is_none_is_refused():
    assert refusals(table("2026-11-24,25:00", head="date,start"))[0][1] == "«25:00» no es una hora; se escribe 19:00"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("46357", "2026-12-01"), ("46357,7916666667", "2026-12-01"), ("01/12/26", "2026-12-01"), ("1.12.2026", "2026-12-01"),
        ("martes, 1 de diciembre de 2026", "2026-12-01"), ("1 dic 2026", "2026-12-01"), ("1-dic-26", "2026-12-01"),
        ("December 1, 2026", "2026-12-01"), ("Tue, Dec 1st 2026", "2026-12-01"), ("1er décembre 2026", "2026-12-01"),
        ("1º de dezembro de 2026", "2026-12-01"), ("terça-feira, 1 de dezembro de 2026", "2026-12-01"),
        ("mar 3 mar 2026", "2026-03-03"), ("2026-12-02T01:00:00Z", "2026-12-01"), ("2026 dic 1", "2026-12-01"),
        ("mar 01/12/26", "2026-12-01"), ("20261201", "2026-12-01"), ("1 de setiembre de 2026", "2026-09-01"),
        ("1 sep 2026", "2026-09-01"), ("martes 1.12.2026 19:00", "2026-12-01"),
    ],
)  # fmt: skip
def test_days_as_people_and_programs_write_them(text, day):
    assert f"{read_day_cell(text).day:%Y-%m-%d}" == day


@pytest.mark.parametrize(
    ("row", "begin", "end"),
    [
        ("01/12/2026;19:00 a 21:00", "2026-12-01 19:00", "2026-12-01 21:00"),
        ("01/12/2026;19 a 21 hs", "2026-12-01 19:00", "2026-12-01 21:00"),
        ("01/12/2026;de 19 a 21", "2026-12-01 19:00", "2026-12-01 21:00"),
        ("01/12/2026;19:00-21:00", "2026-12-01 19:00", "2026-12-01 21:00"),
        ("01/12/2026;7 to 9 pm", "2026-12-01 19:00", "2026-12-01 21:00"),
        ("01/12/2026;22 a 24 hs", "2026-12-01 22:00", "2026-12-02 00:00"),
        ("2026-12-01T19:00:00-03:00;", "2026-12-01 19:00", None),
        ("2026-12-02T01:30:00+01:00;", "2026-12-01 21:30", None),
        ("46357,7916666667;", "2026-12-01 19:00", None),
        ("1 dic 2026 a las 19:00;", "2026-12-01 19:00", None),
        (";2026-12-01 19:00", "2026-12-01 19:00", None),
    ],
)
def test_begin_and_end_as_they_come(row, begin, end):
    (found,) = read(table(row, head="Fecha;Hora"))
    assert f"{found.start.astimezone(CITY):%Y-%m-%d %H:%M}" == begin
    assert (found.end and f"{found.end.astimezone(CITY):%Y-%m-%d %H:%M}") == end


@pytest.mark.parametrize(
    "head",
    [
        "Subject,Start Date,Start Time,End Date,End Time,All day event,Location,Private",
        "Asunto,Fecha de comienzo,Comienzo,Fecha de finalización,Finalización,Todo el día,Ubicación,Privado",
        "Objet,Date de début,Heure de début,Date de fin,Heure de fin,Journée entière,Emplacement,Privé",
        "Assunto,Data de início,Hora de início,Data de término,Hora de término,Dia inteiro,Local,Particular",
        "Título,Fecha de inicio,Hora de inicio,Fecha de fin,Hora de fin,Todo el día,Lugar,Visibilidad",
    ],
)
def test_heads_of_programs_are_known(head):
    data = table("Plenaria,2026-12-01,19:00,2026-12-01,21:00,False,Centro,False", head=head)
    (found,) = read(data)
    assert (found.title, found.place, found.private) == ("Plenaria", "Centro", False)
    assert (found.start.hour, found.end.hour, found.end.day) == (19, 21, 1)


def test_begin_and_end_in_two_columns_with_their_days():
    data = table("2026-12-01 19:00,2026-12-01 21:00,Plenaria", head="Inicio,Fin,Título")
    (found,) = read(data)
    assert (found.start, found.end) == (datetime(2026, 12, 1, 19, tzinfo=CITY), datetime(2026, 12, 1, 21, tzinfo=CITY))


def test_what_is_private_is_read_without_its_words():
    head = "Subject,Start Date,Start Time,Location,Private"
    (found,) = read(table("Turno médico,2026-12-02,19:00,Hospital,True", head=head))
    assert (found.private, found.title, found.place, found.text) == (True, "", "", "")
    assert (
        refusals(table("x,2026-12-02,19:00,y,quizás", head=head))[0][1]
        == "no sé si «quizás» quiere decir que es privada"
    )


@pytest.mark.parametrize(
    ("word", "cancelled", "tentative"),
    [
        ("Suspendida", True, False), ("Pospuesta", True, False), ("Cancelada por lluvia", True, False),
        ("Annulée", True, False), ("Adiada", True, False), ("Realizada", False, False), ("Programada", False, False),
        ("Confirmada", False, False), ("A confirmar", False, True), ("Tentative", False, True), ("", False, False),
    ],
)  # fmt: skip
def test_states_in_the_words_of_people(word, cancelled, tentative):
    (found,) = read(table(f"2026-12-01,x,{word}", head="Fecha,Tema,Estado"))
    assert (found.cancelled, found.tentative) == (cancelled, tentative)
    assert found.reason == (word if word == "Cancelada por lluvia" else found.reason)


@pytest.mark.parametrize(
    ("head", "days", "line"),
    [
        ("Fecha;Tema", ("11/12/2026;A", "11/25/2026;B"), 3),
        ("Fecha;Tema", ("25/11/2026;A", "11/26/2026;B"), 3),
        ("Date;Time;Meeting", ("3/4/2026;7:00 PM;A",), 2),
        ("Subject;Start Date", ("A;25/11/2026", "B;11/26/2026"), 3),
    ],
)
def test_a_file_whose_order_of_day_and_month_is_in_doubt_stores_nothing(head, days, line):
    with pytest.raises(Refusal, match="no se guardó nada") as refused:
        read(table(*days, head=head))
    assert refused.value.line == line


def test_the_order_of_day_and_month_can_be_told():
    assert read(table("11/12/2026;A", "11/25/2026;B", head="Fecha;Tema"), month_first=True)[0].start.month == 11
    assert read(table("3/4/2026;7:00 PM;A", head="Date;Time;Meeting"), month_first=False)[0].start.month == 4
    with pytest.raises(Refusal, match="elegiste otro orden"):
        read(table("25/11/2026;A", head="Fecha;Tema"), month_first=True)


def test_a_program_in_english_writes_the_month_first():
    data = table("A;12/1/2026;7:00:00 PM", head="Subject;Start Date;Start Time")
    assert read(data)[0].start == datetime(2026, 12, 1, 19, tzinfo=CITY)
    assert "mes primero" in next(one.message for one in read_table(data) if isinstance(one, Note))


def test_a_place_with_a_link_keeps_the_link_back():
    (found,) = read(table("2026-12-01;Salón Azul; https://meet.example.org/sala".replace("; https", " / https"),
                          head="Fecha;Lugar"))  # fmt: skip
    assert (found.place, found.modality, found.online_url) == ("Salón Azul", "hybrid", "https://meet.example.org/sala")


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
        ("19.30", "19:30"),
        ("7 p. m.", "19:00"),
        ("a las 19", "19:00"),
        ("19 hs", "19:00"),
        ("mediodía", "12:00"),
        ("noon", "12:00"),
        ("24:00", "00:00"),
        ("medianoche", "00:00"),
        ("0,7916666667", "19:00"),
        ("0.5", "12:00"),
        ("7:00:00 PM", "19:00"),
        ("7 de la tarde", "19:00"),
        ("9:30 de la mañana", "09:30"),
        ("7 in the evening", "19:00"),
    ],
)
def test_hours_as_people_write_them(text, clock):
    found, is_next_day = read_clock(text)
    assert (f"{found:%H:%M}", is_next_day) == (clock, text.startswith("24") or text == "medianoche")
