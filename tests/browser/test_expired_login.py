"""A login that ran out while an editor wrote: after the new one, what she typed comes back."""

import pytest
from playwright.sync_api import expect

from portal.demonstration.accounts import PASSWORD

from .office import log_in

pytestmark = pytest.mark.browser

TYPED = "Escrito mientras la entrada vencía"


@pytest.fixture
def unwatched(chromium, portal):
    """Return `opened` for a page whose console may say that a script's question was refused: it is, without a login."""
    contexts = []

    def open_page(path, **look):
        contexts.append(chromium.new_context(base_url=portal, **look))
        page = contexts[-1].new_page()
        page.set_default_timeout(60_000)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def test_what_was_typed_comes_back_after_the_login(unwatched):
    page = log_in(unwatched, "west-editor", locale="es")
    page.goto("/admin/my-pages/?state=live&language=es")
    page.locator(".title-wrapper a").first.click()
    page.wait_for_url("**/admin/pages/*/edit/")
    address = page.url
    before = page.locator("#id_title").input_value()
    page.fill("#id_title", TYPED)
    page.context.clear_cookies(name="sessionid")
    page.locator("footer [name=action-publish]").click()
    page.wait_for_url("**/admin/login/**")
    page.fill("[name=username]", "west-editor")
    page.fill("[name=password]", PASSWORD)
    page.click("form [type=submit]")
    page.wait_for_url(address)
    expect(page.locator("#id_title")).to_have_value(before)
    page.get_by_role("button", name="Recuperarlo como borrador").click()
    expect(page.locator(".messages .success")).to_contain_text("Todavía no es público", timeout=30_000)
    expect(page.locator("#id_title")).to_have_value(TYPED)
    page.reload()
    expect(page.locator(".kept-form")).to_have_count(0)
    page.fill("#id_title", before)
    page.locator("footer [name=action-publish]").click()
    expect(page.locator(".messages .success")).to_be_visible(timeout=30_000)
