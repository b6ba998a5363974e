"""Finding one's neighbourhood in a browser: by the place that the browser knows, without a script, and on paper."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
INDEX, PLACE = "/es/distritos/", "/es/distritos/oeste/neighbourhoods/echesortu/"


def middle(portal_page):
    """Return (latitude, longitude) well inside Echesortu, from the boundaries that the portal publishes."""
    collection = portal_page.request.get("/neighbourhoods.geojson?district=oeste").json()
    feature = next(each for each in collection["features"] if each["properties"]["code"] == "echesortu")
    polygon = feature["geometry"]["coordinates"]
    ring = polygon[0][0] if feature["geometry"]["type"] == "MultiPolygon" else polygon[0]
    return sum(y for _x, y in ring[:-1]) / len(ring[:-1]), sum(x for x, _y in ring[:-1]) / len(ring[:-1])


def test_the_browsers_place_leads_to_its_neighbourhood_and_is_rounded(opened):
    latitude, longitude = middle(opened(INDEX))
    place = {"latitude": latitude, "longitude": longitude}
    page = opened(INDEX, geolocation=place, permissions=["geolocation"])
    page.get_by_role("button", name="Usar mi ubicación").click()
    page.wait_for_url("**/distritos/?at=*")
    expect(page.locator("#found").get_by_role("link", name="Echesortu")).to_be_visible()
    expect(page).to_have_url(re.compile(re.escape(f"?at={latitude:.4f},{longitude:.4f}#finder") + "$"))


def test_a_refused_place_is_said_and_nothing_is_sent(opened):
    page = opened(INDEX)
    page.get_by_role("button", name="Usar mi ubicación").click()
    page.get_by_text("No pudimos saber dónde estás").wait_for()
    assert page.url.endswith(INDEX)


def test_without_a_script_the_boxes_find_and_no_button_promises_more(opened):
    page = opened(INDEX, java_script_enabled=False)
    expect(page.get_by_role("button", name="Usar mi ubicación")).to_be_hidden()
    page.get_by_label("Calle y número, barrio o código postal").fill("echesortu")
    page.locator("#place + button").click()
    page.locator("#found").get_by_role("link", name="Echesortu").click()
    page.wait_for_url(f"**{PLACE}")


def test_a_street_typed_on_the_home_page_shows_the_next_meeting_in_two_taps_without_a_script(opened):
    page = opened("/es/", width=375, height=667, java_script_enabled=False)
    page.get_by_label("Calle y número, barrio o código postal").fill("av san martin al 450")  # tap 1
    page.locator("#place + button").click()  # tap 2
    found = page.locator("#found")
    expect(found.get_by_role("link", name="San Miguel", exact=True)).to_be_visible()
    assert found.get_by_role("link", name="Pasar a mi calendario").bounding_box()["y"] < 667


def test_my_district_is_remembered_without_a_script(opened):
    page = opened("/es/", java_script_enabled=False)
    page.get_by_text("O elige tu distrito").click()
    page.get_by_label("Tu distrito").select_option("oeste")
    page.get_by_role("button", name="Recordar").click()
    expect(page.get_by_role("heading", name="Oeste", exact=True)).to_be_visible()
    assert [cookie["name"] for cookie in page.context.cookies()] == ["district"]
    page.get_by_role("button", name="Olvidar mi distrito").click()
    page.get_by_text("O elige tu distrito").click()
    with page.expect_navigation():
        page.get_by_role("button", name="No preguntar más").click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_text("O elige tu distrito")).to_be_hidden()


def test_the_shapes_of_the_map_are_links_with_names(opened):
    page = opened("/es/distritos/oeste/")
    links = page.locator("svg.map a")
    expect(links).to_have_count(6)
    page.locator("svg.map").get_by_role("link", name="Echesortu").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{PLACE}")


def test_a_printed_neighbourhood_has_its_address_its_map_and_no_buttons(opened):
    page = opened(PLACE)
    page.emulate_media(media="print")
    expect(page.locator(".printhead")).to_be_visible()
    expect(page.locator(".printhead")).to_contain_text(PLACE)
    expect(page.locator("svg.map--places")).to_be_visible()
    expect(page.locator("main .only-screen").first).to_be_hidden()
