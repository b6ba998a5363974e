"""The steps of a practice from three questions to a page of the bank; each is taken in a way of hands.py."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from .sender import STORY, go_on, leave_mail, name_practice, new_title, photo, send, tell_story

QUESTION, REPLY, ANSWER = (
    "¿En qué año empezaron?",
    "Empezamos en 2019.",
    "Gracias: va al banco, para que otros la lean.",
)
LEAD, SHOWN = "Una plaza hecha entre una escuela y su barrio.", "Chicas y chicos plantan un árbol."
LAST = 30  # pages; the full form has fewer


# The sender ----------------------------------------------------------------------------------------------------------


def begun(page, way):
    """Begin a practice with its three questions and leave it for another day; return (title, path of the way back)."""
    title = new_title()
    way.press(page.get_by_role("link", name="Contar una experiencia"))
    page.wait_for_url("**/submissions/practice/")
    name_practice(page, title, way)
    tell_story(page, way)
    way.press(page.get_by_role("button", name="Guardar y seguir otro día"))
    page.wait_for_url("**/later/")
    return title, urlsplit(page.locator(".submission-link").get_attribute("href")).path


def completed(page, way):
    """Go through the full form, with a picture, and send it; return (code, path of the sender's own page)."""
    leave_mail(page, way)
    way.press(page.get_by_role("link", name="Fotos", exact=True))
    page.wait_for_url("**/pictures/")
    way.attach(page.locator("[name=pictures]"), photo())
    way.write(page.locator("[name=pictures-alt]"), SHOWN)
    way.check(page.locator("[name=picture_licence]").first)
    way.check(page.locator("[name=people_agree]"))
    go_on(page, way)
    go_on(page, way)
    expect(page.locator(".submission-preview__paper img")).to_have_count(1)
    way.press(page.get_by_role("button", name="Seguir con el formulario completo"))
    page.wait_for_url(lambda address: not address.endswith("/check/"))
    for _ in range(LAST):
        if page.url.endswith("/lead/"):
            way.write(page.locator("#form textarea").first, LEAD)
        elif page.url.endswith("/themes/"):
            way.check(page.get_by_label("Espacio público"))
        if page.url.endswith("/check/"):
            break
        go_on(page, way)
    expect(page.locator(".submission-preview__paper")).to_contain_text(LEAD)
    return send(page, way)


def answered(page, way):
    """Read the question on the sender's own page and answer it."""
    expect(page.get_by_text(QUESTION)).to_be_visible()
    way.write(page.locator("[name=text]"), REPLY)
    way.press(page.get_by_role("button", name="Mandar el mensaje"))
    expect(page.locator(".submission-message--mine")).to_contain_text(REPLY)


def found(page, title, way):
    """Find the practice by a word of its title, and open it; return the path of its page."""
    page.goto("/es/search/")
    way.write(page.locator("main [type=search]"), title.split()[-1])
    way.press(page.locator("main [role=search] button"))
    page.wait_for_url("**/es/search/?q=*")
    way.press(page.locator("#results").get_by_role("link", name=re.compile(title)).first)
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("main img").first).to_have_attribute("alt", SHOWN)
    return urlsplit(page.url).path


def told(page, code, way):
    """Ask with the code how the matter stands."""
    page.goto("/es/submissions/status/")
    way.write(page.locator("[name=code]"), code)
    way.press(page.get_by_role("button", name="Ver cómo va"))
    page.wait_for_url(f"**/es/submissions/status/{code}/")


# The office ----------------------------------------------------------------------------------------------------------


def step(office, name, way):
    """Open a step of the matter that the office looks at, and return its part of the page."""
    way.press(office.locator(f"#{name} > summary"))
    return office.locator(f"#{name}")


def asked(office, title, way):
    """Open a matter out of the queue and ask what is missing; return its path."""
    office.goto(f"/admin/submissions/?q={title.split()[-1]}")
    way.press(office.get_by_role("link", name=title).first)
    expect(office.locator(".queue-quote")).to_contain_text(STORY["summary"])
    form = step(office, "ask", way)
    way.write(form.locator("[name=text]"), QUESTION)
    way.press(form.locator("button:not([name])").last)
    expect(office.locator(".messages .success").first).to_be_visible()
    return urlsplit(office.url).path


def accepted(office, matter, way):
    """Accept a matter into the folder of its district, and approve its page there; return the path of its editor."""
    office.goto(matter)
    expect(office.get_by_text(REPLY).first).to_be_visible()
    form = step(office, "accept", way)
    way.write(form.locator("textarea[name=text]"), ANSWER)
    expect(form.locator("[name=made-folder] option:checked")).to_have_text("Oeste")
    way.press(form.locator("button:not([name])").last)
    expect(office.locator(".messages .success").first).to_be_visible()
    way.press(office.locator(".queue-history").get_by_role("link", name="Verlo"))
    office.wait_for_url("**/edit/")
    edit = urlsplit(office.url).path
    approved(office, way)
    return edit


def approved(office, way):
    """Approve the page that is open in the editor."""
    way.press(office.locator("footer [data-workflow-action-name=approve]").first)
    office.wait_for_url(lambda address: not address.endswith("/edit/"))
    expect(office.locator(".messages .success").first).to_be_visible()
