"""As many queries with 130 neighbourhoods as with one, and pages that stay light."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.territory.models import LiaisonArea, PostalCode, Venue
from tests import factories

pytestmark = pytest.mark.django_db
KILOBYTE = 1024
PATHS = (
    "/es/",
    "/es/distritos/",
    "/es/distritos/?q=barrio",
    "/es/distritos/?q=2000",
    "/es/distritos/?at=0.005,0.005",
    "/es/distritos/oeste/",
    "/es/distritos/oeste/neighbourhoods/numero-0/",
    "/es/distritos/counters/liaisons/",
    "/es/distritos/counters/blocks/csv/",
)
HEAVIEST = 32


def settle(page, numbers):
    """Give a district neighbourhoods with everything that is known of one."""
    for number in numbers:
        place = factories.neighbourhood(
            page,
            f"Barrio de las {number} quintas",
            f"numero-{number}",
            population=900 + number * 37,
            population_year=2022,
            population_source="Censo nacional",
            responsible_role="Referente territorial",
            responsible_phone=f"555 {number:04d}",
        )
        factories.boundary(place, west=number % 12 * 0.01, south=number // 12 * 0.01)
        factories.counter(place, value=number % 40, total=60 + number)
        factories.counter(place, "promoters", number % 11)
        for area in LiaisonArea.values:
            factories.counter(place, "liaisons", (number * 7) % 23, area=area)
        PostalCode.objects.create(neighbourhood=place, code=f"2{number:03d}")
        Venue.objects.create(district=page.record, neighbourhood=place, name=f"Vecinal {number}", address="Mitre 1")


def queries(client, path):
    """Return how many queries a page needs when it was not asked for before, and its size as the line carries it."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = client.get(path)
    assert response.status_code == 200
    return len(asked), len(gzip.compress(response.content))


def test_a_hundred_and_thirty_neighbourhoods_ask_as_often_as_one_and_stay_light(client):
    west, south = factories.district_page(), factories.district_page("Sur", "sur")
    settle(west, [0])
    settle(south, [1])
    client.get("/es/")
    few = {path: queries(client, path)[0] for path in PATHS}
    settle(west, range(2, 67))
    settle(south, range(67, 130))
    client.get("/es/")  # the map is drawn anew when boundaries change, and kept
    many = {path: queries(client, path) for path in PATHS}
    assert {path: count for path, (count, _size) in many.items()} == few
    assert max(few.values()) <= HEAVIEST, few
    sizes = {path: round(size / KILOBYTE, 1) for path, (_count, size) in many.items()}
    assert max(sizes.values()) <= 60, sizes
