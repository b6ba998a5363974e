"""With JavaScript switched off nothing is missing but the suggestions."""

import pytest
from playwright.sync_api import expect

from .places import BANK

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(opened):
    """Return a function that opens an address in a browser without JavaScript."""
    return lambda path, **look: opened(path, java_script_enabled=False, **look)


def test_search_finds(plain):
    page = plain("/es/")
    page.fill("#search-everything", "plaza")
    page.click(".masthead__search .button")
    page.wait_for_url("**/es/search/?q=plaza")
    expect(page.locator("#results mark").first).to_be_visible()


def test_filters_narrow_and_keep_the_words(plain):
    page = plain(f"{BANK['es']}?q=presupuesto")
    page.click("summary:has(+ ul input[name=theme])")
    box = page.locator("input[name=theme]").first
    code = box.get_attribute("value")
    box.check()
    page.click(".filters__end .button >> nth=0")
    page.wait_for_url(f"**{BANK['es']}?q=presupuesto&theme={code}")
    expect(page.locator("#results .row").first).to_be_visible()
    page.click(".chips a >> nth=0")
    page.wait_for_url(lambda address: address.endswith(f"{BANK['es']}?q=presupuesto"))


def test_menu_and_filters_of_a_phone_open_and_work(plain):
    page = plain(BANK["fr"], width=375)
    page.click("[popovertarget=filters] >> nth=0")
    box = page.locator("input[name=type]").first
    code = box.get_attribute("value")
    box.check()
    page.click(".filters__end .button >> nth=0")
    page.wait_for_url(f"**{BANK['fr']}?type={code}")
    page.click(".masthead [popovertarget=menu]")
    page.click("#menu li:first-child a")
    page.wait_for_url("**/fr/agenda/")


def test_the_language_switch_keeps_what_was_asked(plain):
    page = plain(f"{BANK['es']}?q=plaza&type=planning")
    page.click(".langs a[lang=fr]")
    page.wait_for_url(f"**{BANK['fr']}?q=plaza&type=planning")
    expect(page.locator("#q")).to_have_value("plaza")
    expect(page.locator(".check input[value=planning]")).to_be_checked()


def test_the_pager_leads_on_and_back(plain):
    page = plain(BANK["es"])
    first = page.locator("#results .row__title").all_inner_texts()
    page.click(".pager a[rel=next]")
    page.wait_for_url("**?page=2")
    second = page.locator("#results .row__title").all_inner_texts()
    assert second
    assert not set(first) & set(second)
    page.click(".pager a[rel=prev]")
    page.wait_for_url(lambda address: "page" not in address)
    assert page.locator("#results .row__title").all_inner_texts() == first


def test_sorting_by_title_sorts(plain):
    page = plain(BANK["es"])
    page.click(".sorting a >> nth=-1")
    page.wait_for_url("**?sort=title")
    titles = page.locator("#results .row__title").all_inner_texts()
    assert titles[0].casefold() < titles[-1].casefold()
