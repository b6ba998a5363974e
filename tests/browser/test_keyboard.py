"""Everything with the keyboard alone, and always with a visible focus."""

import re

import pytest
from playwright.sync_api import expect

from .places import BANK

pytestmark = pytest.mark.browser

# What has the focus: is it on the screen, and does it have a frame of at least 3 px?
FOCUS = """() => {
    const part = document.activeElement, box = part.getBoundingClientRect(), style = getComputedStyle(part);
    const seen = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const shape = part.closest('svg') && part.querySelector('path, circle');  // on a map the shape itself gets the frame
    const framed = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 3)
        || (shape && parseFloat(getComputedStyle(shape).strokeWidth) >= 3);
    return {seen, framed: Boolean(framed), html: part.outerHTML.slice(0, 120), body: part === document.body};
}"""


def tab_to(page, focused, most=80):
    """Press Tab until the CSS selector `focused` has the focus; each stop on the way must be seen and framed."""
    has_focus = "selector => document.activeElement.matches(selector)"
    tab_until(page, lambda: page.evaluate(has_focus, focused), most, focused)


def tab_until(page, is_there, most, what):
    """Press Tab until `is_there()`, at most so many times; each stop on the way must be seen and framed."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert focus["body"] or (focus["seen"] and focus["framed"]), focus["html"]
        if is_there():
            return
    raise AssertionError(f"{most} times Tab, and {what} never had the focus")


def test_the_first_tab_offers_to_skip_to_the_content(opened):
    page = opened("/es/")
    tab_to(page, "a.skip", most=1)
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


@pytest.mark.parametrize("path", ["/es/", "/fr/experiences/?type=pb", "/es/experiencias/consejos-barriales-virtuales/"])
@pytest.mark.parametrize("width", [375, 1280])
def test_every_stop_of_the_focus_is_seen_down_to_the_foot(path, width, opened):
    tab_to(opened(path, width=width), ".foot li:last-child a", most=120)


def test_the_menu_of_a_phone_opens_and_closes_and_gives_the_focus_back(opened):
    page = opened("/es/", width=375)
    menu = page.locator("#menu")
    expect(menu).to_be_hidden()
    tab_to(page, ".masthead [popovertarget=menu]", most=12)
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(page.locator(".masthead [popovertarget=menu]")).to_be_focused()
    page.keyboard.press("Space")
    expect(menu).to_be_visible()
    tab_to(page, "#menu li:nth-child(2) a", most=4)
    page.keyboard.press("Enter")
    page.wait_for_url("**/es/distritos/")


def test_suggestions_are_walked_with_arrows_and_followed_with_enter(opened):
    page = opened("/es/")
    tab_to(page, "#search-everything", most=12)
    page.keyboard.type("plaza")
    field, options = page.locator("#search-everything"), page.locator("#search-everything-suggest li")
    expect(options.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    expect(options.first).to_have_attribute("aria-selected", "true")
    wanted = options.first.get_attribute("data-url")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: address.endswith(wanted))


def test_escape_closes_the_suggestions_and_enter_searches_for_the_words(opened):
    page = opened("/es/")
    tab_to(page, "#search-everything", most=12)
    page.keyboard.type("plaza")
    options = page.locator("#search-everything-suggest li")
    expect(options.first).to_be_visible()
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(page.locator("#search-everything")).to_have_value("plaza")
    page.keyboard.press("Enter")
    page.wait_for_url("**/es/search/?q=plaza")
    expect(page.locator("#results .row").first).to_be_visible()


def choose_theme(page):
    """Open the filter of themes by keyboard, tick its first value, apply; return the code that was ticked."""
    summary = "summary:has(+ ul input[name=theme])"
    tab_to(page, summary, most=60)
    expect(page.locator("input[name=theme]").first).to_be_hidden()
    page.keyboard.press("Enter")
    tab_to(page, "input[name=theme]", most=1)
    page.keyboard.press("Space")
    code = page.evaluate("document.activeElement.value")
    tab_to(page, ".filters__end .button", most=40)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/*theme={code}*")
    return code


def test_a_filter_is_found_set_applied_and_taken_off(opened):
    page = opened(f"{BANK['es']}?q=plaza")
    before = answers(page)
    code = choose_theme(page)
    assert "q=plaza" in page.url
    assert 0 < answers(page) <= before
    expect(page.locator(f".check input[value={code}]")).to_be_checked()
    expect(page.locator(".chips li")).to_have_count(2)
    tab_to(page, ".chips a", most=80)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "theme" not in address)
    assert "q=plaza" in page.url
    assert answers(page) == before


def test_the_filters_of_a_phone_stand_behind_one_button_that_says_how_many_are_on(opened):
    page = opened(BANK["es"], width=375)
    sheet, button = page.locator("#filters"), page.locator("[popovertarget=filters]").first
    expect(sheet).to_be_hidden()
    tab_to(page, "[popovertarget=filters]", most=20)
    page.keyboard.press("Enter")
    expect(sheet).to_be_visible()
    choose_theme(page)
    expect(button).to_have_text("Filtros: 1 puesto")


def answers(page):
    """Return how many answers the bank says it has."""
    return int(re.sub(r"\D", "", page.locator("#results h2").first.inner_text()))
