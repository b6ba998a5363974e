"""The second factor in a browser: enrolment by an app of codes and by a security key, without a script of the page's own."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from portal.demonstration.accounts import PASSWORD

from .office import INSIDE, log_in
from .test_office_languages import speak

pytestmark = pytest.mark.browser
NEW = "una-clave-larga-y-nueva-7"


def code(secret):
    """Return the code that an app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def send(page, **fields):
    """Fill the form of a page of getting in and send it."""
    for name, value in fields.items():
        page.fill(f"[name={name}]", value)
    page.locator("form [type=submit]").first.click()


@pytest.fixture
def newcomer(opened):
    """Return a function that makes an editor's account, which is none of the demonstration's own; gives its name."""

    def make(name):
        page = log_in(opened, "admin", locale="es-ES")
        speak(page, "es")  # another test may have left another language
        page.goto("/admin/users/new/")
        fields = {"username": name, "email": f"{name}@nuevaribera.example", "first_name": "Ana", "last_name": "B"}
        for field, value in {**fields, "password1": NEW, "password2": NEW}.items():
            page.fill(f"[name={field}]", value)
        west = page.locator("#id_groups details").filter(has_text=re.compile(r"^\s*Oeste"))
        west.locator("summary").click()
        west.get_by_label("Edición").check()
        page.locator("footer [type=submit], form [type=submit]").last.click()
        page.wait_for_url("**/admin/users/")
        return name

    return make


def test_an_editor_enrols_with_an_app_and_then_needs_its_code(opened, newcomer):
    name = newcomer(f"app-{time.time_ns()}")
    page = opened("/admin/")
    send(page, username=name, password=NEW)
    expect(page.locator("main svg").first).to_be_visible()
    secret = page.locator("main code").inner_text()
    send(page, code=code(secret))
    page.wait_for_url("**/recovery/**")
    assert len(re.findall(r"\b\d{8}\b", page.locator("main").inner_text())) == 10
    page.locator("main a.button").click()
    expect(page).to_have_url(INSIDE)
    other = opened("/admin/")
    send(other, username=name, password=NEW)
    expect(other.locator("[name=code]")).to_be_visible()  # the password alone opens nothing
    other.goto("/admin/pages/")
    expect(other.locator("[name=password]")).to_be_visible()
    send(other, username=name, password=NEW)
    time.sleep(30 - time.time() % 30)  # a code opens once
    send(other, code=code(secret))
    expect(other).to_have_url(re.compile(r"^[^?]+/admin/pages/$"))


@pytest.fixture
def by_name(chromium, portal):
    """Return a page of the portal at "localhost": browsers give keys to names only, not to numbers."""
    context = chromium.new_context(base_url=portal.replace("127.0.0.1", "localhost"))
    yield context.new_page()
    context.close()


def test_an_editor_enrols_with_a_security_key_and_enters_with_it(by_name, newcomer):
    name, page = newcomer(f"key-{time.time_ns()}"), by_name
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": {**kind, "automaticPresenceSimulation": True}})
    page.goto("/admin/")
    send(page, username=name, password=NEW)
    page.locator("main a[href$='keys/add/']").click()
    page.fill("[name=name]", "teléfono")
    page.click("#use-key")
    page.wait_for_url("**/recovery/")
    page.context.clear_cookies()
    page.goto("/admin/login/")
    send(page, username=name, password=NEW)
    page.click("#use-key")
    page.wait_for_url(INSIDE)


def test_the_demonstrations_accounts_get_in_with_their_password(opened):
    page = opened("/admin/login/")
    send(page, username="west-editor", password=PASSWORD)
    page.wait_for_url(INSIDE)


@pytest.mark.parametrize("locale", ["es-ES", "en-GB", "fr-FR", "pt-BR"])
def test_the_pages_of_getting_in_fit_a_telephone(opened, locale):
    for path in ("/admin/login/", "/admin/password_reset/", "/admin/password_reset/done/"):
        page = opened(path, width=320, height=640, locale=locale)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        assert page.locator("h1").inner_text() != ""


def test_axe_finds_nothing_on_the_way_in(opened, axe):
    page = opened("/admin/login/")
    for path in ("/admin/login/", "/admin/password_reset/", "/admin/password_reset/done/"):
        page.goto(path)
        page.evaluate(axe)
        assert page.evaluate("axe.run().then(found => found.violations.map(fault => fault.id))") == []
