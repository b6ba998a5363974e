"""CSV, XLSX and their codebook: typed, harmless, complete, as docs/codebook.md says."""

import csv
import io
import json
import re
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.escaping import DANGEROUS, harmless, original
from portal.practices.exporting.columns import COLUMNS, LANGUAGES
from portal.practices.importing.record import FACTS, NUMBER_FACTS, PARTS, SOURCE_FACTS, TERMS_FACTS, TEXTS
from portal.practices.importing.record_export import export_practice
from tests import factories

from .conftest import whole

pytestmark = pytest.mark.django_db
CSV, XLSX = "/es/practices/selection.csv", "/es/practices/selection.xlsx"


def read_csv(body):
    """Return the rows (dict) of a CSV download, as anybody reads it."""
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def read_xlsx(body):
    """Return the workbook of a download and the rows (dict) of its practices."""
    book = openpyxl.load_workbook(io.BytesIO(body))
    header, *rows = book["practices"].iter_rows(values_only=True)
    return book, [dict(zip(header, row, strict=True)) for row in rows]


def test_a_csv_says_all_that_json_lines_say(client, full):
    (row,) = read_csv(whole(client.get(CSV)))
    wanted = export_practice(full)
    for fact, value in wanted["facts"].items():
        said = original(row[fact]) if fact not in NUMBER_FACTS else row[fact]
        if fact in TERMS_FACTS:
            assert said == "; ".join(value)
        elif isinstance(value, bool):
            assert said == ("true" if value else "false")
        else:
            assert said == ("" if value is None else str(value)), fact
    for language in LANGUAGES:
        for name in ("slug", *TEXTS):
            said = original(row[f"{name}@{language}"])
            assert said == wanted["languages"].get(language, {}).get(name, ""), f"{name}@{language}"
    for name in ("organisations", *PARTS):
        assert (json.loads(row[name]) if row[name] else []) == wanted[name]
    assert {name: row[f"source.{name}"] for name in ("key", *SOURCE_FACTS)} == wanted["source"]
    assert (row["reference"], row["language"]) == (full.reference, "es")


def test_no_fact_and_no_text_has_no_column():
    names = {column.name for column in COLUMNS}
    assert names >= set(FACTS)
    assert names >= {f"{name}@{language}" for name in ("slug", *TEXTS) for language in LANGUAGES}
    assert len(names) == len(COLUMNS)


def test_the_codebook_page_names_every_column():
    text = Path("docs/codebook.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([^`]+)`", text))
    for column in COLUMNS:
        name = column.name
        if "@" in name:
            head = name.partition("@")[0]
            assert {f"{head}@…", f"{head}@LANGUAGE"} & named, name
        elif not name.endswith(".label"):
            assert name in named, name


def test_cells_that_look_like_formulas_are_harmless_and_come_back(client, full):
    (row,) = read_csv(whole(client.get(CSV)))
    assert row["title@es"] == '\'=HYPERLINK("http://example.org";"Haz clic")'
    assert row["institution@es"] == "'+Municipalidad; de Rosario"
    assert row["lead@es"].startswith("'@primera")
    assert row["participants@es"] == "''s avonds"
    assert original(row["participants@es"]) == full.participants
    assert row["latitude"] == "-32.95"
    dangerous = [
        name for name, cell in row.items() if cell[:1] in DANGEROUS - {"'"} and name not in ("latitude", "longitude")
    ]
    assert dangerous == []


@given(st.one_of(st.text(), st.builds("{}{}".format, st.sampled_from(sorted(DANGEROUS)), st.text())))
def test_harmless_is_undone_by_original(text):
    assert original(harmless(text)) == text
    assert harmless(text)[:1] not in DANGEROUS - {"'"}


def test_a_cell_of_somebody_elses_table_stays_as_it_is():
    assert original("'s avonds") == "'s avonds"


def test_the_byte_order_mark_is_there_unless_it_is_refused(client, full):
    assert whole(client.get(CSV)).startswith(b"\xef\xbb\xbfreference,url,")
    assert whole(client.get(CSV + "?bom=0")).startswith(b"reference,url,")


@pytest.mark.parametrize(
    ("code", "country", "council"),
    [
        ("es", "Argentina", "Consejo"),
        ("en", "Argentina", "council"),
        ("fr", "Argentine", "Conseil"),
        ("pt", "Argentina", "Conselho"),
    ],
)
def test_labels_are_in_the_readers_language_and_codes_are_not(client, full, code, country, council):
    (row,) = read_csv(whole(client.get(f"/{code}/practices/selection.csv")))
    assert row["place_country"] == "AR"
    assert row["place_country.label"] == country
    assert row["types"] == "council; pb" or row["types"] == "pb; council"
    assert council.lower() in row["types.label"].lower()


def test_a_workbook_has_types_and_no_formula(client, full):
    body = whole(client.get(XLSX))
    book, (row,) = read_xlsx(body)
    assert row["title@es"] == full.title
    assert row["end"] == datetime(2019, 11, 26)
    assert row["start"] == "2018-12"
    assert isinstance(row["published"], datetime)
    assert (row["latitude"], row["participants_count"], row["end_open"]) == (-32.95, 1200, False)
    kinds = {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line}
    assert kinds <= {"s", "n", "d", "b", "inlineStr"}
    assert b"<f>" not in b"".join(unzipped(body))


def unzipped(body):
    """Yield the files of a workbook."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        for name in archive.namelist():
            yield archive.read(name)


def test_a_workbook_takes_what_no_cell_can_hold(client):
    factories.practice("Larga", how_achieved=f"<p>{'á' * 40_000}</p>", institution="uno\x0bdos", lead="#REF!")
    _book, (row,) = read_xlsx(whole(client.get(XLSX)))
    assert len(row["how_achieved@es"]) == 32_767
    assert row["how_achieved@es"].endswith("…")
    assert row["institution@es"] == "unodos"
    assert row["lead@es"] == "#REF!"


def test_workbook_and_table_have_the_same_columns(client, full):
    _book, (typed,) = read_xlsx(whole(client.get(XLSX)))
    (plain,) = read_csv(whole(client.get(CSV)))
    assert list(typed) == list(plain)
    for name in ("types", "annexes", "organisations", "lead@fr", "source.licence"):
        assert typed[name] == original(plain[name])


def test_the_codebook_has_every_field_and_option_in_four_languages(client, full):
    data = client.get("/es/practices/codebook.json").json()
    assert [field["name"] for field in data["fields"]] == [column.name for column in COLUMNS]
    for field in data["fields"]:
        assert all(field["labels"][code] for code in LANGUAGES), field
    (council,) = [row for row in data["options"]["type"] if row["code"] == "council"]
    assert set(council["labels"]) == set(LANGUAGES)
    assert {field["options"] for field in data["fields"]} - {""} <= set(data["options"])
    assert set(data["licence"]) == set(LANGUAGES)


def test_the_codebook_comes_as_csv_and_in_the_workbook(client, full):
    rows = read_csv(whole(client.get("/fr/practices/codebook.csv")))
    assert any(row["list"] == "country" and row["name"] == "AR" and row["label@fr"] == "Argentine" for row in rows)
    for address in (XLSX, "/es/practices/codebook.xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(whole(client.get(address))))
        assert {"fields", "options", "about"} <= set(book.sheetnames)
        assert book["fields"].max_row == len(COLUMNS) + 1


def test_an_empty_answer_is_a_table_with_its_header(client, full):
    assert read_csv(whole(client.get(CSV + "?q=xyzzyx"))) == []
    assert len(read_xlsx(whole(client.get(XLSX + "?q=xyzzyx")))[1]) == 0
