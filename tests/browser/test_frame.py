"""Between pages nothing jumps: masthead, menu, text and title stand at the same place on every kind of page."""

import pytest

from .places import PLACES, address_of

pytestmark = pytest.mark.browser

PLACE = """() => ['.strip', '.masthead', '.nav', 'main', 'main .wrap'].map(name => {
    const box = document.querySelector(name).getBoundingClientRect();
    return [name, Math.round(box.x), Math.round(box.y)].join(' ');
}).join(', ')"""
HEAD = """() => document.querySelector('.crumbs') && document.querySelector('.crumbs').offsetHeight < 60
    ? Math.round(document.querySelector('.head').getBoundingClientRect().y) : 0"""


@pytest.fixture(scope="module")
def places(chromium, portal):
    """Return {kind: {width: (frame, top of the title's block)}} of every kind of page, in Spanish or its only language."""
    context = chromium.new_context(base_url=portal)
    page, found = context.new_page(), {}
    for kind, paths in PLACES.items():
        page.goto(address_of(portal, paths.get("es") or next(iter(paths.values()))))
        found[kind] = {}
        for width in (375, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            found[kind][width] = (page.evaluate(PLACE), page.evaluate(HEAD))
    context.close()
    return found


@pytest.mark.parametrize("width", [375, 1280])
def test_the_frame_stands_at_one_place_on_every_kind_of_page(places, width):
    usual = places["home"][width][0]
    assert {kind: found[width][0] for kind, found in places.items() if found[width][0] != usual} == {}


@pytest.mark.parametrize("width", [375, 1280])
def test_the_title_stands_at_one_place_below_a_line_of_crumbs(places, width):
    usual = places["bank"][width][1]
    assert usual > 100
    others = {kind: found[width][1] for kind, found in places.items() if found[width][1] not in (0, usual)}
    others.pop("practice-foreign")  # says above its title that it is in another language
    assert others == {}
