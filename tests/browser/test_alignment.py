"""What belongs together stands in one line: the head of a session, pictures of a list, lines with a telephone number."""

import pytest

from .places import BANK, PLACES, address_of

pytestmark = pytest.mark.browser
LEFT_EDGES = "parts => [...new Set(parts.map(part => Math.round(part.getBoundingClientRect().x)))]"
LINES = """part => {
    const style = getComputedStyle(part)
    return part.getBoundingClientRect().height / parseFloat(style.lineHeight)
}"""
COLOURS = "part => [getComputedStyle(part).stroke, getComputedStyle(part).fill]"


@pytest.mark.parametrize("kind", ["session", "session-soon", "event"])
def test_all_of_a_sessions_head_stands_beside_its_plate(opened, portal, kind):
    page = opened(address_of(portal, PLACES[kind]["es"]))
    assert len(page.locator(".head--dated > :not(.plate)").evaluate_all(LEFT_EDGES)) == 1


@pytest.mark.parametrize("path", [BANK["es"], PLACES["agenda"]["es"], PLACES["neighbourhood"]["es"]])
def test_the_pictures_of_a_list_stand_in_one_column(opened, path):
    page = opened(path)
    assert len(page.locator("#results .row__picture, section[aria-labelledby=next] .row__picture").all()) > 1
    assert (
        len(
            page.locator("#results .row__picture, section[aria-labelledby=next] .row__picture").evaluate_all(LEFT_EDGES)
        )
        == 1
    )


def test_a_picture_leaves_the_tags_of_a_practice_their_width_on_a_phone(opened):
    page = opened(BANK["es"], width=375, height=667)
    body = page.locator(".row__body:has(.row__picture)").first
    picture, tags = (body.locator(part).first.bounding_box() for part in (".row__picture", ".tags"))
    assert picture["y"] + picture["height"] <= tags["y"]
    assert tags["x"] + tags["width"] == pytest.approx(picture["x"] + picture["width"], abs=1)


@pytest.mark.parametrize("width", [375, 1280])
def test_a_telephone_number_does_not_part_the_lines_of_its_sentence(opened, width):
    line = opened("/es/", width=width).locator(".foot p:has(a[href^='tel:'])")
    lines = line.evaluate(LINES)
    assert lines == pytest.approx(round(lines), abs=0.1)
    assert line.locator("a").first.bounding_box()["height"] >= 44


def test_a_telephone_and_an_address_one_below_the_other_are_two_targets(opened):
    page = opened(PLACES["neighbourhood"]["es"], width=375)
    links = page.locator("dd:has(> a + p > a) a")
    above, below = (links.nth(number).bounding_box() for number in (0, 1))
    assert above["y"] + above["height"] <= below["y"] + 1


def test_the_name_of_the_place_shown_is_not_struck_through_by_a_river(opened):
    page = opened(PLACES["neighbourhood"]["es"])
    around, _ink = page.locator(".map .map__label--on").evaluate(COLOURS)
    _edge, ground = page.locator(".map .map__on").evaluate(COLOURS)
    assert around == ground


def test_no_line_of_crumbs_begins_with_a_slash(opened, portal):
    page = opened(address_of(portal, PLACES["session"]["es"]), width=375)
    signs = page.locator(".crumbs li").evaluate_all("all => all.map(one => getComputedStyle(one, '::before').content)")
    assert set(signs) == {"none"}
