"""From three questions on a phone without JavaScript to a page of the bank, and back to who sent it."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from .office import log_in
from .places import BANK
from .sender import MAIL, PHONE, STORY, go_on, leave_mail, name_practice, new_title, photo, send, tell_story
from .test_keyboard import tab_to

pytestmark = pytest.mark.browser
QUESTION, REPLY, ANSWER = (
    "¿En qué año empezaron?",
    "Empezamos en 2019.",
    "Gracias: va al banco, para que otros la lean.",
)
LAST = 30  # pages; the full form has fewer


@pytest.fixture
def plain(opened):
    """Return a function that opens an address on a phone without JavaScript; each has cookies of its own, so none."""
    return lambda path: opened(path, **PHONE, java_script_enabled=False)


def begun(plain):
    """Begin a practice with its three questions and leave it for another day; return (title, path of the way back)."""
    page, title = plain("/es/submissions/"), new_title()
    page.get_by_role("link", name="Contar una experiencia").click()
    name_practice(page, title)
    tell_story(page)
    page.get_by_role("button", name="Guardar y seguir otro día").click()
    page.wait_for_url("**/later/")
    return title, urlsplit(page.locator(".submission-link").get_attribute("href")).path


def completed(page):
    """Go through the full form, with a picture, and send it; return (code, path of the sender's own page)."""
    leave_mail(page)
    page.get_by_role("link", name="Fotos", exact=True).click()
    page.set_input_files("[name=pictures]", [photo()])
    page.fill("[name=pictures-alt]", "Chicas y chicos plantan un árbol.")
    page.locator("[name=picture_licence]").first.check()
    page.check("[name=people_agree]")
    go_on(page)
    go_on(page)
    expect(page.locator(".submission-preview__paper img")).to_have_count(1)
    page.get_by_role("button", name="Seguir con el formulario completo").click()
    for _ in range(LAST):
        if page.url.endswith("/lead/"):
            page.locator("#form textarea").first.fill("Una plaza hecha entre una escuela y su barrio.")
        elif page.url.endswith("/themes/"):
            page.get_by_label("Espacio público").check()
        if page.url.endswith("/check/"):
            break
        go_on(page)
    expect(page.locator(".submission-preview__paper")).to_contain_text("Una plaza hecha entre una escuela y su barrio.")
    return send(page)


def step(office, name):
    """Open a step of the matter that the office looks at, and return its part of the page."""
    office.locator(f"#{name} > summary").click()
    return office.locator(f"#{name}")


def asked(office, title):
    """Open a matter out of the queue and ask what is missing; return its path."""
    office.goto("/admin/submissions/")
    office.get_by_role("link", name=title).first.click()
    expect(office.locator(".queue-quote")).to_contain_text(STORY["summary"])
    form = step(office, "ask")
    form.locator("[name=text]").fill(QUESTION)
    form.locator("button:not([name])").last.click()
    expect(office.locator(".messages .success").first).to_be_visible()
    return urlsplit(office.url).path


def answered(page):
    """Read the question on the sender's own page and answer it."""
    expect(page.get_by_text(QUESTION)).to_be_visible()
    page.fill("[name=text]", REPLY)
    page.get_by_role("button", name="Mandar el mensaje").click()
    expect(page.locator(".submission-message--mine")).to_contain_text(REPLY)


def accepted(office, matter):
    """Accept a matter into the folder of its district, and approve its page there; return the path of its editor."""
    office.goto(matter)
    expect(office.get_by_text(REPLY).first).to_be_visible()
    form = step(office, "accept")
    form.locator("textarea[name=text]").fill(ANSWER)
    assert form.locator("[name=made-folder] option:checked").inner_text() == "Oeste"
    form.locator("button:not([name])").last.click()
    expect(office.locator(".messages .success").first).to_be_visible()
    office.locator(".queue-history").get_by_role("link", name="Verlo").click()
    office.wait_for_url("**/edit/")
    edit = urlsplit(office.url).path
    approved(office)
    return edit


def approved(office):
    """Approve the page that is open in the editor."""
    office.locator("footer [data-workflow-action-name=approve]").first.click()
    office.wait_for_url(lambda address: not address.endswith("/edit/"))
    expect(office.locator(".messages .success").first).to_be_visible()


def test_a_practice_goes_from_three_questions_on_a_phone_into_the_bank(plain, opened):
    title, link = begun(plain)
    page = plain(link)
    code, own = completed(page)
    office = log_in(opened, "west-reviewer", locale="es")
    matter = asked(office, title)
    answered(plain(own))
    edit = accepted(office, matter)
    curator = log_in(opened, "curator", locale="es")
    curator.goto(edit)
    approved(curator)
    page.goto(f"/es/search/?q={title.split()[-1]}")
    page.locator("#results").get_by_role("link", name=re.compile(title)).first.click()
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("main img").first).to_have_attribute("alt", "Chicas y chicos plantan un árbol.")
    public = urlsplit(page.url).path
    page.goto(f"{BANK['es']}?q={title.split()[-1]}")
    expect(page.get_by_role("link", name=re.compile(title)).first).to_have_attribute("href", public)
    for address in (own, f"/es/submissions/status/{code}/"):
        page.goto(address)
        expect(page.locator("main")).to_contain_text("Respondido")
        assert public in {urlsplit(link.get_attribute("href")).path for link in page.locator("main a").all()}
    assert MAIL not in page.content()


