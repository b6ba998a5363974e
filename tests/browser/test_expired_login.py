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


def come_in_again(page):
    """Log in on the page to which an expired login leads."""
    page.wait_for_url("**/admin/login/**")
    page.fill("[name=username]", "west-editor")
    page.fill("[name=password]", PASSWORD)
    page.click("form [type=submit]")


def test_a_short_form_is_filled_in_again_and_nothing_is_done(unwatched):
    page = log_in(unwatched, "west-editor", locale="es")
    page.goto("/admin/agendas/sessions/new/")
    typed = {"#id_start": "24/12/2031 20:00", "#id_title": TYPED, "#id_points": "Uno\nDos"}
    for field, text in typed.items():
        page.fill(field, text)
    page.select_option("#id_council", index=1)
    council = page.locator("#id_council").input_value()
    page.context.clear_cookies(name="sessionid")
    page.locator("main [name=publish]").click()
    come_in_again(page)
    page.get_by_role("button", name="Recuperarlo", exact=True).click()
    for field, text in (typed | {"#id_council": council}).items():
        expect(page.locator(field)).to_have_value(text)
    expect(page.locator(".messages .success")).to_have_count(0)
    page.reload()
    expect(page.locator(".kept-form")).to_have_count(0)


def test_what_was_typed_comes_back_after_the_login(unwatched):
    page = log_in(unwatched, "west-editor", locale="es")
    page.goto("/admin/my-pages/?state=live&language=es&q=consejo+barrial+de+villa+esperanza")
    page.locator(".title-wrapper a").first.click()  # she may publish it herself, and no other test looks at it
    page.wait_for_url("**/admin/pages/*/edit/")
    address = page.url
    before = page.locator("#id_title").input_value()
    page.fill("#id_title", TYPED)
    page.context.clear_cookies(name="sessionid")
    page.locator("footer [name=action-publish]").click()
    come_in_again(page)
    page.wait_for_url(address)
    expect(page.locator("#id_title")).to_have_value(before)
    page.get_by_role("button", name="Recuperarlo como borrador").click()
    expect(page.locator(".messages .success")).to_contain_text("Todavía no es público", timeout=30_000)
    expect(page.locator("#id_title")).to_have_value(TYPED)
    page.reload()
    expect(page.locator(".kept-form")).to_have_count(0)
    page.fill("#id_title", before)
    page.locator("footer [name=action-publish]").click()
    expect(page.locator(".messages .success").first).to_be_visible(timeout=30_000)
