"""The side of who sends something: the ways through the pages of a form, in a browser."""

from urllib.parse import urlsplit
from uuid import uuid4

from playwright.sync_api import expect

from tests.uploads import samples

from .hands import MOUSE

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


def go_on(page, way=MOUSE):
    """Send the page of a form, which is right: another one comes. `way` is how it is done, see hands.py."""
    before = page.url
    way.press(page.locator("#form button:not([name])"))
    page.wait_for_url(lambda address: address != before)


def name_practice(page, title, way=MOUSE):
    """Fill the first page of a practice of Echesortu, and go on."""
    way.write(page.locator("[name=practice_title]"), title)
    way.choose(page.locator("[name=place]"), "Echesortu")
    way.check(page.locator("[name=author_kind]").first)
    go_on(page, way)


def tell_story(page, way=MOUSE):
    """Fill the three questions, and go on."""
    for name, text in STORY.items():
        way.write(page.locator(f"[name={name}]"), text)
    go_on(page, way)


def leave_mail(page, way=MOUSE):
    """Fill the last page of any form with a mail address, and go on to the check."""
    way.check(page.locator("[name=answer_by][value=mail]"))
    way.write(page.locator("[name=email]"), MAIL)
    way.check(page.locator("[name=consent]"))
    go_on(page, way)
    page.wait_for_url("**/check/")


def send(page, way=MOUSE):
    """Send what was checked; return (code, path of the sender's own page, "" where only the mail tells it)."""
    way.press(page.locator("#send button:not([name])").last)
    page.wait_for_url("**/sent/")
    code = page.locator(".submission-code").inner_text()
    link = page.locator(".submission-link")
    own = urlsplit(link.get_attribute("href")).path if link.count() else ""
    expect(page.locator("h1")).to_have_count(1)
    return code, own
