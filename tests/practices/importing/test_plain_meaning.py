"""Files that people made by hand: read where the meaning is plain, else refused with the place and what to do."""

import io
import json
from io import StringIO

import pytest
from django.core.management import call_command
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from wagtail.models import PageViewRestriction

from portal.core.import_report import Refusal
from portal.practices.importing.files import records_in
from portal.practices.models import PracticePage
from tests import factories

from .conftest import import_files
from .tables import as_csv, as_xlsx, row, saved

pytestmark = pytest.mark.django_db
SMALL = {"source.key": "t/1", "language": "es", "title@es": "Uno"}


def read(data):
    """Return the records and refusals in a file (bytes)."""
    try:
        return list(records_in(data))
    except Refusal as refusal:
        return [refusal]


def fault(data):
    """Return the words of the one refusal in a file (bytes)."""
    (refusal,) = read(data)
    assert isinstance(refusal, Refusal)
    return refusal.message


def book(*rows, title="practices", merged=()):
    """Return a workbook with a sheet of rows (lists)."""
    made = Workbook()
    sheet = made.active
    sheet.title = title
    for values in rows:
        sheet.append(values)
    for area in merged:
        sheet.merge_cells(area)
    return made


HEAD = ["source.key", "language", "title@es", "place_city"]


# Columns and rows --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [" Source.Key ,LANGUAGE,Title@ES", "source.key\u200b,language\u00a0,title@es", "Source.Key,Language,TITLE @ español",
     "\ufeffsource.key,lang\u00aduage,title@es\u200e"],
)  # fmt: skip
def test_names_of_columns_in_any_case_and_with_signs_that_nobody_sees(head):
    (record,) = read(f"{head}\nt/1,es,Uno\n".encode())
    assert (record.key, record.title) == ("t/1", "Uno")


@pytest.mark.parametrize(
    "written", ["ES", "es-AR", "español", "Español", "es_ES", "castellano", "Spanish", "espagnol", "spa"]
)
def test_a_language_by_code_or_name(written):
    (record,) = read(as_csv({**SMALL, "language": written}))
    assert (record.language, list(record.languages)) == ("es", ["es"])


def test_what_is_no_language_is_refused():
    assert "celda B2 (language), «klingonés»: no es el código de un idioma" in fault(
        as_csv({**SMALL, "language": "klingonés"})
    )


def test_a_title_above_the_names_of_the_columns_is_skipped_with_a_note():
    (record,) = read(b"Base 2024;;\r\n;;\r\nsource.key;language;title@es\r\nt/1;es;Uno\r\n")
    assert record.line == 4
    assert any("fila 3" in note for _line, note in record.notes)
    (record,) = read(saved(book(["Base 2024"], [], HEAD, ["t/1", "es", "Uno", "Rosario"], merged=["A1:D1"])))
    assert (record.line, record.facts["place_city"]) == (4, "Rosario")
    assert any("fila 3" in note for _line, note in record.notes)


def test_names_of_columns_alone_are_refused():
    assert "ninguna ficha" in fault(b"source.key,language,title@es\n")
    assert "ninguna ficha" in fault(saved(book(HEAD)))


def test_rows_that_are_only_formatted_do_not_count(monkeypatch):
    monkeypatch.setattr("portal.practices.importing.xlsx.MOST_ROWS", 20)
    made = book(HEAD, ["t/1", "es", "Uno", "Rosario"])
    for number in range(3, 60):
        made.active.cell(number, 1).font = Font(bold=True)
    assert [record.key for record in read(saved(made))] == ["t/1"]


def test_the_sheet_is_found_by_its_name_or_by_its_columns():
    made = book(HEAD, ["t/no", "es", "No", ""], title="Notas")
    sheet = made.create_sheet("Practices")
    sheet.append(HEAD)
    sheet.append(["t/1", "es", "Uno", ""])
    assert [record.key for record in read(saved(made))] == ["t/1"]
    made = book(["Léeme"], ["Esto es una nota"], title="Léeme")
    for name in ("Fichas", "Copia"):
        sheet = made.create_sheet(name)
        sheet.append(HEAD)
        sheet.append([f"t/{name}", "es", "Uno", ""])
    (record,) = read(saved(made))
    assert record.key == "t/Fichas"
    assert any("«Copia»" in note for _line, note in record.notes)


def test_a_cell_merged_down_speaks_for_each_row_and_one_merged_across_for_none():
    rows = [HEAD, ["t/1", "es", "Uno", "Rosario"], ["t/2", "es", "Dos", None], ["t/3", "es", "Tres", "Tarija"]]
    found = read(saved(book(*rows, merged=["D2:D3"])))
    assert [record.facts["place_city"] for record in found] == ["Rosario", "Rosario", "Tarija"]
    found = read(saved(book(*rows, merged=["C3:D3"])))
    assert "celda C3 (title@es), «Dos»: la celda está combinada con la de al lado" in found[1].message
    assert [found[0].key, found[2].key] == ["t/1", "t/3"]


# Cells -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "count"),
    [("1 200", 1200), ("1\u202f200", 1200), ("1.200.000", 1_200_000), ("1,200,000", 1_200_000), ("1'200", 1200),
     ("1200.0", 1200), ("1e3", 1000), ("0", 0), ("１２００", 1200)],
)  # fmt: skip
def test_numbers_that_nobody_reads_otherwise(written, count):
    (record,) = read(as_csv(row(participants_count=written)))
    assert record.facts["participants_count"] == count


