"""Broken tables, workbooks and PDFs: each its message by row and column or page, and nothing half-written."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from portal.practices.importing import csv_table, xlsx
from portal.practices.models import PracticePage

from .conftest import FILES, REAL_FORMS, import_files
from .tables import as_csv, as_pdf, as_xlsx, page_stream, pdf_of, row, saved, with_part
from .test_hostile import counted

pytestmark = pytest.mark.django_db

FORM = REAL_FORMS["rosario"].read_text()
SPANISH_FORM = (FILES / "form.es.txt").read_text()
SHEET = "xl/worksheets/sheet1.xml"
CSV, BOOK = as_csv(row()), as_xlsx(row())


def two_sheets():
    """Return a workbook whose sheet `practices` is the empty second one."""
    book = Workbook()
    book.active.append(list(row()))
    book.create_sheet("practices")
    return saved(book)


def faulty_cell():
    """Return a workbook with #REF! in a cell that is read."""
    book = Workbook()
    book.active.append(list(row()))
    book.active.append(list((row() | {"place_city": "#REF!"}).values()))
    return saved(book)


def text_document():
    """Return a ZIP as word processors write it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    return out.getvalue()


BOMB = with_part(BOOK, SHEET, b"<worksheet>" + b" " * 60_000_000)
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
DOUBLED = "\n".join("".join(letter * 2 for letter in line) for line in SPANISH_FORM.split("\n"))

# name: (file, content, what the report must say: the place, and what is wrong there)
BROKEN = {
    "csv: unknown column": ("a.csv", as_csv(row(colour="x")), "M1", "no conozco esa columna"),
    "csv: column twice": ("a.csv", CSV.replace(b"place_country", b"place_city"), "F1", "dos veces"),
    "csv: no key column": ("a.csv", CSV.replace(b"source.key", b"url"), ":1: ", "source.key"),
    "csv: no language column": ("a.csv", CSV.replace(b"language", b"updated"), ":1: ", "language"),
    "csv: no title column": ("a.csv", CSV.replace(b"title@es", b"lead@es"), ":1: ", "title@es"),
    "csv: empty key": ("a.csv", as_csv(row(source__key=" ")), "A2", "no puede quedar vacía"),
    "csv: empty title": ("a.csv", as_csv(row(title_at_es="", summary_at_es="")), "C2", "falta el título"),
    "csv: text without a title": ("a.csv", as_csv(row(title_at_fr="", lead_at_fr="Douze")), "N2", "title@fr"),
    "csv: title too long": ("a.csv", as_csv(row(title_at_es="x" * 300)), "C2", "255"),
    "csv: spoiled date": ("a.csv", as_csv(row(start="dic-18")), "G2", "siglo"),
    "csv: no such day": ("a.csv", as_csv(row(start="2018-02-31")), "G2", "no es una fecha"),
    "csv: end before start": ("a.csv", as_csv(row(end="2017", end_open="false")), "M2", "antes de empezar"),
    "csv: goes on and ended": ("a.csv", as_csv(row(end="2019")), "M2", "sigue en marcha"),
    "csv: unknown code": ("a.csv", as_csv(row(types="pb; magia")), "L2", "«magia» no es una opción"),
    "csv: unknown country": ("a.csv", as_csv(row(place_country="Atlántida")), "F2", "país"),
    "csv: latitude too far": ("a.csv", as_csv(row(latitude="91")), "I2", "90"),
    "csv: separated thousands": ("a.csv", as_csv(row(participants_count="6.500")), "K2", "separador"),
    "csv: not json": ("a.csv", as_csv(row(annexes="[{")), "M2", "JSON"),
    "csv: annex without title": ("a.csv", as_csv(row(annexes='[{"kind": "video"}]')), "M2", "annexes.languages.es.title"),
    "csv: script": ("a.csv", as_csv(row(summary_at_es="<script>x</script>")), "D2", "<script"),
    "csv: control character": ("a.csv", as_csv(row(place_city="Ta\x08rija")), "E2", "no es texto"),
    "csv: address that is none": ("a.csv", as_csv(row(source__url="javascript:x")), "M2", "URL"),
    "csv: cell without a column": ("a.csv", CSV.rstrip() + b",de,mas", "M2", "no tiene título"),
    "csv: open quotes": ("a.csv", CSV + b'tabla:2,es,"Sin cerrar', ":3: ", "comillas"),
    "csv: nul": ("a.csv", CSV + b"tabla:2,\0", ":3: ", "carácter nulo"),
    "csv: half of it is not utf-8": ("a.csv", CSV + "Málaga".encode() + b",\xe1", ":3: ", "UTF-8"),
    "csv: another code page": ("a.csv", CSV + "tabla:2,es,Participación".encode("cp850"), ":3: ", "codificación"),
    "csv: half a utf-16": ("a.csv", as_csv(row(), encoding="utf-16")[:-1], "a.csv", "UTF-16"),
    "xlsx: unknown code": ("a.xlsx", as_xlsx(row(types="magia")), "L2", "no es una opción"),
    "xlsx: fault of the sheet": ("a.xlsx", faulty_cell(), "E2", "no pudo calcularla"),
    "xlsx: formula never computed": ("a.xlsx", as_xlsx(row(place_city="=A1")), "E2", "fórmula sin resultado"),
    "xlsx: empty sheet": ("a.xlsx", two_sheets(), "a.xlsx", "está vacío"),
    "xlsx: cut": ("a.xlsx", BOOK[: len(BOOK) // 2], "a.xlsx", "cortado o dañado"),
    "xlsx: word processor": ("a.docx", text_document(), "a.docx", "DOCX"),
    "xlsx: bomb": ("a.xlsx", BOMB, "a.xlsx", "más de lo que puede leerse"),
    "xlsx: entities": ("a.xlsx", with_part(BOOK, SHEET, ENTITIES), "a.xlsx", "definiciones"),
    "xlsx: broken sheet": ("a.xlsx", with_part(BOOK, SHEET, b"<worksheet><sheetData><row>"), "a.xlsx", "dañada"),
    "xls: old excel": ("a.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a.xls", "XLS"),
    "pdf: cut": ("a.pdf", as_pdf(FORM)[:900], "a.pdf", "dañado"),
    "pdf: nothing but its first line": ("a.pdf", b"%PDF-1.7\n", "a.pdf", "PDF"),
    "pdf: scan": ("a.pdf", pdf_of([b"0 0 595 842 re f"]), "a.pdf", "no tiene texto"),
    "pdf: doubled glyphs": ("a.pdf", as_pdf(DOUBLED), "a.pdf", "letra por letra"),
    "pdf: another document": ("a.pdf", as_pdf("Ordenanza municipal\n\nArtículo primero. " + "Texto. " * 200), "a.pdf",
                              "no es un formulario"),
    "pdf: too many pages": ("a.pdf", pdf_of([page_stream(["x"])] * 61), "a.pdf", "61 páginas"),
    "pdf: a scanned page inside": ("a.pdf", pdf_of([
        page_stream(SPANISH_FORM.replace("\t", "   ").split("\n")), b"0 0 9 9 re f", page_stream(["Resumen"])]),
        ":2: ", "página 2"),
    "pdf: unknown option": ("a.pdf", as_pdf(FORM.replace("Conseil	X", "Magie	X", 1)), ":1: ", "página 1: «Magie»"),
    "pdf: unknown heading": ("a.pdf", as_pdf(FORM.replace("Résumé de l'expérience", "Combien a-t-elle coûté ?")),
                             ":5: ", "página 5: no conozco el título «Combien"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_says_where_and_what_and_writes_nothing(write, name):
    file, content, place, said = BROKEN[name]
    before = counted()
    printed, error = import_files(write(content, file), publish=True)
    bad = [line for line in printed.splitlines() if "falló" in line]
    assert len(bad) == 1, printed
    assert place in bad[0]
    assert said in bad[0]
    assert len(bad[0]) < 500
    if ": creada" in printed:  # what stood above the break is whole, and only that
        assert PracticePage.objects.get().title == "La calle de los juegos"
        assert error == "2 fichas: 1 creada, 1 falló"
    else:
        assert error == "1 ficha: 1 falló"
        assert counted() == before


def test_a_fault_in_one_row_does_not_stop_the_others(write):
    rows = [row(), row(source__key="tabla:2", start="dic-18"), row(source__key="tabla:3")]
    for name, data in (("a.csv", as_csv(*rows)), ("a.xlsx", as_xlsx(*rows))):
        printed, error = import_files(write(data, name), publish=True)
        assert f"{name}:3: falló" in printed
        assert error.startswith("3 fichas:")
    assert set(PracticePage.objects.values_list("source_key", flat=True)) == {"tabla:1", "tabla:3"}


def test_too_many_rows_are_refused(write, monkeypatch):
    for module in (csv_table, xlsx):
        monkeypatch.setattr(module, "MOST_ROWS", 2)
    rows = [row(source__key=f"tabla:{number}") for number in range(3)]
    assert "a.csv:3: falló: tiene más de 2 filas" in import_files(write(as_csv(*rows), "a.csv"))[0]
    assert "a.xlsx:3: falló: tiene más de 2 filas" in import_files(write(as_xlsx(*rows), "a.xlsx"))[0]
