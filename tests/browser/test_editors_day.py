"""An editor's day in a browser: what waits, the board of translations, the checks beside the page she writes."""

import pytest
from playwright.sync_api import expect

from .office import log_in

pytestmark = pytest.mark.browser

WIDTHS = (375, 1280)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_first_page_fits_and_leads_on(opened, width):
    page = log_in(opened, "west-editor", width=width, locale="es")
    expect(page.get_by_role("heading", name="Esta semana en tu distrito: Oeste")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("#day-section").get_by_role("link", name="Sin traducción", exact=True).click()
    page.wait_for_url("**/admin/translation-board/**")
    expect(page.locator(".board__state--missing").first).to_be_visible()


def test_the_board_leads_to_the_beginning_of_a_translation(opened):
    page = log_in(opened, "west-editor", locale="es")
    page.goto("/admin/translation-board/?state=missing&language=fr")
    page.get_by_role("link", name="Traducir").first.click()
    page.wait_for_url("**/localize/submit/page/**")
    expect(page.locator("[name=locales]:checked")).to_have_count(1)


def test_the_checks_beside_a_page_find_what_is_wrong(opened):
    page = log_in(opened, "west-editor", locale="es")
    page.goto("/admin/my-pages/?state=live&language=es")
    page.locator(".title-wrapper a").first.click()
    page.wait_for_url("**/admin/pages/*/edit/")
    page.locator("[data-side-panel-toggle=checks]").first.click()
    expect(page.locator("[data-content-word-count]")).not_to_have_text("-", timeout=30_000)
