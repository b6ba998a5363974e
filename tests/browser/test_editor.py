"""An editor writes a practice with a picture, and the city reads it at once."""

import io
import time

import pytest
from PIL import Image
from playwright.sync_api import expect

from .office import add_picture, log_in, new_practice, publish
from .places import BANK

pytestmark = pytest.mark.browser

LEAD = "Las familias de la cuadra leen en voz alta los jueves, con las sillas en la vereda."
SHOWN = "Nueve personas sentadas en ronda en la vereda; una lee."


def drawn(number):
    """Return a picture as PNG (bytes), another one for each number: of a known one Wagtail asks whether to keep both."""
    output = io.BytesIO()
    Image.new("RGB", (900, 600), (number % 256, number // 256 % 256, 120)).save(output, "PNG")
    return output.getvalue()


def test_a_practice_with_a_picture_is_written_published_and_found(opened):
    number = int(time.time())
    title = f"Lecturas en la vereda {number}"
    page = log_in(opened, "curator", locale="es")
    new_practice(page, "Banco de experiencias")
    page.locator("#id_title").press_sequentially(title)  # as a person types: the address follows
    page.fill("#id_lead", LEAD)
    add_picture(page, "vereda.png", drawn(number))

    publish(page, "error")
    alt = page.locator("[data-contentpath=alt]").filter(has=page.locator("#id_pictures-0-alt"))
    expect(alt.locator(".error-message").first).to_be_visible()
    expect(page.locator("#id_title")).to_have_value(title)
    expect(page.locator("#id_lead")).to_have_value(LEAD)

    page.locator("#id_pictures-0-alt").press_sequentially(SHOWN)
    page.wait_for_timeout(3_000)  # Wagtail may be keeping the draft by itself: two creations at once would collide
    publish(page, "success")

    reader = opened(f"{BANK['es']}?q={title}", locale="es")
    found = reader.locator("#results .row__title a").filter(has_text=title)
    expect(found).to_have_count(1)
    found.click()
    expect(reader.locator("h1")).to_have_text(title)
    picture = reader.locator("main .picture img")
    expect(picture).to_have_attribute("alt", SHOWN)
    picture.scroll_into_view_if_needed()
    expect(picture).not_to_have_js_property("naturalWidth", 0)

    french = opened(f"{BANK['fr']}?q={title}", locale="fr")
    row = french.locator("#results .row").filter(has_text=title)
    expect(row.locator(".row__title")).to_have_attribute("lang", "es")
    expect(row.locator(".row__side")).to_contain_text("espagnol")
    row.locator("a").first.click()
    expect(french.locator("main .notice")).to_contain_text("espagnol")
