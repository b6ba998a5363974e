"""axe on what the office does with several matters: sheets typed in, one answer for all, letters to print, calls to make."""

import re

import pytest
from playwright.sync_api import expect

from .look import RUN_OFFICE, Look
from .office import log_in
from .sender import PHONE, new_title
from .test_looks import RUN_AXE

pytestmark = pytest.mark.browser
ANSWER = "Gracias por avisar: este año no alcanza el presupuesto."
ENTRY = "/admin/submissions/entry/proposal/"
#: {button: where it leads}
SAVE = {"Guardar y cargar otro": "**/entry/proposal/?after=*", "Guardar y ver el código": "**/entry/done/*/"}


@pytest.fixture
def look(opened, axe):
    """Yield a Look at the screens of who answers in the West; a fault that it found fails the test at the end."""
    made = Look(log_in(opened, "west-reviewer", **PHONE, locale="es"), axe, RUN_OFFICE)
    yield made
    assert made.faults == {}


def typed_in(page, button, text, answer_by, **contact):
    """Type a sheet of Echesortu in, whose sender wants the answer by letter or by call, and save it by a button."""
    page.check("[name=entry-channel][value=paper]")
    page.check("[name=what_kind][value=complaint]")
    page.fill("[name=text]", text)
    page.select_option("[name=where]", label="Echesortu")
    page.check(f"[name=answer_by][value={answer_by}]")
    for name, value in contact.items():
        page.fill(f"[name={name}]", value)
    page.check("[name=entry-consent_way][value=signed]")
    page.get_by_role("button", name=button).click()
    page.wait_for_url(SAVE[button])
    expect(page.locator(".entry-code")).to_have_text(re.compile(r"^\w{4}-\w{4}$"))
    return page.locator(".entry-code").inner_text()


def entered(look):
    """Look at the sheet, empty, wrong and right, and at its receipt; return (word, code of a letter, code of a call)."""
    page, title = look.page, new_title()
    page.goto(ENTRY)
    look.here()
    page.get_by_role("button", name="Guardar y ver el código").click()
    expect(page.locator("#entry-faults")).to_be_focused()
    look.here()
    letter = typed_in(
        page,
        "Guardar y cargar otro",
        f"Hace falta luz: {title}.",
        "letter",
        address="Mitre 450\n2000 Nueva Ribera",
        name="Nadia",
    )
    look.here()
    call = typed_in(page, "Guardar y ver el código", f"Hace falta sombra: {title}.", "call", phone="0341 555 0101")
    look.here()
    page.get_by_role("link", name="Imprimir el comprobante").click()
    page.wait_for_url("**/receipt/**")
    look.here(RUN_AXE)
    return title.split()[-1], letter, call


def chosen(page, word, codes):
    """Find matters in the queue by a word, choose them, and go to the page on which they are answered together."""
    page.goto(f"/admin/submissions/?q={word}")
    for code in codes:
        page.get_by_role("checkbox", name=f"Marcar {code}").check()
    page.get_by_role("button", name="Responder o asignar los marcados").click()
    page.wait_for_url("**/submissions/bulk/**")
    expect(page.get_by_role("checkbox")).to_have_count(len(codes))


def do_it(page):
    """Send the page on which several matters are answered."""
    page.get_by_role("button", name="Hacerlo con los marcados").click()


def answered_together(look, word, codes):
    """Look at the page for several matters: empty, wrong, refused for each, and done."""
    page = look.page
    chosen(page, word, codes)
    look.here()
    do_it(page)
    expect(page.locator(".error-message").first).to_be_visible()
    look.here()
    page.check("[name=what][value=accept]")
    page.fill("[name=text]", ANSWER)
    do_it(page)
    expect(page.get_by_text("2 no se hicieron:")).to_be_visible()
    look.here()
    chosen(page, word, codes)
    page.check("[name=what][value=decline]")
    page.fill("[name=text]", ANSWER)
    do_it(page)
    expect(page.get_by_role("heading", name="2 se hicieron")).to_be_visible()
    look.here()


def test_axe_on_sheets_letters_calls_and_what_is_answered_together(look):
    page, (word, letter, call) = look.page, entered(look)
    answered_together(look, word, (letter, call))
    for way, code, tick in (("print", letter, "Ya salió la carta"), ("call", call, "Ya llamé")):
        page.goto(f"/admin/submissions/?tab={way}")
        expect(page.get_by_text(code).first).to_be_visible()
        look.here()
        page.get_by_role("link", name="Ver qué decir o entregar, y marcarlo").click()
        row = page.locator(".queue-message").filter(has_text=code)
        expect(row).to_contain_text(ANSWER)
        look.here()
        if way == "print":
            row.get_by_role("link", name="Carta para imprimir").click()
            expect(page.locator(".letter")).to_contain_text(code)
            look.here(RUN_AXE)
            page.go_back()
        row.get_by_role("button", name=tick).click()
        expect(page.locator(".messages .success")).to_contain_text(code)
        expect(page.locator(".messages > ul")).to_have_css("opacity", "1")  # it fades in
        look.here()
        expect(row).to_have_count(0)
