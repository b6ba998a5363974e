"""The date picker of the admin goes with what is typed: a click on an hour keeps the day that somebody wrote."""

import pytest
from playwright.sync_api import expect

from .office import log_in

pytestmark = pytest.mark.browser

PICKER = ".xdsoft_datetimepicker"


def typed(page, text):
    """Type into the start of a new session, from nothing."""
    page.goto("/admin/agendas/sessions/new/")
    page.locator("#id_start").click()
    expect(page.locator(PICKER).locator("visible=true")).to_have_count(1)
    page.keyboard.type(text)


@pytest.mark.parametrize(
    "text", ["17/12/2031", "17/12/2031 20:00", "17.12.31 ", "17-12-2031, 20 h", "2031-12-17 20:00"]
)
def test_an_hour_that_is_clicked_keeps_the_day_that_was_typed(opened, text):
    page = log_in(opened, "west-editor", locale="es")
    typed(page, text)
    page.locator(f"{PICKER} .xdsoft_time").locator("visible=true").get_by_text("19:00", exact=True).click()
    expect(page.locator("#id_start")).to_have_value("2031-12-17 19:00")


@pytest.mark.parametrize("text", ["31/02/2031", "04/13/2031", "4 dic", "17/12"])
def test_beside_what_is_no_day_the_picker_offers_nothing(opened, text):
    page = log_in(opened, "west-editor", locale="es")
    typed(page, text)
    expect(page.locator(PICKER).locator("visible=true")).to_have_count(0)
    expect(page.locator("#id_start")).to_have_value(text)
    page.locator("#id_start").fill("")
    expect(page.locator(PICKER).locator("visible=true")).to_have_count(1)


def test_a_fault_in_the_dialogue_of_the_schedule_opens_it(opened):
    page = log_in(opened, "curator", locale="es")
    page.goto("/admin/my-pages/?language=es&q=accesibilidad")  # by its title: no worker writes the index here
    page.goto(page.locator(".title-wrapper a").first.get_attribute("href"))
    page.locator("[data-a11y-dialog-show=schedule-publishing-dialog]").first.evaluate("button => button.click()")
    page.locator("#id_go_live_at").fill("31/02/2031 10:00")
    page.locator("#schedule-publishing-dialog [type=submit]").click()
    expect(page.locator("#schedule-publishing-dialog .error-message").first).to_be_visible()
    expect(page.locator("#id_go_live_at")).to_have_value("31/02/2031 10:00")
