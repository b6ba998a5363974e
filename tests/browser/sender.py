"""The side of who sends something: the ways through the pages of a form, in a browser."""

from urllib.parse import urlsplit
from uuid import uuid4

from playwright.sync_api import expect

from tests.uploads import samples

PHONE = {"width": 375, "height": 740}
STORY = {
    "participants": "La escuela, las familias y la cooperadora del barrio.",
    "summary": "Había un baldío. Lo limpiamos entre todos y hoy es una plaza con bancos y sombra.",
    "innovation": "Las chicas y los chicos de la escuela la dibujaron primero.",
}
MAIL = "marta@ejemplo.example"


def new_title():
    """Return a title that no other run has used."""
    return f"La plaza de los sábados {uuid4().hex[:8]}"


def photo():
    """Return a small picture as a browser's file field takes it."""
    return {"name": "plaza.jpg", "mimeType": "image/jpeg", "buffer": samples.jpeg(640, 480)}


def go_on(page):
    """Send the page of a form, which is right: another one comes."""
    before = page.url
    page.locator("#form button:not([name])").click()
    page.wait_for_url(lambda address: address != before)


def name_practice(page, title):
    """Fill the first page of a practice of Echesortu, and go on."""
    page.fill("[name=practice_title]", title)
    page.select_option("[name=place]", label="Echesortu")
    page.locator("[name=author_kind]").first.check()
    go_on(page)


def tell_story(page):
    """Fill the three questions, and go on."""
    for name, text in STORY.items():
        page.fill(f"[name={name}]", text)
    go_on(page)


def leave_mail(page):
    """Fill the last page of any form with a mail address, and go on to the check."""
    page.locator("[name=answer_by][value=mail]").check()
    page.fill("[name=email]", MAIL)
    page.check("[name=consent]")
    go_on(page)
    page.wait_for_url("**/check/")


def send(page):
    """Send what was checked; return (code, path of the sender's own page, "" where only the mail tells it)."""
    page.locator("#send button:not([name])").last.click()
    page.wait_for_url("**/sent/")
    code = page.locator(".submission-code").inner_text()
    link = page.locator(".submission-link")
    own = urlsplit(link.get_attribute("href")).path if link.count() else ""
    expect(page.locator("h1")).to_have_count(1)
    return code, own
