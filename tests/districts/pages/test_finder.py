"""A neighbourhood is found by its name however typed, by postal code, and by a point that nobody keeps."""

import pytest

from portal.districts.pages.finder import parse_coordinates
from portal.territory.models import PostalCode
from tests import factories
from tests.sharing import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("names are compared without case and accents")]


@made_once
def city():
    west, south = factories.district_page(), factories.district_page("Sur", "sur")
    places = {
        "hortensia": factories.neighbourhood(west, "Villa Hortênsia", "hortensia"),
        "aguila": factories.neighbourhood(south, "Ángel Águila", "aguila"),
        "junio": factories.neighbourhood(south, "20 de Junio", "junio"),
    }
    PostalCode.objects.create(neighbourhood=places["hortensia"], code="S2000 ABC".replace(" ", ""))
    PostalCode.objects.create(neighbourhood=places["aguila"], code="2001")
    PostalCode.objects.create(neighbourhood=places["junio"], code="2001")
    return places


def found(client, **parameters):
    """Return the codes of the neighbourhoods that the finder answers with, and its HTML."""
    html = client.get("/es/distritos/", parameters).content.decode()
    answer = html.partition('id="found"')[2].partition("</section>")[0]
    return {part.partition("/")[0] for part in answer.split("neighbourhoods/")[1:]}, html


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("villa hortensia", {"hortensia"}),
        ("HORTÊNSIA", {"hortensia"}),
        ("horten", {"hortensia"}),
        ("aguila angel", {"aguila"}),
        ("ángel", {"aguila"}),
        ("hortencia villa", set()),
        ("villa hortencia", {"hortensia"}),
        ("angel agila", {"aguila"}),
        ("20 de", {"junio"}),
        ("2001", {"aguila", "junio"}),
        ("s2000 abc", {"hortensia"}),
        ("s20", {"hortensia"}),
        ("20", {"junio"}),
        ("xyzzy", set()),
    ],
)
def test_names_and_postal_codes(client, city, text, codes):
    assert found(client, q=text)[0] == codes


def test_results_name_their_district(client, city):
    html = found(client, q="2001")[1].partition('id="found"')[2]
    assert "2 barrios para «2001»" in html
    assert html.index("neighbourhoods/junio/") < html.index('href="/es/distritos/sur/"')


def test_what_is_written_almost_so_is_said_to_be_so(client, city):
    assert "Esto se escribe casi igual" in found(client, q="angel agila")[1]


def test_nothing_found_says_what_to_do(client, city):
    html = found(client, q="xyzzy")[1]
    assert "No encontramos nada para «xyzzy»" in html
    assert "Oeste" in html


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("-32.9468, -60.6393", (-32.9468, -60.6393)),
        ("-32.9468,-60.6393", (-32.9468, -60.6393)),
        ("1 2", (1.0, 2.0)),
        ("90,180", (90.0, 180.0)),
        ("91,0", None),
        ("0,181", None),
        ("nan,nan", None),
        ("1e5,3", None),
        ("inf,0", None),
        ("1", None),
        ("1,2,3", None),
        ("٣,٤", (3.0, 4.0)),
        ("'; drop table", None),
    ],
)
def test_points_as_typed(text, point):
    assert parse_coordinates(text) == point


def test_what_is_at_a_point(client, city):
    factories.boundary(city["hortensia"], west=10, south=20)
    codes, html = found(client, at="20.005,10.005")
    assert codes == {"hortensia"}
    assert "En ese punto está" in html


def test_outside_every_boundary_the_list_helps(client, city):
    html = found(client, at="1,1")[1]
    assert "no está en ningún barrio que conozcamos" in html
    assert 'href="/es/distritos/sur/"' in html


@pytest.mark.parametrize("text", ["x", "91,0", "1,2,3", "9" * 400, "\x00", "<script>"])
def test_a_wrong_point_is_said(client, city, text):
    response = client.get("/es/distritos/", {"at": text})
    assert response.status_code == 200
    if text.strip("\x00"):
        assert "No entendimos ese lugar" in response.content.decode()
        assert "<script>" not in response.content.decode().partition("<main")[2]


def test_an_answer_about_a_place_is_kept_by_nobody(client, city):
    assert "no-store" in client.get("/es/distritos/", {"at": "1,1"})["Cache-Control"]
    assert "no-store" not in client.get("/es/distritos/").get("Cache-Control", "")


def test_a_point_costs_one_query_for_its_neighbourhood(client, city, django_assert_max_num_queries):
    factories.boundary(city["hortensia"], west=10, south=20)
    client.get("/es/distritos/")
    with django_assert_max_num_queries(24):
        client.get("/es/distritos/", {"at": "20.005,10.005"})


def test_a_closed_district_and_a_private_one_are_not_found(client, city):
    from wagtail.models import PageViewRestriction

    factories.boundary(city["hortensia"], west=10, south=20)
    district = city["hortensia"].district
    district.active = False
    district.save()
    assert found(client, q="hortensia")[0] == found(client, at="20.005,10.005")[0] == set()
    south = city["junio"].district.pages.get()
    PageViewRestriction.objects.create(page=south, restriction_type="login")
    assert found(client, q="2001")[0] == set()


def test_a_long_answer_is_cut_and_says_so(client):
    west = factories.district_page()
    for number in range(61):
        factories.neighbourhood(west, f"Quinta {number}")
    html = found(client, q="quinta")[1]
    assert "61 barrios para «quinta»" in html
    assert "Aquí están los primeros 60" in html
    assert html.partition('id="found"')[2].count("/neighbourhoods/") == 60
