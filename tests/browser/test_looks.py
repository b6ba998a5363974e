"""Every kind of page in a real browser: axe, the narrowest phone, the weight of a first visit, nobody else asked."""

import json
from dataclasses import dataclass, field

import pytest

from .conftest import watch
from .places import CASES, NAMES, OPEN_SHEET, UNFOLD, address_of

pytestmark = pytest.mark.browser

LIGHTEST = 60 * 1024  # look.md: a first visit with page, style sheet, script and fonts, compressed
LIGHTEST_FORM = 45 * 1024  # somebody fills it in on a bad line
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = {"1280 light": (1280, "light"), "320 light": (320, "light"), "375 dark": (375, "dark")}
RUN_AXE = """rules => axe.run(document, {runOnly: {type: 'tag', values: rules}}).then(found => found.violations.map(
    fault => `${fault.id} ×${fault.nodes.length}: ${fault.nodes[0].html.slice(0, 160)}`))"""
WIDER = """() => document.documentElement.scrollWidth > document.documentElement.clientWidth
    ? [...document.querySelectorAll('body *')].filter(part => part.getBoundingClientRect().right > innerWidth + 1)
        .slice(0, 3).map(part => part.outerHTML.slice(0, 120)) : []"""


@dataclass
class Visit:
    """What a first visit to a page found."""

    status: int = 0
    weight: int = 0
    language: str = ""
    faults: list = field(default_factory=list)
    wider: list = field(default_factory=list)
    violations: dict = field(default_factory=dict)


def first_visit(chromium, portal, axe, path):
    """Return the Visit of a fresh browser to `path`, looked at in every one of LOOKS."""
    visit = Visit()
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=portal)
    page = context.new_page()
    watch(page, portal, visit.faults)
    answers = []
    page.on("response", lambda answer: answers.append(answer))
    visit.status = page.goto(path, wait_until="load").status
    page.evaluate("document.fonts.ready.then(() => true)")
    visit.language = page.locator("html").get_attribute("lang")
    counted = [answer.request for answer in answers if answer.request.resource_type != "image"]
    visit.weight = sum(request.sizes()["responseBodySize"] for request in counted)
    page.evaluate(axe)
    page.evaluate(UNFOLD)
    for name, (width, scheme) in LOOKS.items():
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        if width == 320:
            visit.wider = page.evaluate(WIDER)
        visit.violations[name] = page.evaluate(RUN_AXE, RULES)
    if page.locator("#filters").count():
        page.evaluate(OPEN_SHEET)
        visit.wider += page.evaluate(WIDER)
        visit.violations["375 dark, filters"] = page.evaluate(RUN_AXE, RULES)
    context.close()
    return visit


@pytest.fixture(scope="module", params=CASES, ids=NAMES)
def case(request):
    """Return one kind of page: (kind, language, path)."""
    return request.param


@pytest.fixture(scope="module")
def visit(case, chromium, portal, axe):
    """Return what a first visit to the page of this case found."""
    return first_visit(chromium, portal, axe, address_of(portal, case[2]))


def test_the_page_answers_in_its_language(visit, case):
    assert visit.status == (404 if case[0] == "404" else 200)
    assert visit.language == case[1]


def test_axe_finds_no_violation_in_any_look(visit):
    assert {look: found for look, found in visit.violations.items() if found} == {}


def test_nothing_is_wider_than_the_narrowest_phone(visit):
    assert visit.wider == []


def test_a_first_visit_is_light(visit, case):
    most = LIGHTEST_FORM if case[0].startswith("submission-") else LIGHTEST
    assert 5 * 1024 < visit.weight <= most, f"{visit.weight / 1024:.1f} KB"


def test_nobody_else_is_asked_and_the_console_is_silent(visit):
    assert visit.faults == []


@pytest.mark.parametrize("language", ["es", "fr"])
@pytest.mark.parametrize("template", ["500.html", "503.html"])
def test_the_pages_of_a_portal_in_trouble_are_as_good(template, language, chromium, portal, axe):
    from django.template.loader import render_to_string
    from django.utils.translation import override

    with override(language):
        html = render_to_string(template, {"plain": True, "language": language})
    context = chromium.new_context(base_url=portal)
    page = context.new_page()
    page.route("**/trouble", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto("/trouble")
    assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith('"Public Sans"')
    assert page.locator("html").get_attribute("lang") == language
    page.evaluate(axe)
    found = {}
    for name, (width, scheme) in LOOKS.items():
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found[name] = page.evaluate(RUN_AXE, RULES) + page.evaluate(WIDER)
    context.close()
    assert {look: faults for look, faults in found.items() if faults} == {}, json.dumps(found, indent=1)
