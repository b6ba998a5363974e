"""The editors' side in a browser: getting in, and the ways through Wagtail's forms."""

import re

from playwright.sync_api import expect

from portal.demonstration.accounts import PASSWORD

from .hands import MOUSE

#: the admin's first page itself; "**/admin/" is also the page before it, which names it behind its "?"
INSIDE = re.compile(r"^[^?]+//[^/?]+/admin/$")


def log_in(opened, name, way=MOUSE, **look):
    """Return the page (Page) of an editor of the demonstration who has just come in. `way` is how, see hands.py."""
    page = opened("/admin/login/?next=/admin/", **look)
    way.write(page.locator("[name=username]"), name)
    way.write(page.locator("[name=password]"), PASSWORD)
    way.press(page.locator("form [type=submit]").first)
    page.wait_for_url(INSIDE)
    return page


def new_practice(page, parent):
    """Go from the list of practices to the form of a new one under `parent`, a page right below the home page."""
    page.goto("/admin/practices/")
    page.click("a[href*='choose_parent']")
    page.click("[data-chooser-action-choose]")
    page.locator(".modal-body .children a").last.click()
    page.locator(".modal-body").get_by_role("link", name=parent, exact=True).first.click()
    expect(page.locator(".chooser__title")).to_have_text(parent)
    page.locator("main form [type=submit]").last.click()
    page.wait_for_url("**/admin/pages/add/practices/practicepage/*/**")


def add_picture(page, name, png):
    """Add a picture to the practice being written: a file called `name` with the bytes `png`, uploaded on the spot."""
    page.click("#id_pictures-ADD")
    page.click("#id_pictures-0-image-chooser [data-chooser-action-choose]")
    dialog = page.locator(".modal-body")
    dialog.get_by_role("tab").nth(1).click()
    dialog.locator("[type=file]").set_input_files({"name": name, "mimeType": "image/png", "buffer": png})
    expect(dialog.locator("[name$=upload-title]")).to_have_value(name.split(".")[0])
    dialog.locator("form [type=submit]").last.click()
    expect(page.locator("#id_pictures-0-image-chooser .chooser__title")).to_have_text(name.split(".")[0])


def publish(page, outcome):
    """Press "publish", wherever Wagtail keeps it, and wait for what it says: `outcome` is "success" or "error"."""
    button = page.locator("footer [name=action-publish]")
    if not button.is_visible():  # the big button of a public page; of a draft it waits behind the arrow
        page.locator("footer [data-w-dropdown-target=toggle]").last.click()
    button.click()
    expect(page.locator(f".messages .{outcome}").first).to_be_visible(timeout=30_000)
