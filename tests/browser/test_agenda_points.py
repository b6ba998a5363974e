"""The agenda in a session's form, with the keyboard only: five points on one screen, pasted lines become rows."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from .office import log_in

pytestmark = pytest.mark.browser

FIVE_ROWS = 900  # px
TITLES = ["La plaza", "El riego", "Las luces"]
ROWS = "#id_items-FORMS > [data-inline-panel-child]:not(.deleted)"


def draft_with_points(opened, width):
    """Return the page (Page) with the form of a new draft of a session with three points, opened at its agenda."""
    page = log_in(opened, "west-editor", width=width, locale="es")
    page.goto("/admin/agendas/sessions/new/")
    page.locator("[name=council]").select_option(index=1)
    page.fill("[name=start]", f"{timezone.localdate() + timedelta(days=40):%d/%m/%Y} 20:00")
    page.fill("[name=title]", f"Puntos a {width}")
    page.fill("[name=points]", "\n".join(TITLES))
    page.get_by_role("button", name="Guardar como borrador").click()
    page.wait_for_url("**/edit/")
    page.get_by_role("tab", name="Orden del día").press("Enter")
    expect(page.locator("#id_items-0-title")).to_be_visible()
    return page


def see_titles(page, *titles):
    """See these titles in the rows, in this order, and no others."""
    fields = page.locator(f"{ROWS} [name$=-title]")
    expect(fields).to_have_count(len(titles))
    for number, title in enumerate(titles):
        expect(fields.nth(number)).to_have_value(title)


@pytest.mark.parametrize("width", [1280, 375])
def test_lines_are_pasted_and_points_moved_deleted_and_brought_back(opened, width):
    page = draft_with_points(opened, width)
    see_titles(page, *TITLES)
    box = page.get_by_role("textbox", name="Pegar varios puntos")
    box.focus()
    page.keyboard.insert_text("Las ramas, 20 min\nSueldos (interno)")
    page.get_by_role("button", name="Agregarlos a la lista").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Se agregaron 2 puntos")).to_be_visible()
    see_titles(page, *TITLES, "Las ramas", "Sueldos")
    expect(box).to_have_value("")
    expect(page.get_by_role("group", name="Punto 4").get_by_label("Minutos")).to_have_value("20")
    expect(page.get_by_role("group", name="Punto 5").get_by_label("Interno")).to_be_checked()
    heights = page.locator(ROWS).evaluate_all("rows => rows.map(row => row.getBoundingClientRect().height)")
    assert width < 1280 or sum(heights) < FIVE_ROWS
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    first = page.get_by_role("group", name="Punto 1")
    expect(first.get_by_label("Quién lo propuso")).to_be_hidden()
    first.locator("summary").press("Enter")
    expect(first.get_by_label("Quién lo propuso")).to_be_visible()

    down = page.locator("#inline_child_items-0").get_by_role("button", name="Bajar este punto")
    down.press("Enter")
    expect(page.get_by_role("status").filter(has_text="«La plaza» es ahora el punto 2.")).to_be_visible()
    expect(down).to_be_focused()
    see_titles(page, "El riego", "La plaza", "Las luces", "Las ramas", "Sueldos")

    page.get_by_role("button", name="Quitar este punto").nth(2).press("Enter")
    undo = page.get_by_role("button", name="Deshacer")
    expect(undo).to_be_focused()
    see_titles(page, "El riego", "La plaza", "Las ramas", "Sueldos")
    undo.press("Enter")
    see_titles(page, "El riego", "La plaza", "Las luces", "Las ramas", "Sueldos")
    page.get_by_role("button", name="Quitar este punto").nth(2).press("Enter")

    page.get_by_role("button", name="Agregar un punto").press("Enter")
    page.keyboard.type("Varios")  # the new row has the focus
    with page.expect_navigation():  # the page before says that something was saved, too
        page.locator("footer").get_by_role("button", name="Guardar borrador").first.press("Enter")
    expect(page.locator(".messages .success").first).to_be_visible(timeout=30_000)
    see_titles(page, "El riego", "La plaza", "Las ramas", "Sueldos", "Varios")


def test_a_line_too_long_stays_with_its_reason(opened):
    page = draft_with_points(opened, 1280)
    page.get_by_role("textbox", name="Pegar varios puntos").focus()
    page.keyboard.insert_text("x" * 201)
    page.get_by_role("button", name="Agregarlos a la lista").press("Enter")
    expect(page.get_by_role("status").filter(has_text="como mucho 200 letras")).to_be_visible()
    expect(page.get_by_role("textbox", name="Pegar varios puntos")).to_have_value("x" * 201)
    see_titles(page, *TITLES)