def keys(page, selector, text):
    """Tab to a field, every stop seen, and type."""
    tab_to(page, selector)
    page.keyboard.type(text)


def test_a_practice_is_sent_by_keyboard_alone(opened):
    page, title = opened("/es/submissions/practice/", **PHONE), new_title()
    tab_to(page, "#form button:not([name])")
    page.keyboard.press("Enter")
    expect(page.locator(".errors")).to_be_focused()
    tab_to(page, ".errors a", most=1)
    page.keyboard.press("Enter")
    expect(page.locator("[name=practice_title]")).to_be_focused()
    page.keyboard.type(title)
    keys(page, "[name=place]", "Eche")
    tab_to(page, "[name=author_kind]")
    page.keyboard.press("Space")
    enter(page, "**/story/")
    for name, text in STORY.items():
        keys(page, f"[name={name}]", text)
    enter(page, "**/pictures/")
    enter(page, "**/contact/")
    keys(page, "[name=email]", MAIL)
    tab_to(page, "[name=consent]")
    page.keyboard.press("Space")
    enter(page, "**/check/")
    enter(page, "**/sent/", "#send button:not([name])")
    expect(page.locator(".submission-code")).to_have_text(re.compile(r"^\w{4}-\w{4}$"))


def enter(page, then, button="#form button:not([name])"):
    """Tab to the button that goes on, and press it."""
    tab_to(page, button)
    page.keyboard.press("Enter")
    page.wait_for_url(then)


def test_two_drafts_of_one_sender_on_two_devices_stay_two(plain, opened):
    first, second = plain("/es/submissions/practice/"), opened("/es/submissions/practice/", locale="es")
    titles = [new_title(), new_title()]
    for page, title in zip((first, second), titles, strict=True):
        name_practice(page, title)
        tell_story(page)
        go_on(page)
    leave_mail(first)
    leave_mail(second)
    for page, title in zip((first, second), titles, strict=True):
        expect(page.locator(".submission-preview__paper h3").first).to_have_text(title)
    codes = {send(first)[0], send(second)[0]}
    assert len(codes) == 2


def test_the_back_button_loses_nothing(plain):
    page, title = plain("/es/submissions/practice/"), new_title()
    name_practice(page, title)
    draft = page.url.removesuffix("story/")
    tell_story(page)
    page.go_back()
    for name, text in STORY.items():
        expect(page.locator(f"[name={name}]")).to_have_value(text)
    page.fill("[name=innovation]", "Otra cosa.")
    go_on(page)
    page.get_by_role("link", name="Volver").click()
    expect(page.locator("[name=innovation]")).to_have_value("Otra cosa.")
    page.get_by_role("link", name="Volver").click()
    expect(page.locator("[name=practice_title]")).to_have_value(title)
    assert page.url.startswith(draft)


def test_a_form_that_lay_open_for_long_still_works(plain):
    page = plain("/es/submissions/practice/")
    name_practice(page, new_title())
    page.context.clear_cookies()
    tell_story(page)
    page.wait_for_url("**/pictures/")
