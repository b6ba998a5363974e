"""A long practice: short on a phone, whole on a wide screen and on paper, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from .places import OWN, REAL

pytestmark = pytest.mark.browser

FOLDED = ".answers > .fold >> nth=0"
ANSWER = ".answers > .fold > div >> nth=0"
script = pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])


@script
def test_a_phone_folds_from_the_fourth_answer_on_and_a_tap_opens(opened, script):
    page = opened(REAL["es"], width=375, height=667, java_script_enabled=script)
    expect(page.locator(".answers > section > div").nth(2)).to_be_visible()
    expect(page.locator(ANSWER)).to_be_hidden()
    page.click(f"{FOLDED} >> summary")
    expect(page.locator(ANSWER)).to_be_visible()


@script
def test_a_link_from_the_contents_opens_what_it_leads_to(opened, script):
    page = opened(REAL["es"], width=375, height=667, java_script_enabled=script)
    page.click(".contents-fold > summary")
    anchor = page.locator(ANSWER).get_attribute("id")
    page.click(f".contents a[href='#{anchor}']")
    expect(page.locator(ANSWER)).to_be_visible()
    expect(page.locator(f"{FOLDED} >> summary")).to_be_in_viewport()


@script
def test_a_wide_screen_and_paper_show_every_answer(opened, script):
    page = opened(REAL["fr"], java_script_enabled=script)
    expect(page.locator(ANSWER)).to_be_visible()
    expect(page.locator(".contents")).to_be_visible()
    narrow = opened(REAL["fr"], width=375, java_script_enabled=script)
    narrow.emulate_media(media="print")
    expect(narrow.locator(ANSWER)).to_be_visible()


def test_use_and_contents_stand_in_the_first_screens_and_the_page_is_short(opened):
    page = opened(REAL["es"], width=375, height=667)
    assert page.locator(".contents-fold summary").bounding_box()["y"] < 2 * 667
    # 100 px of them are the foot's links to what is kept of people and to a correction
    assert page.evaluate("document.documentElement.scrollHeight") < 11_100
    wide = opened(OWN["es"])
    assert wide.locator("#use a").first.bounding_box()["y"] < 500
