"""The bank taken home as CSV or XLSX comes back as it was: the codebook is one for both ways."""

import json

import pytest
from django.http import QueryDict

from portal.practices.exporting.csvfile import csv_lines
from portal.practices.exporting.selection import whole_practices
from portal.practices.exporting.xlsxfile import write_xlsx
from tests import factories

from .conftest import FILES, REAL_FORMS, export, import_files
from .test_round_trip import full_practice, wipe

pytestmark = pytest.mark.django_db


def as_csv(**options):
    """Return the whole bank as CSV (str)."""
    return "".join(csv_lines(whole_practices(QueryDict(""), "es"), "es", **options))


def as_xlsx():
    """Return the whole bank as a workbook (bytes)."""
    with write_xlsx(whole_practices(QueryDict(""), "fr"), "fr", "https://participa.example/fr/") as file:
        return file.read()


def fill():
    """Fill the bank with records of all kinds, some with cells that a spreadsheet would run."""
    full_practice()
    factories.practice("=1+1", lead="'@viva\r\ndos", institution="-5", summary="<p>=HYPERLINK</p>", place_city="+54")
    import_files(*REAL_FORMS.values(), FILES / "form.es.txt", publish=True)


@pytest.mark.parametrize("with_mark", [True, False])
def test_csv_export_wipe_import_export_is_equal(write, with_mark):
    fill()
    table, lines = as_csv(with_mark=with_mark), export()
    wipe()
    path = write(table, "bank.csv")
    printed, error = import_files(path, publish=True)
    assert (error, printed.count("creada:")) == ("", 5), printed
    assert sorted(as_csv(with_mark=with_mark).splitlines()) == sorted(table.splitlines())
    assert export() == lines
    printed, error = import_files(path, publish=True)
    assert (error, printed.count("sin cambios:")) == ("", 5), printed


def test_xlsx_export_wipe_import_is_equal(write):
    fill()
    lines = export()
    path = write(as_xlsx(), "bank.xlsx")
    wipe()
    printed, error = import_files(path, publish=True)
    assert (error, printed.count("creada:")) == ("", 5), printed
    # XML knows one kind of line end.
    assert export() == lines.replace("dos", "dos").replace("\\r\\n", "\\n")
    printed, error = import_files(path, publish=True)
    assert (error, printed.count("sin cambios:")) == ("", 5), printed


def test_a_table_changes_what_its_cells_say_and_nothing_else(write):
    page = factories.practice("La calle", place_city="Tarija", lead="Domingos")
    key = json.loads(export())["source"]["key"]
    import_files(write(export()), publish=True)
    table = f"source.key;language;title@es;place_region\r\n{key};es;La calle;Sur\r\n"
    printed, error = import_files(write(table, "two.csv"), publish=True)
    page.refresh_from_db()
    assert (error, page.place_region, page.place_city, page.lead) == ("", "", "Tarija", "Domingos")
    assert "no se tocó" in printed
