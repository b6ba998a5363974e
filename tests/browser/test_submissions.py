"""axe on every page of the forms, right and wrong, narrow and wide; and the gate against robots on a real form."""

import pytest
from playwright.sync_api import expect

from .look import RUN_OFFICE, Look
from .office import log_in
from .sender import PHONE, STORY, go_on, leave_mail, new_title, photo, send
from .test_looks import RULES, WIDER

pytestmark = pytest.mark.browser

MATTERS = """
from portal.submissions.models import Submission
west = Submission.objects.filter(district__code="oeste")
print(west.filter(state="new").first().pk, west.filter(state="in-review").first().pk)
print(Submission.objects.public().filter(state="in-review").first().code)
"""
#: pages that need nothing but their address, each with the language that it is looked at beside Spanish
PAGES = {
    "submissions/": "en",
    "submissions/practice/paper/": "fr",
    "submissions/proposal/paper/": "pt",
    "submissions/topic/paper/": "en",
    "submissions/status/": "fr",
    "submissions/status/0000-0000/": "pt",
    "submissions/mine/": "fr",
    "submissions/join/{public}/": "en",
    "proposals/": "fr",
    "proposals/{public}/": "pt",
    "privacy/": "fr",
}
OFFICE = {
    "west-reviewer": (
        *("submissions/", "submissions/{new}/", "submissions/giving/call/", "submissions/giving/print/"),
        *("submissions/entry/", "submissions/entry/proposal/", "answer-templates/"),
    ),
    "curator": (
        *("submissions/", "answer-templates/new/", "personal-data/", "personal-data/person/"),
        "undelivered-mail/",
    ),
}


@pytest.fixture(scope="module")
def matters(manage):
    """The keys of matters of the demonstration that addresses name."""
    return dict(
        zip(("new", "read", "public"), manage("shell", "--no-imports", "-c", MATTERS).split()[-3:], strict=True)
    )


@pytest.fixture
def look(opened, axe):
    """Yield a Look; a fault that it found fails the test at the end."""
    made = Look(opened("/es/submissions/", **PHONE), axe)
    yield made
    assert made.faults == {}
    assert made.seen


@pytest.mark.parametrize("language", ["es", "fr"])
def test_every_page_of_a_practice(look, language):
    page = look.page
    page.goto(f"/{language}/submissions/practice/")
    look.wrong()
    page.fill("[name=practice_title]", "La plaza que hicieron la escuela, las familias y la cooperadora " * 2)
    page.select_option("[name=place]", label="Echesortu")
    page.locator("[name=author_kind]").first.check()
    go_on(page)
    look.wrong()
    for name, text in STORY.items():
        page.fill(f"[name={name}]", text)
    go_on(page)
    page.set_input_files("[name=pictures]", [photo()])
    page.evaluate("new Promise(done => setTimeout(done, 300))")
    look.wrong()
    page.locator("[name=picture_licence]").first.check()
    page.check("[name=people_agree]")
    go_on(page)
    look.wrong()
    leave_mail(page)
    look.here()
    page.goto(page.url.replace("/check/", "/later/"))
    look.wrong("main form button")
    page.goto(page.url.replace("/later/", "/check/"))
    if language == "es":
        page.click("[name=complete]")
        page.wait_for_url(lambda address: not address.endswith("/check/"))
        while not page.url.endswith("/check/"):
            look.here()
            go_on(page)
    code, own = send(page)
    look.here()
    page.goto(own)
    look.wrong("[name=reply]")
    page.goto(f"/{language}/submissions/status/{code}/")
    look.here()


def answer_nothing(page):
    """Say on the last page of a form that no answer is needed, and go on."""
    page.locator("[name=answer_by]").last.check()
    go_on(page)


