"""The admin's screens run without errors: each entry of the menu, the forms behind the lists, the preview of boundaries."""

import json

import pytest
from playwright.sync_api import expect

from .office import log_in

pytestmark = pytest.mark.browser

#: half of these are outside of the city: refused, each with its sign
CORNERS = [(-60.70, -32.95), (-60.69, -32.95), (-60.69, -32.94), (-60.70, -32.94), (-60.70, -32.95)]
FEATURES = [
    {"type": "Feature", "properties": {"name": name}, "geometry": {"type": kind, "coordinates": coordinates}}
    for name, kind, coordinates in (("Nuevo", "Polygon", [CORNERS]), ("Punto", "Point", CORNERS[0]))
]


@pytest.mark.parametrize("who", ["admin", "curator", "west-official"])
def test_no_entry_of_the_menu_fails(opened, who):
    page = log_in(opened, who, locale="es")
    page.locator("nav a[href^='/admin/']").nth(10).wait_for(state="attached")
    hrefs = page.evaluate("[...document.querySelectorAll('nav a[href^=\"/admin/\"]')].map(link => link.pathname)")
    addresses = sorted({href for href in hrefs if "logout" not in href})
    assert len(addresses) > 10
    for address in addresses:
        page.goto(address)
        expect(page.locator("main").first).to_be_visible()


def test_the_preview_of_boundaries_is_drawn_small_and_its_date_opens(opened):
    page = log_in(opened, "curator", locale="es")
    page.goto("/admin/boundaries/")
    page.get_by_role("link", name="Importar límites").first.click()
    content = json.dumps({"type": "FeatureCollection", "features": FEATURES}).encode()
    page.set_input_files("[type=file]", {"name": "x.geojson", "mimeType": "application/json", "buffer": content})
    page.click("main form [type=submit]")
    page.get_by_role("button", name="Ver qué pasaría").click()
    expect(page.locator("table.listing tbody tr").first).to_be_visible()
    signs = page.locator("table.listing svg")
    assert signs.count() >= 1
    assert all(box["width"] <= 24 for box in (sign.bounding_box() for sign in signs.all()))
    page.locator("#id_valid_from").click()
    expect(page.locator(".xdsoft_datetimepicker").locator("visible=true").first).to_be_visible()
