"""The first screen of a phone says when, where, and how to get it into one's calendar."""

import pytest
from playwright.sync_api import expect

from .places import PLACES, address_of

pytestmark = pytest.mark.browser
KINDS = ("home", "neighbourhood", "district", "council", "session")
CASES = [(kind, language) for kind in KINDS for language in ("es", "fr")] + [("session-soon", "es"), ("event", "es")]
PHONE = {"width": 375, "height": 667}


@pytest.mark.parametrize(("kind", "language"), CASES)
def test_day_place_and_calendar_are_in_the_first_screen_of_a_phone(opened, portal, kind, language):
    page = opened(address_of(portal, PLACES[kind][language]), **PHONE)
    for part in (".next .plate, .head .plate", ".next__when, .head__lead", "a[href$='calendar.ics']"):
        box = page.locator("main").locator(part).first.bounding_box()
        assert box["y"] + box["height"] <= PHONE["height"], part
    assert page.locator("main a[href$='calendar.ics']").first.bounding_box()["height"] >= 44


@pytest.mark.parametrize("language", ["fr", "en", "pt"])
def test_a_session_in_another_language_keeps_them_in_the_first_screen(opened, language):
    page = opened("/es/", **PHONE)
    far = page.evaluate(
        "() => new Date(Date.now() + 70 * 864e5).toISOString().slice(0, 10)"
    )  # nobody translates so far
    page.goto(f"/{language}/agenda/?view=list&from={far}")
    page.goto(page.locator(f"main .row a[href^='/{language}/distritos/']").first.get_attribute("href"))
    expect(page.locator(".notice--line")).to_be_visible()
    for part in (".head .plate", ".head__lead"):
        box = page.locator("main").locator(part).first.bounding_box()
        assert box["y"] + box["height"] <= PHONE["height"], part
    # below a title of three lines the button begins there, and ends lower
    assert page.locator("main a[href$='calendar.ics']").first.bounding_box()["y"] <= PHONE["height"]


def test_the_agenda_opens_at_today(opened):
    page = opened("/es/agenda/", **PHONE)
    today = page.locator(".agenda .day:not(#past-days .day) .plate").first
    assert today.bounding_box()["y"] < PHONE["height"]
    if page.locator("#past-days").count():  # there are days before today in every week but on its first day
        page.locator("#past-days summary").click()
        expect(page.locator("#past-days .day").first).to_be_visible()


def test_an_address_of_a_folded_day_unfolds_it(opened):
    page = opened("/es/agenda/", **PHONE)
    past = page.locator("#past-days .day")
    if past.count():
        page.goto(f"/es/agenda/#{past.first.get_attribute('id')}")
        expect(past.first).to_be_visible()


def test_the_frame_of_the_agenda_stands_where_that_of_other_pages_does(opened):
    tops = [opened(path).locator("main").bounding_box()["y"] for path in ("/es/distritos/", "/es/agenda/")]
    assert tops[0] == tops[1]
