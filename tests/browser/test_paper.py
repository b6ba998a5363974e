"""A practice on paper: whose it is, its address and QR code, what it says, and nothing to click."""

import re
import shutil
import subprocess

import pytest
from playwright.sync_api import expect

from .places import BANK, PLACES, REAL, address_of

pytestmark = pytest.mark.browser

ONLY_ON_SCREENS = (".strip", ".masthead", ".nav", ".crumbs", ".foot", ".skip", "#use", "#related")


def test_a_printed_practice_has_its_address_and_no_navigation(opened):
    page = opened(REAL["es"])
    head = page.locator(".printhead")
    expect(head).to_be_hidden()
    page.emulate_media(media="print")
    expect(head).to_be_visible()
    assert re.search(r"http://127\.0\.0\.1:\d+/\S+", head.inner_text())
    assert head.locator("svg").bounding_box()["width"] > 60
    for part in ONLY_ON_SCREENS:
        expect(page.locator(part).first).to_be_hidden()
    for part in ("h1", ".head__lead", ".answers h2", ".answers p", ".practice__side .facts", "#record", ".citation"):
        expect(page.locator(part).first).to_be_visible()


def test_a_printed_practice_is_black_on_white_even_in_the_dark(opened):
    page = opened(REAL["es"], color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_the_pdf_of_a_practice_has_a_page_or_more_of_words(opened, tmp_path):
    page = opened(REAL["es"])
    pdf = page.pdf(format="A4")
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert 2 <= pages <= 12
    assert b"/FontFile" in pdf
    assert len(pdf) > 10_000 * pages
    if shutil.which("pdftotext"):
        (tmp_path / "practice.pdf").write_bytes(pdf)
        text = subprocess.run(["pdftotext", tmp_path / "practice.pdf", "-"], capture_output=True, text=True, check=True)
        assert "Consejos Barriales Virtuales" in text.stdout
        assert "Banco de experiencias\nInicio" not in text.stdout


COVERED = """() => [...document.querySelectorAll('.row__when span, .row > .plate')].filter(when => {
    const body = when.closest('.row').querySelector('.row__body').getBoundingClientRect();
    const box = when.getBoundingClientRect();
    return box.right > body.left + 1 && box.bottom > body.top + 1 && box.top < body.bottom - 1;
}).map(when => when.textContent)"""


@pytest.mark.parametrize("kind", ["neighbourhood", "district", "agenda-list", "council", "home"])
def test_on_paper_no_date_lies_over_its_title(opened, portal, kind):
    page = opened(address_of(portal, PLACES[kind]["es"]), width=673)
    page.emulate_media(media="print")
    assert page.evaluate(COVERED) == []


# Pictures far below are loaded late: as much paper as when all have come.
LOAD_PICTURES = """() => Promise.all([...document.images].map(image => {
    image.loading = 'eager';
    return image.decode();
}))"""


@pytest.mark.parametrize(("kind", "most"), [("session", 2), ("session-soon", 2), ("event", 2), ("neighbourhood", 5)])
def test_a_page_takes_few_sheets(opened, portal, kind, most):
    page = opened(address_of(portal, PLACES[kind]["es"]))
    page.evaluate(LOAD_PICTURES)
    pdf = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= most


def test_a_printed_answer_of_the_bank_says_what_was_asked(opened):
    page = opened(f"{BANK['es']}?q=plaza&type=planning")
    page.emulate_media(media="print")
    expect(page.locator("#q")).to_be_visible()
    expect(page.locator(".chips li").first).to_be_visible()
    expect(page.locator("#filters")).to_be_hidden()
