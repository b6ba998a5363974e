"""With the gate on a browser solves the task under the portal's own policy and passes; without JavaScript it waits."""

import json
import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
FORM = "browser-test"
PLACE = "/es/spam-protection-test/"
#: what a page of the portal that has a form does on the server
SHOW = f"""
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override
from portal.spam_protection.protection import protect
with override("es"):
    print(render_to_string("spam_protection/fields.html", protect(RequestFactory().get("/"), "{FORM}")))
"""
JUDGE = f"""
from django.test import RequestFactory
from portal.spam_protection.protection import judge
request = RequestFactory().post("/", %r, content_type="application/x-www-form-urlencoded")
judgement = judge(request, "{FORM}")
print("JUDGED", judgement.verdict, judgement.reason)
"""

PAGE = """<!doctype html><html lang="es"><title>Prueba</title><link rel="stylesheet" href="{sheet}">
<main><h1>Prueba</h1><form method="post"><label>Texto <textarea name="text"></textarea></label>
{fields}<button name="step" value="send">Enviar</button></form></main></html>
"""


@pytest.fixture(scope="module")
def gate(manage):
    """The gate of the test's form is on."""
    manage("spam_gate", "on", "--form", FORM)
    yield
    manage("spam_gate", "auto", "--form", FORM)


@pytest.fixture
def form_page(opened, manage, gate):
    """Return a function that opens a page with a form under the policy of the portal, and gives what is posted to a list.

    The page is made by the test from the portal's template; its policy is that of the home page, and the style sheet, the
    script and its worker come from the portal.
    """

    def open_form(**look):
        posted = []
        page = opened("/es/", **look)
        answer = page.request.get("/es/")
        sheet = re.search(r'<link[^>]+href="([^"]+portal[^"]*\.css)"', answer.text()).group(1)
        fields = manage("shell", "--verbosity", "0", "-c", SHOW)
        html = PAGE.format(sheet=sheet, fields=fields)
        headers = {"Content-Security-Policy": answer.headers["content-security-policy"]}

        def respond(route):
            if route.request.method == "POST":
                posted.append(route.request.post_data)
                route.fulfill(body="<!doctype html><title>Gracias</title>", content_type="text/html")
            else:
                route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)

        page.route(f"**{PLACE}", respond)
        page.goto(PLACE)
        page.fill("textarea", "Hace falta luz en la plaza.")
        return page, posted

    return open_form


def verdict(manage, posted):
    """Return how the portal judges the one body that was posted."""
    assert len(posted) == 1
    out = manage("shell", "--verbosity", "0", "-c", JUDGE % posted[0])
    return re.search(r"JUDGED (\S+)", out).group(1)


def test_a_browser_solves_the_task_and_passes_once(form_page, manage):
    page, posted = form_page(width=375)
    expect(page.get_by_role("status")).to_have_text("Listo: tu envío no tiene que esperar.")
    expect(page.get_by_role("button", name="Saltar la tarea")).to_be_hidden()
    page.click("text=Enviar")
    expect(page).to_have_title("Gracias")
    assert "step=send" in posted[0]
    assert verdict(manage, posted) == "pass"
    assert verdict(manage, posted) == "hold", "the same proof again"


def test_who_sends_before_the_task_is_solved_waits_for_it(form_page, manage):
    page, posted = form_page()
    page.evaluate("() => document.querySelector('form').requestSubmit(document.querySelector('[name=step]'))")
    expect(page).to_have_title("Gracias")
    assert "step=send" in posted[0]
    assert verdict(manage, posted) == "pass"


def test_without_javascript_the_same_form_waits(form_page, manage):
    page, posted = form_page(java_script_enabled=False)
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.get_by_role("button", name="Saltar la tarea")).to_be_hidden()
    page.click("text=Enviar")
    expect(page).to_have_title("Gracias")
    assert verdict(manage, posted) == "hold"


def test_people_do_not_meet_the_honeypot(form_page, axe):
    page, _posted = form_page()
    expect(page.get_by_role("textbox")).to_have_count(1)
    page.focus("textarea")
    page.keyboard.press("Tab")
    expect(page.locator("textarea")).not_to_be_focused()
    assert page.evaluate("document.activeElement.name") != "homepage"
    page.evaluate(axe)
    found = page.evaluate(
        "axe.run('form', {resultTypes: ['violations']}).then((result) => JSON.stringify(result.violations))"
    )
    assert [violation["id"] for violation in json.loads(found)] == []
