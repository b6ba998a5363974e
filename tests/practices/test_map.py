"""The bank's map: every answer on the world or on one country, all of it again as a table, public practices only."""

import gzip
import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st
from wagtail.models import PageViewRestriction

from portal.practices.atlas.drawing import (
    SMALLEST,
    WIDTH,
    AtlasPlace,
    circles,
    draw_country,
    draw_world,
    merge_near_places,
)
from portal.practices.atlas.geometry import WORLD_BOX, area, bounds, equal_earth, ring_centroid, simplify, svg_path
from portal.practices.atlas.shapes import country_shape, world
from portal.vocabularies.countries import country_name_choices
from tests import factories
from tests.sharing import made_once

BANK = "/es/experiencias/"
MOST_QUERIES = 30
ROSARIO, BUENOS_AIRES, USHUAIA = (-32.95, -60.64), (-34.6, -58.4), (-54.8, -68.3)


def ask(client, query=""):
    """Return the map's HTML for a query string."""
    response = client.get(f"{BANK}?view=map{query}")
    assert response.status_code == 200
    return response.content.decode()


def drawn(html):
    """Return {accessible name: address} of the circles."""
    found = re.findall(r'<a href="([^"]*)"\s+aria-label="([^"]*)">\s*<title>', html)
    return {name: address.replace("&amp;", "&") for address, name in found}


def table(html):
    """Return [cell texts] of each row of the table beside the map."""
    body = re.search(r'<div id="places">.*?<tbody>(.*?)</tbody>', html, re.DOTALL).group(1)
    rows = [
        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in re.findall(r"<tr>.*?</tr>", body, re.DOTALL)
    ]
    return [[" ".join(re.sub(r"<[^>]+>", "", cell).split()) for cell in row] for row in rows]


def place(title, at=(None, None), **fields):
    """Return a new practice at a point (latitude, longitude)."""
    return factories.practice(title, latitude=at[0], longitude=at[1], **fields)


@made_once
def two_countries(db):
    place("Consejo en la plaza", ROSARIO, place_city="Rosario", place_country="AR")
    place("Consejo por teléfono", BUENOS_AIRES, place_city="Buenos Aires", place_country="AR")
    place("Huerta de la vía", place_city="Iztapalapa", place_country="MX")


def test_circles_say_country_and_number_and_lead_to_the_list(client, two_countries):
    circles = drawn(ask(client))
    assert circles == {"Argentina: 2 experiencias": "?country=AR", "México: 1 experiencia": "?country=MX"}


def test_the_table_says_the_same_as_the_map(client, two_countries):
    assert table(ask(client)) == [["Argentina", "2"], ["México", "1"]]


def test_the_map_shows_all_hits_and_not_only_the_first_page(client, db):
    for number in range(23):
        factories.practice(f"Consejo {number}", place_country="AR" if number % 2 else "MX")
    assert table(ask(client)) == [["México", "12"], ["Argentina", "11"]]


def test_the_question_stays_when_going_from_list_to_map_and_back(client, two_countries):
    html = client.get(f"{BANK}?q=consejo").content.decode()
    assert 'href="?q=consejo&amp;view=map"' in html
    html = ask(client, "&q=consejo&country=AR")
    assert 'href="?q=consejo&amp;country=AR">Lista</a>' in html
    assert 'href="?q=consejo&amp;view=map"' in html  # the chip that takes Argentina off stays on the map
    assert html.count('name="view" value="map"') == 2  # both forms


def test_practices_without_a_place_are_named(client, two_countries):
    factories.practice("En ninguna parte")
    html = ask(client)
    assert "1 sin lugar" in html
    assert ["Sin lugar", "1"] in table(html)


def test_practices_of_this_city_are_a_row_of_their_own(client, two_countries):
    district = factories.district_page()
    for number in range(3):
        factories.practice(f"Canteros {number}", parent=district)
    html = ask(client)
    assert ["De esta ciudad", "3"] in table(html)
    assert 'href="?district=oeste"' in html
    assert "sin lugar" not in html


def test_one_country_is_drawn_with_its_places(client, two_countries):
    place("Consejo escrito", place_country="AR")
    html = ask(client, "&country=AR")
    assert "Lugares de Argentina" in html
    assert "1 sin punto en el mapa" in html
    assert drawn(html) == {"Buenos Aires y Rosario: 2 experiencias": "#places"}  # too near for a circle each
    assert table(html) == [
        ["Buenos Aires", "Consejo por teléfono", "1"],
        ["Rosario", "Consejo en la plaza", "1"],
        ["Sin ciudad", "Consejo escrito", "1"],
    ]


def test_a_place_with_several_practices_leads_to_the_list_with_exactly_these(client, two_countries):
    place("Asamblea de la costa", ROSARIO, place_city="Rosario", place_country="AR")
    html = ask(client, "&country=AR")
    address = re.search(r'<a href="([^"]*)">Buscar «Rosario» en la lista', html).group(1).replace("&amp;", "&")
    answer = client.get(BANK + address).content.decode()
    assert "2 experiencias" in answer
    assert "Asamblea de la costa" in answer
    assert "Huerta" not in answer


def test_a_country_whose_practices_have_no_point_is_a_circle_of_the_world(client, two_countries):
    assert drawn(ask(client, "&country=MX")) == {"México: 1 experiencia": "?country=MX"}