@pytest.mark.parametrize(
    ("written", "said"),
    [("1.200", "sin separador"), ("1,200", "sin separador"), ("-5", "entre 0 y 2147483647"), ("99999999999", "entre 0 y"),
     ("~500", "no es un número"), ("500+", "no es un número"), ("12.5", "no es un número entero")],
)  # fmt: skip
def test_numbers_in_doubt_or_out_of_range_are_refused_with_their_cell(written, said):
    message = fault(as_csv(row(participants_count=written)))
    assert said in message
    assert "(participants_count)" in message


def test_plain_lines_in_an_html_cell_are_kept():
    text = "Texto con 3 < 5 & «x»\nsegunda línea\n\nSegundo párrafo\n- punto\n- otro"
    html = "<p>Texto con 3 &lt; 5 &amp; «x»<br/>segunda línea</p><p>Segundo párrafo</p><ul><li>punto</li><li>otro</li></ul>"
    for data in (as_csv(row(summary_at_es=text)), as_xlsx(row(summary_at_es=text))):
        (record,) = read(data)
        assert record.languages["es"]["summary"] == html
    (record,) = read(as_csv(row(summary_at_es="<p>uno\nsigue</p>\n<p>dos</p>")))
    assert record.languages["es"]["summary"] == "<p>uno sigue</p><p>dos</p>"
    line = {"format": "participa-practice/1", "language": "es", "source": {"key": "t/1"}}
    (record,) = read(json.dumps({**line, "languages": {"es": {"title": "Uno", "summary": "a\nb"}}}).encode())
    assert record.languages["es"]["summary"] == "<p>a<br/>b</p>"


# Signs that XML cannot hold --------------------------------------------------------------------------------------------


def test_signs_by_their_number_are_read_and_text_that_looks_like_one_is_escaped(client):
    (record,) = read(as_xlsx(row(title_at_es="Uno_x000D_\nDos _x005F_x0041_ _xD83C__xDFD8_")))
    assert record.languages["es"]["title"] == "Uno\nDos _x0041_ \U0001f3d8"
    factories.practice("_x0041_ subrayado", lead="a_x000D_b")
    data = b"".join(client.get("/es/practices/selection.xlsx").streaming_content)
    sheet = load_workbook(io.BytesIO(data))["practices"]
    cells = dict(zip(*sheet.iter_rows(values_only=True, max_row=2), strict=True))
    assert cells["title@es"] == "_x005F_x0041_ subrayado"
    (record,) = read(data)
    assert (record.title, record.languages["es"]["lead"]) == ("_x0041_ subrayado", "a_x000D_b")


# Languages that the portal does not have ---------------------------------------------------------------------------


def catalan(**languages):
    """Return a line of JSON whose first language is Catalan."""
    titles = {code: {"title": title} for code, title in languages.items()}
    annexes = [{"kind": "", "url": "https://example.org/v", "languages": {"ca": {"title": "Vídeo"}}}]
    record = {"format": "participa-practice/1", "language": "ca", "source": {"key": "t/ca"}, "languages": titles}
    return (json.dumps({**record, "annexes": annexes}) + "\n").encode()


def test_catalan_alone_lies_among_the_spanish_pages_and_beside_spanish_is_named(write):
    printed, error = import_files(write(catalan(ca="Només català")), publish=True)
    assert (error, "aviso" in printed) == ("", False)
    page = PracticePage.objects.get()
    assert (page.title, page.written_in, page.source_language) == ("Només català", "ca", "ca")
    PracticePage.objects.all().delete()
    file = write(catalan(ca="Català i castellà", es="Catalán y castellano"))
    printed, error = import_files(file, publish=True)
    assert "no tiene páginas en «ca»: se guardó la versión en «es»" in printed
    page = PracticePage.objects.get()
    assert (page.title, page.written_in, page.source_language) == ("Catalán y castellano", "", "ca")
    assert page.annexes.get().title == "Vídeo"
    assert "sin cambios" in import_files(file)[0]


# Other files ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "XLS, DOC, de un Office antiguo; guarda la planilla como XLSX o CSV"),
        (b"\x09\x08\x10\x00\x00\x06", "XLS; ábrelo y guárdalo como XLSX o CSV"),
        (b"<html><table><tr><td>source.key</td>", "HTML; ábrelo y guárdalo como XLSX"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>', "XML (Excel 2003); ábrelo"),
        (b"ID;PWXL;N;E", "SYLK; ábrelo"),
        (b"{\\rtf1", "RTF; guárdalo como texto"),
        (b"\x89PNG\r\n", "que no se puede leer aquí"),
        (b"\x1f\x8b\x08", "que no se puede leer aquí"),
    ],
)
def test_another_kind_of_file_is_named_with_what_to_do(start, said):
    assert said in fault(start + b"\0" * 600)


# Export --------------------------------------------------------------------------------------------------------------


def exported(**options):
    """Return (lines written, what was said on standard error) of the export."""
    out, err = StringIO(), StringIO()
    call_command("export_practices", stdout=out, stderr=err, **options)
    return out.getvalue().splitlines(), err.getvalue().strip()


def test_an_export_says_what_it_leaves_out():
    assert exported() == ([], "0 experiencias exportadas; el banco está vacío")
    factories.practice("Uno", live=False)
    factories.practice("Dos", live=False)
    assert exported() == ([], "0 experiencias exportadas; 2 borradores quedaron fuera (--with-drafts los incluye)")
    assert len(exported(with_drafts=True)[0]) == 2
    assert exported(with_drafts=True)[1] == ""
    PageViewRestriction.objects.create(page=factories.practice("Tres"), restriction_type="login")
    assert exported()[1].endswith("1 con acceso restringido quedó fuera")
    factories.practice("Cuatro")
    assert exported()[1].startswith("1 experiencia exportada; 2 borradores")
