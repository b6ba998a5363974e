"""Next week's eight sessions with one form, one moved and one cancelled with one form each; the agenda shows it at once."""

import json
import re
import time
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from .office import log_in

pytestmark = pytest.mark.browser

MAKE = """
import json
from datetime import date, time
from portal.agendas.models import CalendarPage
from portal.councils.models import CouncilPage, Series
from portal.districts.models import DistrictPage
folder = DistrictPage.objects.get(record__code="oeste", locale__language_code="es")
for number in range(1, 9):
    page = folder.add_child(instance=CouncilPage(title=f"Consejo {{number}} de {name}", slug=f"{name}-{{number}}",
                                                 locale=folder.locale, live=False))
    page.save_revision().publish()
    days = ("MO", "TU", "WE", "TH", "FR", "SA", "SU", "MO")[number - 1]
    Series.objects.create(council=page, rule=f"FREQ=WEEKLY;BYDAY={{days}}", first_day=date.fromisoformat("{monday}"),
                          at=time(19), venue_name="Club San Miguel", skips_holidays=False)
print(json.dumps({{page.locale.language_code: page.url_path.partition("/")[2].partition("/")[2]
                   for page in CalendarPage.objects.select_related("locale")}}))
"""
FORGET = """
from portal.councils.models import CouncilPage, SessionPage
for model, lookup in ((SessionPage, "council__slug__startswith"), (CouncilPage, "slug__startswith")):
    for page in model.objects.filter(**{{lookup: "{name}-"}}):
        page.delete()
"""
CANCELLED = {"es": "Cancelada", "en": "Cancelled", "fr": "Annulée", "pt": "Cancelada"}


@pytest.fixture
def week():
    """The Monday (date) of next week."""
    today = date.today()
    return today + timedelta(days=7 - today.weekday())


@pytest.fixture
def name(manage):
    """What the eight councils of this test are called, and no others; they go afterwards."""
    kept = f"ribera{time.time_ns() % 10**9}"
    yield kept
    manage("shell", "--no-imports", "-c", FORGET.format(name=kept))


@pytest.fixture
def agendas(manage, name, week):
    """The path of the agenda page below its home, by language; the eight councils have a weekly rule each."""
    printed = manage("shell", "--no-imports", "-c", MAKE.format(name=name, monday=week.isoformat()))
    return json.loads(printed.strip().splitlines()[-1])


def row_of(page, text):
    """Return the row of form 2 that says `text`."""
    return page.locator("tbody tr").filter(has_text=text)


def publish_week(page, name):
    """Publish what is checked of the test's own councils, with one form."""
    for row in page.locator("tbody tr").filter(has_not_text=name).all():
        for box in row.locator("[name^=pick-]").all():
            box.uncheck()
    expect(row_of(page, name).locator("[name^=pick-]:checked")).to_have_count(8)
    page.get_by_role("button", name="Guardar las marcadas").click()
    expect(page.locator(".messages .success")).to_contain_text("Se publicaron 8 sesiones.", timeout=60_000)


def test_a_week_in_one_form_one_moved_one_cancelled(opened, name, agendas, week):
    code = "{}-W{:02d}".format(*week.isocalendar()[:2])
    page = log_in(opened, "west-editor", locale="es")
    page.goto(f"/admin/series-week/?week={code}")
    publish_week(page, name)

    row_of(page, f"Consejo 2 de {name}").get_by_role("link", name="Cambiar de día u hora").click()
    page.fill("[name=start]", f"{week + timedelta(days=3)} 20:15")
    page.keyboard.press("Escape")
    page.fill("[name=reason]", "El club está ocupado.")
    page.get_by_role("button", name="Cambiar la fecha").click()
    expect(page.locator(".messages .success")).to_be_visible(timeout=30_000)

    row_of(page, f"Consejo 3 de {name}").get_by_role("link", name="Cancelar").click()
    page.fill("[name=reason]", "Alerta de tormenta.")
    page.get_by_role("button", name="Cancelarla").click()
    expect(row_of(page, f"Consejo 3 de {name}")).to_contain_text("Cancelada", timeout=30_000)

    for language, slug in agendas.items():
        reader = opened(f"/{language}/{slug}?week={code}")
        on_the_page(reader, name, language)
        in_the_calendar(reader, f"/{language}/{slug}calendar.ics?district=oeste", name)
        reader.goto(f"/{language}/search/?q={name}")
        for number in range(1, 9):
            expect(reader.locator("main").get_by_text(f"Consejo {number} de {name}").first).to_be_visible()


def on_the_page(reader, name, language):
    """See all eight on the agenda page: the cancelled one says so, the one moved within the hour stands on its day."""
    rows = reader.locator(".row").filter(has_text=name)
    for number in range(1, 9):
        expect(rows.filter(has_text=f"Consejo {number} de {name}").first).to_be_visible()
    expect(rows.filter(has_text=f"Consejo 3 de {name}")).to_contain_text(CANCELLED[language])
    moved = rows.filter(has_text=f"Consejo 2 de {name}")
    expect(moved).to_have_count(1)
    expect(moved).to_contain_text(re.compile(r"20(:|\s?h\s?)15"))


def in_the_calendar(reader, address, name):
    """Find all eight in the calendar file, one of them cancelled."""
    answer = reader.context.request.get(address)
    assert answer.status == 200
    entries = answer.text().replace("\r\n ", "").split("BEGIN:VEVENT")[1:]
    ours = [entry for entry in entries if name in entry]
    assert len(ours) == 8
    assert sum("STATUS:CANCELLED" in entry for entry in ours) == 1
