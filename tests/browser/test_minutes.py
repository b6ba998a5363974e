"""The form of minutes on a phone: written in five minutes with one thumb, by keys alone, without script, and looked at."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from .hands import TAB
from .look import Look
from .office import log_in
from .places import UNFOLD
from .test_keyboard import tab_until
from .test_looks import WIDER
from .test_targets import LEAST, SMALL_LETTERS, SMALL_TARGETS, SMALLEST

pytestmark = pytest.mark.browser

PHONE = {"width": 375, "height": 667, "locale": "es"}
TAP = 0.3  # seconds
SIGNS = 200  # that a thumb types in a minute
MOST_INPUTS, MOST_SECONDS = 60, 300
POINTS = (
    "Qué se cumplió desde la última vez",
    "El semáforo de la escuela",
    "Los árboles de la plaza",
    "La feria de los sábados",
    "El club y sus horarios",
    "Avisos del centro de distrito",
)
MOVED = POINTS[3:5]
DISCUSSED = {
    POINTS[1]: "Se miraron tres lugares para el semáforo. La mayoría prefiere la esquina de la escuela.",
    POINTS[2]: "Dos vecinas cuentan que los plátanos levantan las veredas y piden que se mire cada árbol.",
}
AGREEMENTS = (
    "Tránsito cuenta los autos en la esquina de la escuela y trae los números en enero.",
    "El consejo y Parques recorren la plaza el sábado 12 a las diez.",
    "El club abre el salón a los talleres los martes por la tarde.",
)
COUNTS = {
    "count.hall": "31",
    "count.online": "6",
    "count.phone": "1",
    "age.under-18": "3",
    "age.18-29": "7",
    "age.30-59": "18",
    "age.60-plus": "10",
    "gender.women": "21",
    "gender.men": "16",
    "gender.other": "1",
    "times.first": "9",
    "times.returning": "29",
}
MAKE = f"""
from datetime import timedelta
from django.utils import timezone
from portal.councils.models import AgendaItem, CouncilPage, SessionPage
councils = CouncilPage.objects.filter(district__code="oeste", locale__language_code="es", live=True)
council, now = councils.filter(kind="neighbourhood").first(), timezone.now()
page = SessionPage(title="La escuela y la plaza", slug=f"acta-{{now:%H%M%S%f}}", start=now - timedelta(hours=2), live=False)
page.locale = council.locale
page.items = [AgendaItem(title=title, locale=council.locale) for title in {POINTS!r}]
council.add_child(instance=page)
page.save_revision().publish()
print(page.reference)
"""
DRAFT = """
from portal.minutes.faults import minutes_faults
from portal.minutes.models import Minutes
minutes = Minutes.objects.get(session__reference="{}")
print(len(minutes.draft), [fault.key for fault in minutes_faults(minutes.session, minutes.draft)])
"""


@pytest.fixture
def form(manage):
    """The address of the form of a session that was held this evening, with six points."""
    return f"/forms/minutes/{manage('shell', '--no-imports', '-c', MAKE).split()[-1]}/"


@dataclass
class Thumb:
    """A person with one thumb: how often she taps, and how many seconds it all takes by the rule."""

    inputs: int = 0
    seconds: float = 0

    def tap(self, part):
        """Tap on something that lies on the screen."""
        self.inputs += 1
        self.seconds += TAP
        part.click()

    def type(self, part, text, is_there=False):
        """Tap on a field, unless the thumb is there already, and type."""
        if is_there:
            expect(part).to_be_focused()
            self.inputs += 1
        else:
            self.tap(part)
        self.seconds += len(text) * 60 / SIGNS
        part.press_sequentially(text)

    def choose(self, part, label):
        """Open a list and tap on one of its lines."""
        self.inputs += 2
        self.seconds += 2 * TAP
        part.select_option(label=label)


def point(page, title):
    """Return the part of the form about one point."""
    return page.locator(".minutes-point").filter(has_text=title)


def number(page, key):
    """Return the field of a number."""
    return page.locator(f"[name='{key}']")


def opened_form(opened, form, **look):
    """Return the form as the editor of the district opens it."""
    page = log_in(opened, "west-editor", **look)
    assert page.goto(form).status == 200
    return page


def write_points(page, thumb):
    """Say what became of each point, and of two of them what was said."""
    for title in POINTS:
        outcome = "Pasa a otra sesión" if title in MOVED else "Se trató"
        thumb.tap(point(page, title).get_by_text(outcome))
        if title in DISCUSSED:
            thumb.tap(point(page, title).locator("summary"))
            thumb.type(point(page, title).locator("textarea"), DISCUSSED[title])


def write_agreements(page, thumb):
    """Write three agreements and choose the point of each."""
    rows = page.locator("[data-rows=agreement] > [data-row]")
    for place, text in enumerate(AGREEMENTS):
        if place:
            thumb.tap(page.locator("[data-add-row=agreement]"))
        thumb.type(rows.nth(place).locator("textarea"), text, is_there=bool(place))
        thumb.choose(rows.nth(place).locator("select"), f"{place + 1}. {POINTS[place]}")


def test_the_minutes_of_six_points_take_sixty_inputs_and_five_minutes(opened, form, manage):
    page, thumb = opened_form(opened, form, **PHONE), Thumb()
    folded = {key: text for key, text in COUNTS.items() if not key.startswith("count.")}
    for key in COUNTS.keys() - folded.keys():
        thumb.type(number(page, key), COUNTS[key])
    expect(page.locator("[data-total]")).to_have_text("38")
    write_points(page, thumb)
    write_agreements(page, thumb)
    thumb.tap(page.get_by_text("Quiénes vinieron", exact=True))
    for key, text in folded.items():
        thumb.type(number(page, key), text)
    thumb.tap(page.get_by_role("button", name="Revisar y publicar"))
    page.wait_for_url("**/admin/minutes/*/")
    written, faults = manage("shell", "--no-imports", "-c", DRAFT.format(form.split("/")[-2])).split(maxsplit=1)
    assert faults.strip() == "[]"
    assert int(written) == len(COUNTS) + len(POINTS) + len(DISCUSSED) + 2 * len(AGREEMENTS) + 1  # the territory
    assert thumb.inputs <= MOST_INPUTS, f"{thumb.inputs} inputs"
    assert thumb.seconds <= MOST_SECONDS, f"{thumb.seconds:.0f} seconds"


def test_turns_to_speak_are_counted_with_one_thumb(opened, form):
    page = opened_form(opened, form, **PHONE)
    page.get_by_text("Quiénes hablaron").click()
    more, less = page.locator("[data-step='turn.women']:not([data-by])"), page.locator("[data-by='-1']").first
    for _time in range(3):
        more.tap() if page.evaluate("navigator.maxTouchPoints") else more.click()
    less.click()
    expect(number(page, "turn.women")).to_have_value("2")
    box = more.bounding_box()
    assert min(box["width"], box["height"]) >= 48


def test_the_form_is_written_by_keys_alone(opened, form):
    page = opened_form(opened, form, locale="es")
    TAB.write(number(page, "count.hall"), "31")
    radio = point(page, POINTS[0]).locator("[type=radio]").first
    tab_until(page, lambda: radio.evaluate("part => part === document.activeElement"), 40, "the first outcome")
    page.keyboard.press("ArrowRight")
    expect(point(page, POINTS[0]).get_by_label("Pasa a otra sesión")).to_be_checked()
    TAB.write(page.locator("[data-rows=agreement] textarea").first, AGREEMENTS[0])
    TAB.press(page.locator("[data-add-row=agreement]"))
    expect(page.locator("[data-rows=agreement] textarea").nth(1)).to_be_focused()
    TAB.press(page.get_by_role("button", name="Revisar y publicar"))
    expect(page.locator(".errors")).to_be_focused()
    expect(number(page, "count.hall")).to_have_value("31")
    TAB.press(page.locator(".errors__list a").first)
    assert page.evaluate("document.activeElement.type") == "radio"


def test_without_script_the_form_is_long_and_complete(opened, form):
    page = opened_form(opened, form, **PHONE, java_script_enabled=False)
    number(page, "count.hall").fill("31")
    rows = page.locator("[data-rows=agreement] > [data-row]")
    expect(rows).to_have_count(3)
    rows.first.locator("textarea").fill(AGREEMENTS[0])
    page.locator("button[name=more][value=agreement]").click()
    expect(rows).to_have_count(4)
    expect(rows.first.locator("textarea")).to_have_value(AGREEMENTS[0])
    for title in POINTS:
        point(page, title).get_by_text("Se trató").click()
    number(page, "count.online").press("Enter")
    page.wait_for_url("**?saved=1")
    expect(number(page, "count.hall")).to_have_value("31")
    page.get_by_role("button", name="Publicar la lista de acuerdos").click()
    page.wait_for_url("**/admin/minutes/*/")


def test_axe_finds_nothing_in_the_form_and_in_what_it_says_is_missing(opened, form, axe):
    page = opened_form(opened, form, **PHONE)
    look = Look(page, axe)
    page.goto(form)
    page.evaluate(UNFOLD)
    look.wrong("[name=do][value=check]")
    assert look.faults == {}


def test_sizes_of_the_form_are_those_of_the_portal(opened, form):
    page = opened_form(opened, form, **PHONE)
    page.evaluate(UNFOLD)
    assert page.evaluate(SMALL_TARGETS, LEAST) == []
    assert page.evaluate(SMALL_LETTERS, SMALLEST) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate(WIDER) == []