def test_private_practices_are_neither_drawn_nor_counted(client, two_countries):
    private = place("Secreto", (19.4, -99.1), place_city="Escondida", place_country="BO")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    district = factories.district_page("Cerrado", "cerrado")
    hidden = place("Secreto del distrito", USHUAIA, parent=district, place_city="Ushuaia", place_country="AR")
    PageViewRestriction.objects.create(page=district, restriction_type="login")
    assert hidden.live
    for html in (ask(client), ask(client, "&country=AR")):
        assert "Bolivia" not in re.sub(r"<form.*?</form>", "", html, flags=re.DOTALL)
        assert "Ushuaia" not in html
        assert "Secreto" not in html
    assert table(ask(client)) == [["Argentina", "2"], ["México", "1"]]


def test_an_empty_answer_is_no_map(client, two_countries):
    html = ask(client, "&q=xyzzyqwrt")
    assert "map--atlas" not in html
    assert "Nada coincide" in html


@pytest.mark.parametrize("narrowed", ["", "&country=AR"])
def test_the_number_of_queries_does_not_grow(client, two_countries, narrowed):
    ask(client, narrowed)
    cache.clear()  # both with cold caches: what was cached before may have gone by now
    with CaptureQueriesContext(connection) as few:
        ask(client, narrowed)
    for number in range(20):
        place(f"Consejo {number}", (-30 - number, -60), place_city=f"Ciudad {number}", place_country="AR")
    cache.clear()
    with CaptureQueriesContext(connection) as many:
        ask(client, narrowed)
    assert len(few) == len(many) <= MOST_QUERIES


@rules(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=20),
    codes=st.lists(st.sampled_from(["AR", "MX", "ZZ", "", "'", "\x00", "x" * 300]), max_size=4),
    view=st.sampled_from(["map", "MAP", "", "x"]),
)
def test_every_address_is_a_normal_page(client, two_countries, text, codes, view):
    response = client.get(BANK, {"q": text, "country": codes, "view": view, "page": "99"})
    assert response.status_code == 200


def test_nearly_every_country_of_the_form_has_a_point():
    absent = {code for code, _name in country_name_choices("es")} - set(world())
    assert absent == {"AQ", "BV", "UM"}


def test_the_picture_of_the_world_is_where_the_drawing_says():
    picture = (settings.BASE_DIR / "static" / "atlas" / "world.svg").read_text(encoding="utf-8")
    assert 'viewBox="{} {} {} {}"'.format(*WORLD_BOX) in picture
    starts = [(int(x), int(y)) for x, y in re.findall(r"M(-?\d+) ?(-?\d+)", picture)]
    left, top, right, bottom = bounds(starts)
    assert left >= WORLD_BOX[0]
    assert top >= WORLD_BOX[1]
    assert right <= WORLD_BOX[0] + WORLD_BOX[2]
    assert bottom <= WORLD_BOX[1] + WORLD_BOX[3]
    assert "Public domain".lower() in picture
    assert len(gzip.compress(picture.encode())) < 9_000


@pytest.mark.parametrize(("code", "lon", "lat"), [("AR", -60.64, -32.95), ("RU", 177.5, 64.7), ("FJ", -179.9, -16.8)])
def test_points_of_a_country_lie_on_its_map_even_beyond_the_date_line(code, lon, lat):
    drawing = draw_country(country_shape(code), [AtlasPlace(("x",), 1, (lon, lat))])
    (circle,) = drawing.circles
    assert 0 <= circle.x <= WIDTH
    assert 0 <= circle.y <= drawing.height
    left = [int(x) for x in re.findall(r"M(-?\d+)", drawing.path)]
    assert min(left) >= -1
    assert max(left) <= WIDTH + 1


def test_every_country_alone_makes_a_map():
    for code in world():
        drawing = draw_world({code: 1})
        (circle,) = drawing.circles
        assert circle.r <= circle.x <= WIDTH - circle.r
        assert circle.r <= circle.y <= drawing.height - circle.r


def test_circles_that_would_cover_each_other_become_one():
    near = [AtlasPlace(("a",), 3, (100, 100)), AtlasPlace(("b",), 1, (110, 100)), AtlasPlace(("c",), 2, (400, 100))]
    assert [(circle.codes, circle.count) for circle in circles(near, 400)] == [(("a", "b"), 4), (("c",), 2)]


@given(st.lists(st.tuples(st.integers(1, 500), st.floats(0, WIDTH), st.floats(0, 400)), max_size=40))
def test_together_loses_nobody_and_leaves_no_two_circles_on_each_other(points):
    places = [AtlasPlace((str(number),), count, (x, y)) for number, (count, x, y) in enumerate(points)]
    joined = merge_near_places(places)
    assert sorted(code for place in joined for code in place.codes) == sorted(str(n) for n in range(len(points)))
    assert sum(place.count for place in joined) == sum(place.count for place in places)
    for number, one in enumerate(joined):
        for other in joined[number + 1 :]:
            assert (one.at[0] - other.at[0]) ** 2 + (one.at[1] - other.at[1]) ** 2 >= (2 * SMALLEST) ** 2 - 1e-6


def test_the_geometry():
    square = [(0, 0), (10, 0), (10, 10), (0, 10)]
    assert area(square) == 100
    assert ring_centroid(square) == (5, 5)
    assert simplify([(0, 0), (5, 0.1), (10, 0), (10, 10)], 0.5) == [(0, 0), (10, 0), (10, 10)]
    assert svg_path([square]) == "M0 0l10 0 0 10-10 0z"
    assert equal_earth(0, 0) == (WIDTH_OF_THE_WORLD / 2, 0)
    assert equal_earth(180, 0)[0] == pytest.approx(WIDTH_OF_THE_WORLD)


WIDTH_OF_THE_WORLD = 1000
