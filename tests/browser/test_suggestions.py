"""Search suggestions while typing, in a real browser: what is asked, what the keyboard does."""

import json
import re

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

STATIC = settings.BASE_DIR / "static"


@pytest.fixture
def search_page(chromium):
    """Yield (Playwright page with one search box, list of what it asked for, list of addresses it went to)."""
    values = {"id": "q", "label": "Buscar", "region": "Todo", "action": "/found", "suggest_url": "/suggest"}
    box = render_to_string("components/search_box.html", values)
    site = {
        "/": (
            "text/html",
            f'<!doctype html><link rel="stylesheet" href="/portal.css">{box}<script src="/portal.js"></script>',
        ),
        "/portal.css": ("text/css", (STATIC / "portal.css").read_text()),
        "/portal.js": ("text/javascript", (STATIC / "portal.js").read_text()),
    }
    asked, went = [], []

    def answer(route):
        url = route.request.url.removeprefix("http://portal.test")
        path = url.split("?")[0]
        if path == "/suggest":
            asked.append(url)
            rows = (
                []
                if "zzz" in url
                else [{"text": "<b>Agua</b>", "url": "/agua", "kind": "Tema"}, {"text": "Aguas", "url": "/b"}]
            )
            route.fulfill(content_type="application/json", body=json.dumps({"suggestions": rows}))
        elif path in site:
            route.fulfill(content_type=site[path][0], body=site[path][1])
        else:
            went.append(url)
            route.fulfill(content_type="text/html", body="<p>there</p>")

    page = chromium.new_page()
    page.route("**/*", answer)
    page.goto("http://portal.test/")
    yield page, asked, went
    page.close()


def test_suggestions_wait_for_two_characters_and_for_a_pause(search_page):
    page, asked, _ = search_page
    page.locator("#q").press_sequentially("a")
    page.wait_for_timeout(400)
    assert asked == []
    page.locator("#q").press_sequentially("gua", delay=10)
    page.wait_for_selector("[role=option]")
    assert asked == ["/suggest?q=agua"]
    expect(page.locator("[role=status]")).to_have_text(re.compile("^2 "))
    expect(page.locator("[role=option] b")).to_have_count(0)


def test_the_keyboard_chooses_follows_and_closes(search_page):
    page, _, went = search_page
    box = page.locator("#q")
    box.press_sequentially("agua")
    page.wait_for_selector("[role=option]")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", "q-suggest-0")
    box.press("ArrowUp")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile(""))
    box.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(page.locator("[role=listbox]")).to_be_hidden()
    expect(box).to_have_value("agua")
    box.press("x")
    page.wait_for_selector("[role=option]")
    box.press("ArrowUp")
    box.press("Enter")
    page.wait_for_url("**/b")
    assert went[-1] == "/b"


def test_enter_without_a_choice_sends_the_form_and_nothing_found_is_said(search_page):
    page, _, went = search_page
    page.locator("#q").press_sequentially("zzz")
    expect(page.locator("[role=status]")).to_have_text("Sin sugerencias")
    expect(page.locator("[role=listbox]")).to_be_hidden()
    page.locator("#q").press("Enter")
    page.wait_for_url("**/found?q=zzz")
    assert went[-1] == "/found?q=zzz"
