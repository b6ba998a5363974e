"""From three questions on a phone without JavaScript to a page of the bank and back to who sent it, by mouse and by keys."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from .hands import FOCUS, MOUSE, TAB
from .journey import accepted, answered, approved, asked, begun, completed, found, told
from .office import log_in
from .places import BANK
from .sender import MAIL, PHONE, STORY, go_on, leave_mail, name_practice, new_title, send, tell_story
from .test_keyboard import tab_to

pytestmark = pytest.mark.browser
STAMPED = ("begin-practice", "practice")
#: older than a login may be, and than a day
OLD_STAMPS = f"""
from datetime import timedelta
from django.utils import timezone
from portal.spam_protection.stamp import make_stamp
print(*(make_stamp(form, timezone.now() - timedelta(days=9)) for form in {STAMPED}))
"""


@pytest.fixture
def plain(opened):
    """Return a function that opens an address on a phone without JavaScript; each has cookies of its own, so none."""
    return lambda path: opened(path, **PHONE, java_script_enabled=False)


@pytest.mark.parametrize(("way", "desk"), [(MOUSE, MOUSE), (TAB, FOCUS)], ids=["mouse", "keyboard"])
def test_a_practice_goes_from_three_questions_on_a_phone_into_the_bank(plain, opened, way, desk):
    title, link = begun(plain("/es/submissions/"), way)
    page = plain(link)
    code, own = completed(page, way)
    office = log_in(opened, "west-reviewer", way=desk, locale="es")
    matter = asked(office, title, desk)
    answered(plain(own), way)
    edit = accepted(office, matter, desk)
    curator = log_in(opened, "curator", way=desk, locale="es")
    curator.goto(edit)
    approved(curator, desk)
    public = found(page, title, way)
    page.goto(f"{BANK['es']}?q={title.split()[-1]}")
    expect(page.get_by_role("link", name=re.compile(title)).first).to_have_attribute("href", public)
    told(page, code, way)
    is_answered(page, public)
    page.goto(own)
    is_answered(page, public)
    assert MAIL not in page.content()


def is_answered(page, public):
    """See that a matter was answered, with the way to the page (its path) that came of it."""
    expect(page.locator("main")).to_contain_text("Respondido")
    assert public in {urlsplit(link.get_attribute("href")).path for link in page.locator("main a").all()}


def test_what_is_wrong_leads_to_its_field_by_keyboard(opened):
    page = opened("/es/submissions/practice/", **PHONE)
    tab_to(page, "#form button:not([name])")
    page.keyboard.press("Enter")
    expect(page.locator(".errors")).to_be_focused()
    tab_to(page, ".errors a", most=1)
    page.keyboard.press("Enter")
    expect(page.locator("[name=practice_title]")).to_be_focused()
    page.keyboard.type(new_title())
    TAB.choose(page.locator("[name=place]"), "Echesortu")
    TAB.check(page.locator("[name=author_kind]").first)
    go_on(page, TAB)
    page.wait_for_url("**/story/")


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


@pytest.fixture
def old_stamps(manage):
    """The signed times ({form: text}) of a practice's first page and of its check, shown nine days ago."""
    return dict(zip(STAMPED, manage("shell", "--no-imports", "-c", OLD_STAMPS).split()[-2:], strict=True))


def test_a_form_that_lay_open_for_long_still_works(plain, old_stamps):
    page, title = plain("/es/submissions/practice/"), new_title()
    grow_old(page, old_stamps["begin-practice"])
    name_practice(page, title)
    page.context.clear_cookies()
    tell_story(page)
    page.wait_for_url("**/pictures/")
    go_on(page)
    leave_mail(page)
    grow_old(page, old_stamps["practice"])
    send(page)
    expect(page.locator("h1")).to_have_text("Lo recibimos")  # and does not wait to be confirmed
    expect(page.locator("main")).to_contain_text(title)


def grow_old(page, stamp):
    """Put the signed time of an older page in place of the one that came now."""
    field = page.locator("[name=form_stamp]")
    expect(field).not_to_have_value("")
    field.evaluate("(field, stamp) => { field.value = stamp }", stamp)
