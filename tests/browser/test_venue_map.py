"""The map of a venue: a click and the arrow keys set latitude and longitude, typing moves the point; a dialogue has it."""

import re

import pytest
from playwright.sync_api import expect

from .office import log_in

pytestmark = pytest.mark.browser
A_SESSION = """
from portal.councils.models import SessionPage
print(SessionPage.objects.filter(live=True, venue__isnull=False, locale__language_code="es").order_by("-start").first().pk)
"""
FORGET = "from portal.territory.models import Venue; Venue.objects.filter(name='{}').delete()"


def numbers(place):
    """Return (latitude, longitude) of the form in which a map stands."""
    return tuple(float(place.locator(f"[name$={name}]").input_value()) for name in ("latitude", "longitude"))


def numbers_after(place, before, *names):
    """Return the numbers when those of these names ("latitude", "longitude") are no longer what they were before."""
    for name, number in zip(("latitude", "longitude"), before, strict=True):
        if name in names:
            expect(place.locator(f"[name$={name}]")).not_to_have_value(re.compile(rf"^{re.escape(str(number))}0*$|^$"))
    return numbers(place)


def click_at(page, place, across, down):
    """Click on a part of the map, given in shares of its width and height."""
    svg = place.locator("[data-point-map] svg")
    svg.scroll_into_view_if_needed()
    box = svg.bounding_box()
    page.mouse.click(box["x"] + box["width"] * across, box["y"] + box["height"] * down)


@pytest.fixture
def form(opened):
    """The form of a new venue."""
    page = log_in(opened, "admin", locale="es")
    page.goto("/admin/venues/new/")
    expect(page.locator("[data-point-map]")).to_be_visible()
    return page


def test_a_click_sets_both_numbers_and_says_where_it_is(form):
    expect(form.locator("[data-place]")).to_have_text("Todavía no marcaste el lugar.")
    click_at(form, form, 0.5, 0.5)
    expect(form.locator("[data-place]")).to_contain_text("distrito")
    latitude, longitude = numbers(form)
    click_at(form, form, 0.6, 0.4)
    higher, further = numbers_after(form, (latitude, longitude), "latitude", "longitude")
    assert (higher > latitude, further > longitude) == (True, True)
    click_at(form, form, 0.01, 0.01)
    expect(form.locator("[data-place]")).to_have_text("Fuera de los barrios de la ciudad")


def test_the_arrow_keys_move_the_point_and_plus_makes_the_steps_finer(form):
    sheet = form.locator(".point-map__sheet")
    sheet.focus()
    form.keyboard.press("ArrowUp")  # the first key puts it in the middle
    latitude, longitude = numbers_after(form, ("", ""), "latitude", "longitude")
    form.keyboard.press("ArrowUp")
    form.keyboard.press("ArrowRight")
    higher, further = numbers_after(form, (latitude, longitude), "latitude", "longitude")
    assert (higher > latitude, further > longitude) == (True, True)
    form.keyboard.press("+")
    form.keyboard.press("ArrowDown")
    lower, _same = numbers_after(form, (higher, further), "latitude")
    assert higher - lower == pytest.approx((higher - latitude) / 2, abs=0.00002)
    expect(sheet).to_be_focused()


def test_typed_numbers_move_the_point(form):
    click_at(form, form, 0.5, 0.5)
    mark = form.locator("[data-mark]")
    latitude, _longitude = numbers_after(form, ("", ""), "latitude")
    before = mark.get_attribute("transform")
    form.fill("[name=latitude]", str(latitude + 0.01))
    expect(mark).not_to_have_attribute("transform", before)
    form.fill("[name=latitude]", "")
    expect(mark).to_have_attribute("visibility", "hidden")


def test_on_a_phone_it_fits_and_its_buttons_are_large(opened):
    page = log_in(opened, "admin", locale="es", width=375, height=700)
    page.goto("/admin/venues/new/")
    box = page.locator(".point-map__sheet").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 375
    assert all(button.bounding_box()["height"] >= 44 for button in page.locator("[data-zoom]").all())


def test_without_a_script_the_fields_remain(opened):
    page = log_in(opened, "admin", locale="es")
    state = page.context.storage_state()
    plain = page.context.browser.new_context(java_script_enabled=False, storage_state=state, base_url=page.url)
    bare = plain.new_page()
    bare.goto("/admin/venues/new/")
    expect(bare.locator("[name=latitude]")).to_be_visible()
    expect(bare.locator("[data-point-map]")).to_be_hidden()
    plain.close()


def test_a_venue_is_made_from_the_form_of_a_session_and_nothing_is_lost(opened, manage):
    name = "Salón de la prueba del mapa"
    pk = manage("shell", "--no-imports", "-c", A_SESSION).strip().splitlines()[-1]
    page = log_in(opened, "admin", locale="es")
    page.goto(f"/admin/pages/{pk}/edit/")
    page.get_by_role("tab", name="Dónde").click()
    page.fill("[name=venue_hint]", "por el patio")
    page.locator("#id_venue-chooser [data-w-dropdown-target=toggle]").last.click()
    page.locator("[data-chooser-action-choose]:visible").first.click()
    dialog = page.locator(".modal-body")
    dialog.get_by_role("tab", name="Nuevo lugar").click()
    dialog.locator("[name=new-venue-address]").fill("Mitre 10")
    click_at(page, dialog, 0.5, 0.5)
    dialog.locator("form [type=submit]").last.click()
    expect(dialog.locator(".error-message").first).to_be_visible()
    expect(dialog.locator("[name=new-venue-address]")).to_have_value("Mitre 10")
    expect(dialog.locator("[data-place]")).to_contain_text("distrito")
    dialog.locator("[name=new-venue-name]").fill(name)
    dialog.locator("form [type=submit]").last.click()
    expect(page.locator("#id_venue-chooser .chooser__title")).to_have_text(f"{name}, Mitre 10")
    expect(page.locator("[name=venue_hint]")).to_have_value("por el patio")
    manage("shell", "--no-imports", "-c", FORGET.format(name))
