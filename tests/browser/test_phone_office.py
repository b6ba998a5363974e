"""The admin on a phone of 375 px: nothing lies right of the screen, and a finger meets what it aims at."""

import pytest
from playwright.sync_api import expect

from .office import log_in

pytestmark = pytest.mark.browser

PHONE = {"width": 375, "height": 667, "locale": "es"}
PLACES = """
from django.utils import timezone
from portal.agendas.models import WeeklyIssue
from portal.councils.models import SessionPage
from portal.districts.models import DistrictPage
from wagtail.models import WorkflowState
west = SessionPage.objects.filter(district__code="oeste", locale__language_code="es", live=True)
session = west.filter(start__gt=timezone.now()).earliest("start")
held = WorkflowState.objects.filter(status="in_progress").first().object_id
district = DistrictPage.objects.get(record__code="oeste", locale__language_code="es")
issue = WeeklyIssue.objects.filter(district__code="oeste", published_at=None).first()
print(session.pk, session.council_id, district.pk, issue.pk, held)
"""
PAGE, EVENT, ISSUE = "/admin/pages/{session}/", "/admin/events/{session}/", "/admin/weekly_issues/edit/{issue}/"
#: account → what she needs on the way: publish, move, cancel, sign, answer what waits, choose a place
SCREENS = {
    "west-editor": (
        *("/admin/", "/admin/sessions/", "/admin/agendas/sessions/new/", f"{PAGE}edit/", f"{PAGE}history/", PAGE),
        *(f"{PAGE}unpublish/", f"{EVENT}move/", f"{EVENT}cancel/", "/admin/agendas/sessions/{session}/duplicate/"),
        *("/admin/series-week/", "/admin/councils/{council}/series/", "/admin/weekly_issues/", ISSUE),
        *("/admin/pages/{district}/", "/admin/pages/{district}/add_subpage/", "/admin/pages/{held}/edit/"),
        *("/admin/my-pages/", "/admin/translation-board/", "/admin/images/", "/admin/venues/", "/admin/guide/"),
    ),
    "west-reviewer": ("/admin/", "/admin/pages/{held}/edit/", ISSUE, "/admin/weekly_issues/{issue}/sign/"),
    "curator": (
        "/admin/",
        "/admin/sessions/",
        "/admin/weekly_issues/",
        "/admin/recipients/",
        "/admin/reports/workflow/",
    ),
}
OUTSIDE = """() => {
    const wide = document.documentElement.clientWidth
    const parts = 'main :is(a, button, input:not([type=hidden]), select, textarea), header a, footer :is(a, button)'
    return [...document.querySelectorAll(parts)]
        .filter(part => part.checkVisibility({visibilityProperty: true, opacityProperty: true}))
        .filter(part => !part.closest('.w-sr-only, .w-breadcrumbs'))
        .filter(part => part.getBoundingClientRect().width > 1)
        .filter(part => part.getBoundingClientRect().right > wide + 1 || part.getBoundingClientRect().left < -1)
        .map(part => `${Math.round(part.getBoundingClientRect().right)} px: ${part.outerHTML.slice(0, 120)}`)
}"""
INSIDE = """part => {
    const box = part.getBoundingClientRect()
    return box.x >= 0 && box.right <= document.documentElement.clientWidth && box.y >= 0
}"""
SMALL = """() => {
    const least = part => part.matches('.button:not(.button-small), footer .button') ? 44 : 24
    return [...document.querySelectorAll('main :is(a, button), footer button, .messages button')]
        .filter(part => part.checkVisibility({visibilityProperty: true, opacityProperty: true}))
        .filter(part => !part.closest('.w-sr-only, .w-breadcrumbs, .DraftEditor-root, svg'))
        .map(part => [part, part.getBoundingClientRect()])
        .filter(([part, box]) => box.width > 1 && box.height > 1 && box.height < least(part) - 0.5)
        .map(([part, box]) => `${box.height} px: ${part.outerHTML.slice(0, 120)}`)
}"""


@pytest.fixture(scope="module")
def places(manage):
    """The keys of the demonstration's pages that the addresses name."""
    keys = manage("shell", "--no-imports", "-c", PLACES).split()[-5:]
    return dict(zip(("session", "council", "district", "issue", "held"), keys, strict=True))


def see_inside(page, selector):
    """See the first visible part that a selector finds inside the screen; a script may be putting it there still."""
    part = page.locator(selector).locator("visible=true").first
    part.scroll_into_view_if_needed()
    page.wait_for_function(INSIDE, arg=part.element_handle(), timeout=10_000)


@pytest.mark.parametrize("account", SCREENS)
def test_every_screen_of_the_day_fits(opened, places, account):
    page, faults = log_in(opened, account, **PHONE), {}
    for address in SCREENS[account]:
        assert page.goto(address.format(**places)).status == 200, address
        expect(page.locator("main").first).to_be_visible()
        width = page.evaluate("document.documentElement.scrollWidth")
        found = [*page.evaluate(OUTSIDE), *page.evaluate(SMALL), *([f"{width} px wide"] if width > 375 else [])]
        faults |= {address: found} if found else {}
    assert faults == {}


def test_a_list_says_what_each_line_is(opened):
    page = log_in(opened, "west-editor", **PHONE)
    page.goto("/admin/sessions/")
    labels = page.locator("main table.listing tbody tr").first.locator("td[data-label]")
    for number, label in enumerate(("Empieza", "Consejo", "Fase")):
        expect(labels.nth(number)).to_have_attribute("data-label", label)


def test_the_picker_of_a_date_lies_inside(opened, places):
    page = log_in(opened, "west-editor", **PHONE)
    page.goto(f"{EVENT}move/".format(**places))
    page.locator("#id_start").click()
    expect(page.locator(".xdsoft_datetimepicker").locator("visible=true").first).to_be_visible()
    see_inside(page, ".xdsoft_datetimepicker")


def test_a_place_is_chosen_on_a_phone(opened, places):
    page = log_in(opened, "west-editor", **PHONE)
    page.goto(f"{PAGE}edit/".format(**places))
    page.get_by_role("tab", name="Dónde").click()
    expect(page.locator("main [name=venue_name]")).to_be_visible()
    assert page.evaluate(OUTSIDE) == []
    see_inside(page, "main :is(select[name=venue], #id_venue-chooser button)")


def test_what_waits_for_review_is_answered_on_a_phone(opened, places):
    page = log_in(opened, "west-reviewer", **PHONE)
    page.goto("/admin/pages/{held}/edit/".format(**places))
    see_inside(page, "footer [data-workflow-action-name=approve]")
    see_inside(page, "footer [data-w-dropdown-target=toggle]")
    page.locator("footer [data-w-dropdown-target=toggle]").last.click()
    see_inside(page, "footer [data-workflow-action-name=reject]")
    page.locator("footer [data-workflow-action-name=reject]").first.click()  # asks why, and sends nothing yet
    expect(page.locator(".modal-body textarea").first).to_be_visible(timeout=60_000)
    see_inside(page, ".modal-body textarea")
    see_inside(page, ".modal-body [type=submit]")
