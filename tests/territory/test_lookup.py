"""What is at a point: by today's boundaries of open districts, in one query."""

from datetime import date

import pytest

from portal.territory.boundaries.lookup import neighbourhood_at

from .places import bounded, district, neighbourhood, square

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("boxes and shapes are compared in one query")]


def test_the_neighbourhood_around_a_point_in_one_query(django_assert_num_queries):
    west = district()
    for n in range(20):
        bounded(neighbourhood(f"n{n}", west), square(n * 0.01, 0))
    with django_assert_num_queries(1):
        found = neighbourhood_at(0.055, 0.005)
        assert found.code == "n5"
        assert found.district.code == "oeste"


def test_nothing_outside_every_boundary():
    bounded(neighbourhood("a", district()), square(0, 0))
    assert neighbourhood_at(1, 1) is None


def test_within_the_box_but_not_within_the_shape():
    triangle = {"type": "MultiPolygon", "coordinates": [[[[0, 0], [1, 0], [0, 1], [0, 0]]]]}
    bounded(neighbourhood("a", district()), triangle)
    assert neighbourhood_at(0.9, 0.9) is None
    assert neighbourhood_at(0.1, 0.1).code == "a"


def test_a_point_on_the_line_is_found():
    bounded(neighbourhood("a", district()), square(0, 0, 1))
    assert neighbourhood_at(0, 0.5).code == "a"


def test_of_two_that_overlap_the_smaller():
    west = district()
    bounded(neighbourhood("large", west), square(0, 0, 1))
    bounded(neighbourhood("small", west), square(0.4, 0.4, 0.1))
    assert neighbourhood_at(0.45, 0.45).code == "small"


def test_closed_districts_and_former_boundaries_are_not_found():
    bounded(neighbourhood("closed", district("closed", active=False)), square(0, 0))
    bounded(neighbourhood("moved", district()), square(1, 1), valid_to=date(2025, 6, 1))
    assert neighbourhood_at(0.005, 0.005) is None
    assert neighbourhood_at(1.005, 1.005) is None


def test_a_district_is_no_neighbourhood():
    bounded(district(), square(0, 0))
    assert neighbourhood_at(0.005, 0.005) is None


@pytest.mark.parametrize("point", [(float("nan"), 0), (0, float("inf")), (999, -999)])
def test_a_point_that_is_none(point):
    assert neighbourhood_at(*point) is None
