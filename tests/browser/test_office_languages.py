"""The admin speaks each of the four languages: no label of ours stays Spanish where the catalogue knows better."""

import pytest
from babel.messages.pofile import read_po
from django.utils.text import capfirst

from .office import log_in
from .places import ROOT

pytestmark = pytest.mark.browser

LEAST = 40  # so many different labels of ours stand in the forms visited
TITLES = {"Banco de experiencias"}  # of pages: content, in the language it was written in
OURS = "label, h2, legend, th, [role=tab], .help, nav a, button"
TEXTS = "parts => parts.map(part => part.textContent.replace(/\\s+/g, ' ').trim().replace(/\\s*(\\*|\\(\\))$/, ''))"


def catalogue(language):
    """Return {Spanish label: translation} of the interface in `language`, without what is the same in both."""
    if language == "es":
        return {}
    with (ROOT / f"locale/{language}/LC_MESSAGES/django.po").open("rb") as file:
        messages = read_po(file)
    plain = {row.id: row.string for row in messages if isinstance(row.id, str) and row.id and row.string}
    return {capfirst(spanish): capfirst(text) for spanish, text in plain.items() if text != spanish}


def labels(page):
    """Return what our pages and Wagtail's say around the fields: a set of texts."""
    return {capfirst(text) for text in page.locator(OURS).evaluate_all(TEXTS) if text}


def speak(page, code):
    """Set the editor's preferred language."""
    page.goto("/admin/account/")
    page.fill("[name$=first_name]", "Ana")  # Wagtail keeps nothing of an account without a name
    page.fill("[name$=last_name]", "Sosa")
    page.select_option("[name=locale-preferred_language]", code)
    with page.expect_navigation():
        page.locator("[name=locale-preferred_language]").evaluate("field => field.form.requestSubmit()")


@pytest.mark.parametrize("language", ["es", "en", "fr", "pt"])
def test_the_admin_speaks_the_language_of_the_editor(language, opened):
    page = log_in(opened, "admin", locale="es")
    speak(page, "pt-br" if language == "pt" else language)
    seen = set()
    page.goto("/admin/practices/")
    seen |= labels(page)
    page.locator("main td a[href*='/edit/']").first.click()
    page.wait_for_url("**/edit/")
    seen |= labels(page)
    page.goto("/admin/practice-contacts/new/")
    seen |= labels(page)
    assert page.locator("html").get_attribute("lang").startswith(language)
    if language == "es":
        assert {"Experiencias", "Qué falta", "Qué, dónde y quién", "Contactos"} <= seen
        return
    ours = catalogue(language)
    known = set(ours.values())
    assert sorted(text for text in seen - TITLES if text in ours and text not in known) == []
    assert len(seen & known) >= LEAST
