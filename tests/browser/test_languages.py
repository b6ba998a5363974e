"""The language switch: to the translation where there is one, else to the source, and it says so."""

import re

import pytest
from playwright.sync_api import expect

from .places import REAL, UNTRANSLATED

pytestmark = pytest.mark.browser


def test_a_translated_practice_is_read_in_the_other_language(opened):
    page = opened(REAL["es"])
    page.click(".langs a[lang=fr]")
    page.wait_for_url(f"**{REAL['fr']}")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator("h1")).to_contain_text("Conseils de quartier virtuels")
    expect(page.locator("main .notice")).to_have_count(0)


def test_an_untranslated_practice_is_shown_in_its_own_language_and_labelled(opened):
    page = opened(UNTRANSLATED["es"])
    switch = page.locator(".langs a[lang=fr]")
    assert "espagnol" in switch.get_attribute("aria-label")
    switch.click()
    page.wait_for_url(f"**{UNTRANSLATED['fr']}")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator("h1")).to_have_attribute("lang", "es")
    expect(page.locator(".answers p").first).to_have_text(re.compile("En enero|Que en enero"))
    assert page.locator(".answers p").first.evaluate("part => part.closest('[lang]').lang") == "es"
    expect(page.locator("main .notice")).to_have_attribute("lang", "fr")
    expect(page.locator("main .notice")).to_contain_text("espagnol")
    expect(page.locator("link[rel=canonical]")).to_have_attribute("href", page.url.replace("/fr/", "/es/"))


def test_the_bare_address_speaks_the_language_of_the_browser(opened):
    assert opened("/", locale="pt-BR").url.endswith("/pt/")
    assert opened("/", locale="fr-CA").url.endswith("/fr/")
    assert opened("/", locale="de-DE").url.endswith("/es/")
