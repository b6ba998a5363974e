"""Choosing practices: a bar that stays and counts, with and without JavaScript; boxes after Back."""

import pytest
from playwright.sync_api import expect

from .places import BANK

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_the_bar_stays_in_sight_counts_and_compares(opened, script):
    page = opened(BANK["es"], width=375, height=667, java_script_enabled=script)
    bar = page.locator(".chosen")
    expect(bar).not_to_be_in_viewport()
    for number in (0, 1):
        page.locator(".choose input[name=ref]").nth(number).check()
    expect(bar).to_be_in_viewport(ratio=1)
    expect(page.locator(".chosen__count")).to_be_visible()
    expect(page.locator(".chosen__none")).to_be_hidden()
    page.click(".chosen button >> nth=0")
    page.wait_for_url("**/practices/compare?ref=*&ref=*")


def test_after_back_no_filter_stays_ticked(opened):
    page = opened(BANK["es"])
    page.locator(".filters input[type=checkbox]").first.check()
    page.click(".filters__end .button >> nth=0")
    page.wait_for_url(f"**{BANK['es']}?*")
    page.go_back()
    page.wait_for_url(f"**{BANK['es']}")
    expect(page.locator(".filters input[type=checkbox]").first).not_to_be_checked()
