"""Tables as spreadsheets write them: encodings, dividers, dates, numbers, words for codes."""

from datetime import date, datetime

import pytest

from portal.core.import_report import Refusal
from portal.practices.importing.files import records_in
from portal.practices.importing.table import letters

from .tables import as_csv, as_xlsx, row

pytestmark = pytest.mark.django_db


def only(data):
    """Return the one record in a file (bytes). Raises the Refusal that stands for it."""
    (record,) = records_in(data)
    if isinstance(record, Refusal):
        raise record
    return record


def said(record):
    """Return what matters of a record."""
    return record.key, record.facts, record.languages


PLAIN = {"title@es": "Ñandú, participación y año", "summary@es": "<p>Áéíóú ñ ¿qué? «sí» — 5 €</p>"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("divider", [",", ";", "\t"])
def test_encodings_and_dividers(encoding, divider):
    if encoding == "utf-16-be":
        data = b"\xfe\xff" + as_csv(row(**PLAIN), divider=divider, encoding=encoding)
    else:
        data = as_csv(row(**PLAIN), divider=divider, encoding=encoding)
    record = only(data)
    assert record.languages["es"] == {"title": PLAIN["title@es"], "summary": PLAIN["summary@es"]}
    assert bool(record.notes) == (encoding == "cp1252")


def test_excels_line_sep_and_trailing_columns_and_blank_rows():
    data = as_csv(row(), divider=";", start="sep=;\r\n").decode()
    head, first, _end = data.removeprefix("sep=;\r\n").split("\r\n")
    data = f"sep=;\r\n{head};;;\r\n{first};;\u00a0;\r\n;;;;\r\n \u00a0;;\r\n"
    assert said(only(data.encode())) == said(only(as_csv(row())))


def test_line_breaks_in_quotes_count_as_one_row():
    bad = row(source__key="tabla:2", start="nunca")
    first, second = records_in(as_csv(row(lead_at_es="una\ndos\r\ntres", start="2018"), bad | {"lead@es": ""}))
    assert first.languages["es"]["lead"] == "una\ndos\r\ntres"
    assert second.line == 3
    assert "G3 (start), «nunca»" in second.message


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2018", "2018"), ("2018-12", "2018-12"), ("2018-12-24", "2018-12-24"), ("24/12/2018", "2018-12-24"),
        ("12/24/2018", "2018-12-24"), ("05/05/2018", "2018-05-05"), ("12/2018", "2018-12"), ("2018/12/24", "2018-12-24"),
        ("2018-12-24 00:00:00", "2018-12-24"), ("diciembre de 2018", "2018-12"), ("December 2018", "2018-12"),
        ("\u00a02018-12 ", "2018-12"), ("", ""),
    ],
)  # fmt: skip
def test_dates_that_say_one_thing_are_read(cell, day):
    assert only(as_csv(row(start=cell))).facts["start"] == day


@pytest.mark.parametrize(
    "cell", ["dic-18", "Dec-18", "déc-18", "18-dic", "3/4/2018", "04.03.2018", "31/02/2018", "43435"]
)
def test_dates_that_a_spreadsheet_spoiled_are_refused_with_their_cell(cell):
    with pytest.raises(Refusal) as refusal:
        only(as_csv(row(start=cell)))
    assert f"celda G2 (start), «{cell}»" in refusal.value.message
    assert "2018-12" in refusal.value.message


@pytest.mark.parametrize("cell", ["6500", "6500,0", "6500.0", "6500.00", "\u00a06500"])
def test_numbers_with_a_decimal_comma(cell):
    record = only(as_csv(row(participants_count=cell, latitude="-21,53")))
    assert record.facts["participants_count"] == 6500
    assert record.facts["latitude"] == -21.53


@pytest.mark.parametrize("cell", ["6.500", "6,500", "6500,5", "-3", "muchas", "=6500", "1e400"])
def test_numbers_that_are_none_are_refused(cell):
    with pytest.raises(Refusal, match="K2"):
        only(as_csv(row(participants_count=cell)))


@pytest.mark.parametrize(
    ("cell", "flag"), [("TRUE", True), ("VERDADERO", True), ("VRAI", True), ("sim", True), ("FAUX", False), ("", False)]
)
def test_yes_and_no_in_four_languages(cell, flag):
    assert only(as_csv(row(end_open=cell))).facts["end_open"] is flag