@pytest.mark.parametrize("language", ["es", "pt"])
def test_every_page_of_a_proposal(look, language):
    page = look.page
    page.goto(f"/{language}/submissions/proposal/")
    look.here()
    go_on(page)
    look.wrong()
    page.locator("[name=what_kind]").first.check()
    page.fill("[name=text]", "La luz de la esquina no anda. Llamen al 341 555 0101.")
    go_on(page)
    look.wrong()
    page.select_option("[name=where]", label="Echesortu")
    go_on(page)
    answer_nothing(page)
    expect(page.locator(".submission-checks")).to_contain_text("341 555 0101")
    look.here()


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_page_of_a_topic(look, language):
    page = look.page
    page.goto(f"/{language}/submissions/topic/")
    look.wrong()
    page.fill("[name=headline]", "Perros sueltos en la canchita")
    page.fill("[name=reason]", "Da miedo pasar.")
    go_on(page)
    look.wrong()
    page.select_option("[name=council]", index=2)
    go_on(page)
    look.wrong()
    page.locator("[name=presenter]").first.check()
    go_on(page)
    answer_nothing(page)
    look.here()


@pytest.mark.parametrize("path", ["/es/distritos/oeste/", "/fr/districts/oeste/"])
def test_every_page_of_a_correction(look, path):
    page = look.page
    page.goto(path)
    page.locator("a[href*='/submissions/correction/']").first.click()
    page.wait_for_url("**/submissions/correction/**")
    look.wrong()
    page.locator("[name=fault]").first.check()
    page.fill("[name=text]", "El horario del centro dice 14.")
    go_on(page)
    page.fill("[name=suggestion]", "Cierra a las 13.")
    look.wrong()
    page.fill("[name=passage]", "Cierra a las 14.")
    go_on(page)
    answer_nothing(page)
    look.here()


def test_every_other_public_page(look, matters):
    for address, other in PAGES.items():
        for language in ("es", other):
            look.page.goto(f"/{language}/{address.format(**matters)}")
            look.here()
    for address in ("/es/submissions/mine/", f"/es/submissions/join/{matters['public']}/"):
        look.page.goto(address)
        look.wrong("main form button")


@pytest.mark.parametrize("account", OFFICE)
def test_every_screen_of_the_office(opened, axe, account, matters):
    page, faults = log_in(opened, account, **PHONE, locale="es", bypass_csp=True), {}
    for address in OFFICE[account]:
        path = f"/admin/{address.format(**matters)}"
        assert page.goto(path).status == 200, path
        page.evaluate(axe)
        for width in (375, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            found = page.evaluate(RUN_OFFICE, RULES) + page.evaluate(WIDER)
            faults |= {f"{path} {width}": found} if found else {}
    assert faults == {}


def proposal(page):
    """Write a complaint, up to the check; the same one twice would be there once."""
    page.goto("/es/submissions/proposal/")
    go_on(page)
    page.locator("[name=what_kind]").first.check()
    page.fill("[name=text]", f"Hace falta luz: {new_title()}.")
    go_on(page)
    page.select_option("[name=where]", label="Echesortu")
    go_on(page)
    leave_mail(page)


@pytest.fixture(scope="module")
def gate(manage):
    """The gate of the form for proposals is on."""
    manage("spam_gate", "on", "--form", "proposal")
    yield
    manage("spam_gate", "auto", "--form", "proposal")


def test_with_the_gate_on_a_browser_gets_through_at_once(opened, gate):
    page = opened("/es/", **PHONE)
    proposal(page)
    expect(page.locator("#send").get_by_role("status")).to_have_text("Listo: tu envío no tiene que esperar.")
    send(page)
    expect(page.locator("h1")).to_have_text("Lo recibimos")


def test_with_the_gate_on_and_no_script_a_link_gets_through(opened, gate, manage):
    page = opened("/es/", **PHONE, java_script_enabled=False)
    proposal(page)
    code, own = send(page)
    expect(page.locator("h1")).to_have_text("Falta que lo confirmes")
    assert own == ""  # only the mail has the link: a robot that reads the page cannot confirm itself
    ask = f"from portal.submissions.codes import secret_of; print(secret_of({code!r}))"
    secret = manage("shell", "--no-imports", "-c", ask).strip()
    page.goto(f"/es/submissions/own/{code}/{secret}/")
    with page.expect_navigation():
        page.get_by_role("button", name="Sí, lo mandé yo").click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_role("button", name="Sí, lo mandé yo")).to_have_count(0)
    page.goto(f"/es/submissions/status/{code}/")
    expect(page.locator(".head")).to_contain_text("Recibido")
