"""What councils talked about already: found by the portal's own search, public points only."""

import pytest

from portal.councils.topic.similar_items import similar_items
from portal.submissions.kinds import Place
from tests.councils import city

from . import topics

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("each database has a search engine of its own")]


def asked(council, headline="Perros sueltos en la canchita", place=None):
    place = place or Place(council.district, council.neighbourhood)
    return similar_items({"headline": headline, "council": council, "topic_place": place})


def test_past_and_coming_points_about_the_same_are_found(council, place):
    past = city.session(council, "2025-03-04 19:00", "Marzo", items=[city.item("Un perro suelto mordió a un chico")])
    topics.coming(council, items=[city.item("La plaza"), city.item("Perros en las canchitas")])
    found = asked(council)
    assert {row.title for row in found} == {"Un perro suelto mordió a un chico", "Perros en las canchitas"}
    assert any(row.url.startswith(past.url) and "/items/" in row.url for row in found)
    assert not any(row.join_code for row in found)
    assert any("4 de marzo de 2025" in row.detail for row in found)


def test_internal_points_other_councils_and_other_words_are_not(council, west):
    topics.coming(council, items=[city.item("Perros sueltos en la canchita", internal=True), city.item("La plaza")])
    other = city.council(west, "Mesa de agua")
    topics.coming(other, items=[city.item("Perros sueltos en la canchita")])
    assert asked(council) == []


def test_without_a_council_those_of_the_neighbourhood_are_looked_at(council, place):
    topics.coming(council, neighbourhood=place, items=[city.item("Perros sueltos otra vez")])
    found = similar_items({"headline": "Perros sueltos", "council": None, "topic_place": Place(place.district, place)})
    assert [row.title for row in found] == ["Perros sueltos otra vez"]


@pytest.mark.parametrize("headline", ["", "de la", '"', "x" * 5000, "( OR NEAR *", "💥"])
def test_any_text_is_a_question(council, meeting, headline):
    assert asked(council, headline) == []


def test_what_is_hidden_is_not_shown(council):
    page = topics.coming(council, items=[city.item("Perros sueltos en la canchita")])
    assert asked(council)
    page.unpublish()
    assert asked(council) == []
