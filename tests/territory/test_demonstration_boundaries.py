"""The computed city: each neighbourhood a cell, districts in one piece, no gap and no overlap, made once."""

import pytest
import shapely
from shapely.geometry import shape

from portal.demonstration.boundaries import build_boundaries, cells, middles_of
from portal.territory.boundaries.lookup import neighbourhood_at
from portal.territory.models import Boundary
from tests.sharing import made_once

from .places import bounded, district, neighbourhood, square

pytestmark = pytest.mark.django_db
DISTRICTS = ("norte", "noroeste", "oeste", "sudoeste", "sur", "centro")


@made_once
def city():
    """Six districts with six neighbourhoods each, and the whole city with none."""
    district("city", kind="whole-city")
    for order, code in enumerate(DISTRICTS):
        record = district(code, order=order)
        for number in range(6):
            neighbourhood(f"{code}-{number}", record)
    build_boundaries()


def areas():
    """Return {code of a district: [shape of each neighbourhood]}."""
    found = {}
    for boundary in Boundary.objects.current().select_related("neighbourhood__district"):
        found.setdefault(boundary.neighbourhood.district.code, []).append(shape(boundary.geometry))
    return found


def test_every_neighbourhood_has_a_cell_and_districts_are_in_one_piece(city):
    found = areas()
    assert {code: len(group) for code, group in found.items()} == dict.fromkeys(DISTRICTS, 6)
    together = {code: shapely.union_all(group) for code, group in found.items()}
    assert {area.geom_type for area in together.values()} == {"Polygon"}
    assert together["norte"].centroid.y > together["centro"].centroid.y > together["sur"].centroid.y
    assert together["oeste"].centroid.x < together["centro"].centroid.x


def test_cells_leave_no_gap_and_do_not_overlap(city):
    assert shapely.coverage_is_valid([area for group in areas().values() for area in group])


def test_the_city_lies_in_the_open_sea(city):
    west, south, east, north = shapely.total_bounds([area for group in areas().values() for area in group])
    assert -31 < west < east < -29
    assert -35 < south < north < -33
    assert neighbourhood_at(-30.02, -34.0) is not None


def test_made_again_nothing_changes_and_what_somebody_drew_is_kept(city, django_assert_max_num_queries):
    before = list(Boundary.objects.values_list("pk", "fingerprint"))
    with django_assert_max_num_queries(2):
        build_boundaries()
    assert list(Boundary.objects.values_list("pk", "fingerprint")) == before


def test_a_district_that_has_a_boundary_is_left_alone():
    west, south = district("oeste"), district("sur")
    bounded(neighbourhood("drawn", west), square(0, 0))
    neighbourhood("new", west)
    neighbourhood("costa", south)
    build_boundaries()
    assert set(Boundary.objects.values_list("neighbourhood__code", flat=True)) == {"drawn", "costa"}


def test_a_large_city_has_each_district_in_one_piece_too():
    codes, counts = [*DISTRICTS, "islas", "lomas", "laguna", "talar"], [6] * 6 + [14] * 4
    drawn = iter(cells(middles_of(codes), counts))
    parts = [shapely.union_all([next(drawn) for _ in range(count)]) for count in counts]
    assert {part.geom_type for part in parts} == {"Polygon"}


def test_one_neighbourhood_was_a_part_of_another_before():
    centre = district("centro")
    theatres, passage = (neighbourhood(code, centre) for code in ("los-teatros", "pasaje-de-las-palmas"))
    build_boundaries()
    now, before = theatres.boundaries.all()
    assert before.valid_to < now.valid_from
    together = shape(now.geometry).union(shape(passage.boundaries.get().geometry))
    assert shape(before.geometry).symmetric_difference(together).area < 1e-9