@pytest.mark.parametrize(
    "cell",
    ["pb; council", "pb;council;", "Presupuesto participativo; Consejo", "Participatory budgeting ; Council",
     "BUDGET PARTICIPATIF; Conseil", "Orçamento participativo;Conselho", "pb; pb; conselho de bairro"],
)  # fmt: skip
def test_codes_and_their_words_in_four_languages(cell):
    assert only(as_csv(row(types=cell))).facts["types"] == ["pb", "council"]


@pytest.mark.parametrize("cell", ["BO", "bo", "Bolivia", "Bolivie", "Estado Plurinacional de Bolivia"])
def test_countries_by_code_or_name(cell):
    assert only(as_csv(row(place_country=cell))).facts["place_country"] == "BO"


def test_an_empty_cell_says_empty_and_a_missing_column_says_nothing():
    record = only(as_csv(row(place_city="")))
    assert record.facts["place_city"] == ""
    assert "place_region" not in record.facts
    assert record.organisations is None
    assert only(as_csv(row(organisations=""))).organisations == []


def test_the_apostrophe_of_a_harmless_cell_goes_and_any_other_stays():
    record = only(as_csv(row(lead_at_es="'=1+1", title_at_es="''Hola", place_city="'s-Hertogenbosch")))
    assert record.languages["es"]["lead"] == "=1+1"
    assert record.title == "'Hola"
    assert record.facts["place_city"] == "'s-Hertogenbosch"


def test_columns_for_the_reader_are_skipped():
    data = row(url="x", published="ayer", updated="", types__label="Magia", place_country__label="?")
    assert said(only(as_csv(data))) == said(only(as_csv(row())))


def test_a_version_is_there_when_its_title_is():
    record = only(as_csv(row(title_at_fr="La rue", lead_at_fr="Douze dimanches", title_at_en="", lead_at_en=" ")))
    assert record.languages.keys() == {"es", "fr"}


def test_a_workbook_says_the_same_as_a_csv():
    typed = row(latitude=-21.5, longitude=-64.7, participants_count=6500.0, end_open=True)
    assert said(only(as_xlsx(typed))) == said(only(as_csv(row())))
    assert said(only(as_xlsx(typed, sheet="Hoja1"))) == said(only(as_csv(row())))


@pytest.mark.parametrize(
    ("value", "shown", "day"),
    [
        (datetime(2018, 12, 24), "dd/mm/yyyy", "2018-12-24"),
        (date(2018, 12, 1), "yyyy-mm-dd", "2018-12-01"),
        (datetime(2018, 12, 1), "mmm-yy", "2018-12"),
        (datetime(2018, 12, 1), '[$-C0A]mmm\\-yy;"d"', "2018-12"),
        (datetime(2018, 12, 5), "mmm-yy", "2018-12-05"),
        (datetime(2018, 1, 1), "yyyy", "2018"),
        (2018, "General", "2018"),
        (2018.0, "0.0", "2018"),
    ],
)
def test_dates_of_a_workbook_keep_the_precision_they_are_shown_with(value, shown, day):
    assert only(as_xlsx(row(start=value), formats={"start": shown})).facts["start"] == day


def test_a_formula_gives_its_value_or_is_refused():
    with pytest.raises(Refusal, match=r"E2 \(place_city\).*fórmula sin resultado"):
        only(as_xlsx(row(place_city='=UPPER("tarija")')))


def test_columns_are_named_as_spreadsheets_do():
    assert [letters(index) for index in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_three_cells_at_fault_are_told_at_once():
    (refusal,) = records_in(as_csv(row(start="dic-18", participants_count="6.500", types="magia", end_open="quizás")))
    told = [cell for cell in ("G2", "H2", "K2", "L2") if f"celda {cell} " in refusal.message]
    assert len(told) == 3
    assert "y 1 más" in refusal.message


def test_a_sentence_with_commas_is_no_table():
    with pytest.raises(Refusal, match="no es un formulario"):
        list(records_in(b"Querida vecina, el title, la language, y todo lo otro."))
