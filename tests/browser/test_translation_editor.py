"""A translator in a browser: one input for each text, the next opens by itself, and nothing typed is lost."""

import re

import pytest
from playwright.sync_api import expect

from .office import log_in

pytestmark = pytest.mark.browser

OPEN = ".js-translation-editor li.incomplete textarea"


def test_a_translation_is_written_text_by_text_and_sent(opened):
    page = log_in(opened, "west-translator", locale="es")
    page.goto("/admin/translation-board/?state=missing&language=pt")
    page.get_by_role("link", name="Traducir").first.click()
    page.locator("main form [type=submit]").last.click()
    page.wait_for_url("**/admin/pages/*/edit/")
    expect(page.locator(OPEN)).to_have_count(1)  # the first text is open already
    expect(page.get_by_text("Convertir a alias")).to_have_count(0)
    expect(page.get_by_text("Parar traducción sincronizada").first).to_be_hidden()
    texts = page.locator(".js-translation-editor li.incomplete").count()
    for number in range(texts):
        field = page.locator(OPEN)
        expect(field).to_be_focused()
        page.keyboard.type(f"Texto número {number}")
        if number < texts - 1:
            page.keyboard.press("Enter")
            expect(page.locator(".js-translation-editor li.incomplete")).to_have_count(texts - number - 1)
    page.get_by_role("button", name="Enviar a revisión").click()  # the last text is typed and not stored
    expect(page.locator(".messages .success").last).to_contain_text("está en revisión")
    expect(page.locator(".messages .warning")).to_have_count(0)
    page.reload()
    stored = page.locator(".js-translation-editor li.complete").filter(has_text=re.compile("Texto número"))
    expect(stored).to_have_count(texts)
