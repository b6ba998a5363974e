"""The public GeoJSON files: what is open and public, compact, with its history, and nothing else."""

import json
from datetime import date

import pytest
from django.conf import settings
from shapely.geometry import shape
from wagtail.models import PageViewRestriction

from portal.territory.models import PostalCode
from tests.factories import district_page
from tests.sharing import made_once
from tests.territory.places import bounded, neighbourhood, square

pytestmark = pytest.mark.django_db


def content(client, address):
    """Return the parsed file at an address."""
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/geo+json"
    return json.loads(response.getvalue())


def said(client, address):
    """Return {code: properties} of the file at an address."""
    return {feature["id"]: feature["properties"] for feature in content(client, address)["features"]}


@made_once
def west():
    """A district with a public page and two neighbourhoods side by side."""
    page = district_page()
    facts = {"population": 5400, "population_year": 2022, "population_source": "Censo"}
    echesortu = neighbourhood("echesortu", page.record, **facts)
    bounded(echesortu, square(0, 0), source="Catastro", licence="CC BY 4.0")
    bounded(neighbourhood("abasto", page.record), square(0.01, 0), valid_from=date(2025, 3, 1))
    PostalCode.objects.create(neighbourhood=echesortu, code="2000")
    return page


def test_a_neighbourhood_with_what_is_known_of_it(client, west):
    found = said(client, "/neighbourhoods.geojson")
    assert list(found) == ["abasto", "echesortu"]
    assert found["echesortu"] == {
        "code": "echesortu",
        "name": "Echesortu",
        "kind": "barrio",
        "district": "oeste",
        "district_name": "Oeste",
        "url": f"{settings.BASE_URL}{west.url}neighbourhoods/echesortu/",
        "postal_codes": ["2000"],
        "wave": None,
        "population": 5400,
        "population_year": 2022,
        "population_source": "Censo",
        "social_index": None,
        "social_index_year": None,
        "social_index_source": "",
        "connectivity": None,
        "connectivity_year": None,
        "connectivity_source": "",
        "valid_from": "2025-01-01",
        "valid_to": None,
        "source": "Catastro",
        "licence": "CC BY 4.0",
    }


def test_a_district_without_boundary_is_its_neighbourhoods_together(client, west):
    feature = content(client, "/districts.geojson")["features"][0]
    assert feature["properties"]["own_boundary"] is False
    assert feature["properties"]["valid_from"] == "2025-03-01"
    assert feature["properties"]["url"] == settings.BASE_URL + west.url
    assert shape(feature["geometry"]).bounds == (0, 0, 0.02, 0.01)
    assert len(feature["geometry"]["coordinates"]) == 1


def test_a_district_with_a_boundary_of_its_own(client, west):
    bounded(west.record, square(5, 5, 1))
    feature = content(client, "/districts.geojson")["features"][0]
    assert feature["properties"]["own_boundary"] is True
    assert shape(feature["geometry"]).bounds == (5, 5, 6, 6)


def test_closed_restricted_and_unpublished_districts_are_in_neither(client, west):
    gone = {code: district_page(code.capitalize(), code) for code in ("closed", "restricted", "unpublished")}
    for number, page in enumerate(gone.values()):
        bounded(neighbourhood(f"of-{page.record.code}", page.record), square(number, 3))
    gone["closed"].record.active = False
    gone["closed"].record.save()
    PageViewRestriction.objects.create(page=gone["restricted"], restriction_type="login")
    gone["unpublished"].unpublish()
    assert list(said(client, "/districts.geojson")) == ["oeste"]
    assert set(said(client, "/neighbourhoods.geojson")) == {"abasto", "echesortu"}
    for code in gone:
        assert client.get("/neighbourhoods.geojson", {"district": code}).status_code == 404


def test_only_one_district(client, west):
    south = district_page("Sur", "sur")
    bounded(neighbourhood("costa", south.record), square(1, 1))
    assert list(said(client, "/neighbourhoods.geojson?district=sur")) == ["costa"]
    assert set(said(client, "/neighbourhoods.geojson?district=sur&district=oeste")) == {"abasto", "costa", "echesortu"}
    assert list(said(client, "/districts.geojson?district=oeste")) == ["oeste"]


def test_what_held_on_a_day(client, west):
    earlier = {"valid_from": date(2020, 1, 1), "valid_to": date(2024, 12, 31)}
    bounded(west.record.neighbourhoods.get(code="echesortu"), square(9, 9), **earlier)
    found = content(client, "/neighbourhoods.geojson?on=2024-12-31")["features"]
    assert [feature["id"] for feature in found] == ["echesortu"]
    assert shape(found[0]["geometry"]).bounds[0] == 9
    assert found[0]["properties"]["valid_to"] == "2024-12-31"
    assert list(said(client, "/neighbourhoods.geojson?on=2025-01-01")) == ["echesortu"]
    assert said(client, "/neighbourhoods.geojson?on=2019-12-31") == {}
    assert len(said(client, "/neighbourhoods.geojson?on=2999-01-01")) == 2


def test_a_count_of_fewer_than_five_people_is_not_told(client, west):
    west.record.neighbourhoods.filter(code="echesortu").update(population=4)
    facts = said(client, "/neighbourhoods.geojson")["echesortu"]
    assert (facts["population"], facts["population_year"], facts["population_source"]) == (None, None, "")


@pytest.mark.parametrize("query", ["on=ayer", "on=2025-13-01", "on=0000-00-00", "on=9999999999"])
def test_a_day_that_is_none(client, west, query):
    assert client.get(f"/neighbourhoods.geojson?{query}").status_code == 400


@pytest.mark.parametrize("query", ["district=%00", "district=%27%22%3C", "district=" + "a" * 4000, "district=nowhere"])
def test_a_district_that_is_none(client, west, query):
    assert client.get(f"/districts.geojson?{query}").status_code in (200, 404)


def test_an_unchanged_file_is_not_sent_again_and_reads_no_geometry(client, west, django_assert_max_num_queries):
    first = client.get("/neighbourhoods.geojson")
    assert first.getvalue()
    with django_assert_max_num_queries(6) as queries:
        again = client.get("/neighbourhoods.geojson", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert not any('"geometry"' in query["sql"] for query in queries.captured_queries)
    west.record.neighbourhoods.filter(code="echesortu").update(population=5401)
    changed = client.get("/neighbourhoods.geojson", headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200


def test_as_many_queries_for_many_as_for_few(client, west, django_assert_max_num_queries):
    for number in range(130):
        bounded(neighbourhood(f"n{number}", west.record), square(number * 0.01, 1))
    with django_assert_max_num_queries(8):
        assert len(content(client, "/neighbourhoods.geojson")["features"]) == 132
    with django_assert_max_num_queries(8):
        assert len(content(client, "/districts.geojson")["features"]) == 1


def test_only_reading(client, west):
    assert client.post("/districts.geojson").status_code == 405
