"""The public points of an agenda are numbered as if there were no internal ones."""

import pytest

from portal.councils.items import planned_minutes, public_item, public_items
from tests import factories
from tests.sharing import made_once

from .city import council, item, session

pytestmark = pytest.mark.django_db


@made_once
def body():
    return council(factories.district_page())


def numbered(page):
    """Return {number: title} of what everybody may read."""
    return {point.number: point.title for point in public_items(page)}


def test_points_and_their_parts_have_numbers(body):
    page = session(
        body, items=[item("Uno"), item("Dos"), item("Dos a", is_sub=True), item("Dos b", is_sub=True), item("Tres")]
    )
    assert numbered(page) == {"1": "Uno", "2": "Dos", "2.1": "Dos a", "2.2": "Dos b", "3": "Tres"}


def test_no_gap_reveals_an_internal_point(body):
    page = session(
        body,
        items=[
            item("Uno"),
            item("Presupuesto", internal=True),
            item("Dos"),
            item("x", internal=True, is_sub=True),
            item("b", is_sub=True),
        ],
    )
    assert numbered(page) == {"1": "Uno", "2": "Dos", "2.1": "b"}


def test_a_part_of_an_internal_point_is_internal(body):
    page = session(
        body, items=[item("Uno"), item("Personal", internal=True), item("Sumario", is_sub=True), item("Dos")]
    )
    assert numbered(page) == {"1": "Uno", "2": "Dos"}


def test_a_part_without_a_point_before_it_is_a_point(body):
    assert numbered(session(body, items=[item("Suelta", is_sub=True), item("Dos")])) == {"1": "Suelta", "2": "Dos"}


def test_the_minutes_are_those_of_public_points(body):
    page = session(
        body,
        items=[
            item("Uno", minutes=40),
            item("Uno a", is_sub=True, minutes=15),
            item("Interno", internal=True, minutes=90),
            item("Dos"),
            item("Dos a", is_sub=True, minutes=5),
            item("Dos b", is_sub=True, minutes=10),
        ],
    )
    assert planned_minutes(public_items(page)) == 55
    assert planned_minutes([]) == 0


def test_a_point_is_found_by_its_code_while_it_is_public(body):
    page = session(body, items=[item("Uno"), item("Personal", internal=True)])
    shown, hidden = page.items.all()
    assert public_item(page, shown.code).number == "1"
    assert public_item(page, hidden.code) is None
    assert public_item(page, "00000000") is None
