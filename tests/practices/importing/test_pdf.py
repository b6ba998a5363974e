"""OIDP's form as PDF says what its text says; other PDFs are refused clearly and quickly."""

import os
from html import escape
from pathlib import Path

import pytest

from portal.core.import_report import Refusal
from portal.practices.importing.files import read_practice_file, records_in
from portal.practices.importing.jsonl import as_dict
from portal.practices.importing.oidp_pdf import mend_words

from .conftest import REAL_FORMS, import_files
from .tables import as_pdf

pytestmark = pytest.mark.django_db

SHARED = Path(__file__).parents[4] / "shared/data/pdf"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
OTHERS = {
    "en_chi_human_relations.pdf": "letra por letra",
    "en_la_metro_test_agenda.pdf": "no es un formulario del OIDP",
    "fr_Lettre-engagement-OSP-Decidim.pdf": "no tiene texto",
    "fr_experimentation-achats-innovants-2019.pdf": "no es un formulario del OIDP",
    "fr_kit-d-animation-v4.1.pdf": "no es un formulario del OIDP",
}


def only(data):
    """Return the one record in a file (bytes) as plain data. Raises the Refusal that stands for it."""
    (record,) = records_in(data)
    if isinstance(record, Refusal):
        raise record
    return as_dict(record)


def from_text(path):
    """Return the record of a form as text, as plain data."""
    return as_dict(next(read_practice_file(path)))


@pytest.mark.parametrize("columns", [70, 95])
@pytest.mark.parametrize("name", REAL_FORMS)
def test_a_real_form_on_paper_says_what_its_text_says(name, columns):
    assert only(as_pdf(REAL_FORMS[name].read_text(), columns)) == from_text(REAL_FORMS[name])


def test_page_numbers_and_running_heads_are_no_part_of_an_answer():
    text = REAL_FORMS["rosario"].read_text().split("\n")
    pages = [text[start : start + 30] for start in range(0, len(text), 30)]
    framed = []
    for number, page in enumerate(pages, start=1):
        lines = [line for long in page for line in (wrapped(long) or [""])]
        framed.append("\n".join(["Distinction OIDP 2021", *lines, f"Page {number} / {len(pages)}"]))
    got = only(paged(framed))
    assert "Distinction OIDP 2021" not in str(got)
    assert "Page 2 /" not in str(got)
    assert got["facts"] == from_text(REAL_FORMS["rosario"])["facts"]


def wrapped(line):
    """Return a line broken as on paper."""
    import textwrap

    return textwrap.wrap(line.replace("\t", "      "), 90, drop_whitespace=False)


def paged(pages):
    """Return a PDF (bytes) of pages of text."""
    from .tables import page_stream, pdf_of

    return pdf_of([page_stream(page.split("\n")) for page in pages])


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("Relier diﬀér             ents outils", "Relier différents outils"),
        ("l'eﬃcacité    X", "l'efficacité    X"),
        ("outils  ents", "outils  ents"),
    ],
)
def test_spaces_that_a_layout_put_into_words_and_ligatures(line, mended):
    assert mend_words(line, {"Relier", "diﬀérents", "outils", "l'eﬃcacité", "ents", "outilsents"}) == mended


@pytest.mark.browser
@pytest.mark.parametrize("name", REAL_FORMS)
@pytest.mark.parametrize("shape", ["pre", "table"])
def test_a_real_form_printed_by_a_browser(name, shape):
    playwright = pytest.importorskip("playwright.sync_api")
    if not Path(CHROMIUM).exists():
        pytest.skip("Chromium is not here (CHROMIUM)")
    text = REAL_FORMS[name].read_text()
    body = f"<pre style='white-space: pre-wrap; font: 11pt serif'>{escape(text)}</pre>"
    if shape == "table":
        body = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_content(f"<!doctype html><meta charset=utf-8><body>{body}")
        data = page.pdf(format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "22mm"))
        browser.close()
    assert only(data) == from_text(REAL_FORMS[name])


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/data/pdf is not here")
@pytest.mark.parametrize("name", OTHERS)
def test_five_real_pdfs_that_are_no_forms(name):
    printed, error = import_files(SHARED / name)
    assert OTHERS[name] in printed
    assert error == "1 ficha: 1 falló"
