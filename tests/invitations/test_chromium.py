"""Posters, flyers and sheets in a real browser: one page of paper each, and no word outside of it."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

from portal.core import pdf
from portal.core.models import User
from tests.browser.conftest import CHROMIUM, QUIET, needed
from tests.councils.city import session

from .invitations import filled, longest_session
from .test_poster_layout import SHEETS

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
OUTSIDE = """() => [...document.querySelectorAll('.sheet, .form')].map(
  (sheet) => [sheet.scrollHeight - sheet.clientHeight, sheet.scrollWidth - sheet.clientWidth])"""
ABOVE_FOOT = """() => [...document.querySelectorAll('.sheet')].map((sheet) => {
  const foot = sheet.querySelector('.sheet__foot');
  return foot.getBoundingClientRect().top - foot.previousElementSibling.getBoundingClientRect().bottom; })"""


def printed(pages):
    """Return [(PdfReader, what lies outside, room above the foot)] of pages (HTML), printed by Chromium."""
    from pathlib import Path

    needed(Path(CHROMIUM), "Chromium")
    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        sheet = browser.new_page()
        shown = {}

        def answer(route):
            address = route.request.url
            if address == f"{pdf.HOST}/":
                return route.fulfill(body=shown["html"], content_type="text/html; charset=utf-8")
            body, kind = pdf.static_file(address)
            return route.fulfill(body=body, content_type=kind, headers={"Access-Control-Allow-Origin": "*"})

        sheet.route("**/*", answer)
        sheet.emulate_media(media="print")
        for html in pages:
            shown["html"] = html
            sheet.goto(f"{pdf.HOST}/", wait_until="networkidle")
            read = PdfReader(BytesIO(sheet.pdf(prefer_css_page_size=True, print_background=True)))
            found.append((read, sheet.evaluate(OUTSIDE), sheet.evaluate(ABOVE_FOOT)))
        browser.close()
    return found


def sessions(board, venue):
    """Return sessions with the shortest, usual and longest words, of every state and modality."""
    off = {"state": "cancelled", "cancel_reason": filled("Se cortó la luz en el salón", 250)}
    online = {"modality": "virtual", "online_platform": "zoom", "online_url": "https://meet.example/1"}
    return [
        session(board, title=board.title, venue=venue),
        session(board, "2026-09-30 09:30", filled("La plaza del Molino", 70), end="2026-09-30 21:30", venue=venue),
        session(board, "2026-11-25 19:00", "Presupuesto participativo", end="2026-11-25 20:30", **online),
        session(board, "2026-11-25 19:00", "M" * 255, venue=venue),
        session(board, "2026-11-25 19:00", end="2026-11-28 18:00", venue=venue),
        session(board, "2026-11-25 19:00", venue=venue, **off),
        longest_session(board),
        longest_session(board, **off),
    ]


@pytest.mark.parametrize("language", ["es", "pt"])
def test_every_poster_and_flyer_is_one_whole_page(board, venue, language):
    asked = [(page, part) for page in sessions(board, venue) for part in SHEETS]
    addresses = [f"{page.url.replace('/es/', f'/{language}/', 1)}invitation/{part}/" for page, part in asked]
    pages = [Client().get(address).content.decode() for address in addresses]
    for (page, part), (read, outside, above) in zip(asked, printed(pages), strict=True):
        width, height = (round(float(side) * 25.4 / 72) for side in read.pages[0].mediabox[2:])
        assert (len(read.pages), width, height) == (1, *SHEETS[part]), (page.title, part)
        assert [side for pair in outside for side in pair if side > 0] == [], (page.title, part)
        assert min(above) > 0, (page.title, part)


@pytest.mark.parametrize("language", ["es", "pt"])
def test_every_sheet_for_the_table_is_one_whole_page(board, venue, language):
    client = Client()
    client.force_login(User.objects.create_superuser("root", "root@example.org", "secret"))
    made = [session(board, venue=venue), longest_session(board)]
    addresses = [reverse("invitation_sheet", args=[page.pk, name]) for page in made for name in ("sign-in", "tally")]
    pages = [client.get(address, {"language": language}).content.decode() for address in addresses]
    for read, outside, _above in printed(pages):
        assert len(read.pages) == 1
        assert [side for pair in outside for side in pair if side > 0] == []
