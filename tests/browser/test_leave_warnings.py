"""Whoever leaves a form of the admin with something typed in it is asked first; an untouched form lets her go."""

import pytest

from .office import log_in

pytestmark = pytest.mark.browser

#: the controller of Wagtail says so when it knows what a form began with
WATCHED = "addEventListener('w-unsaved:watch-edits', () => { window.isWatched = true })"
COUNCIL = """
from portal.councils.models import CouncilPage, SessionPage
from django.utils import timezone
west = SessionPage.objects.filter(district__code="oeste", locale__language_code="es", live=True)
session = west.filter(start__gt=timezone.now()).earliest("start")
print(session.council_id, session.pk)
"""
RULE, AGAIN = "/admin/councils/{council}/series/add/", "/admin/agendas/sessions/{session}/duplicate/"
IMPORT = "/admin/session-imports/new/"


@pytest.fixture(scope="module")
def keys(manage):
    """The keys of a council and of one of its public sessions to come."""
    council, session = manage("shell", "--no-imports", "-c", COUNCIL).split()[-2:]
    return {"council": council, "session": session}


@pytest.fixture
def form(opened, keys):
    """Return a function: the form at an address, watched, with the list of what the browser asked."""

    def open_form(address):
        page = log_in(opened, "west-editor", locale="es")
        asked = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        page.add_init_script(WATCHED)
        page.goto(address.format(**keys))
        page.wait_for_function("window.isWatched")
        return page, asked

    return open_form


def type_rule(page):
    page.locator("#id_venue_name").fill("Club San Miguel")


def type_title(page):
    page.locator("#id_title").fill("El presupuesto de la plaza")


def choose_file(page):
    page.set_input_files(
        "#id_file", {"name": "sesiones.ics", "mimeType": "text/calendar", "buffer": b"BEGIN:VCALENDAR"}
    )


@pytest.mark.parametrize(("address", "write"), [(RULE, type_rule), (AGAIN, type_title), (IMPORT, choose_file)])
def test_what_was_typed_is_not_lost_unasked(form, address, write):
    page, asked = form(address)
    write(page)
    page.wait_for_function("document.querySelector('[data-w-unsaved-has-edits-value=true]')")
    page.goto("/admin/guide/")
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("address", [RULE, AGAIN, IMPORT])
def test_an_untouched_form_lets_her_go(form, address):
    page, asked = form(address)
    page.locator("main h2, main p, body").first.click()
    page.goto("/admin/guide/")
    assert asked == []
