"""The visitor's own district: a cookie of hers, asked once, changed and forgotten, and no other cookie."""

import pytest
from django.test import Client

from tests import factories
from tests.sharing import made_once

pytestmark = pytest.mark.django_db
FORM = "/es/districts/mine"
FOREIGN = [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}, {"Origin": "null"}]
ELSEWHERE = ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "", "/\\x.example"]


@made_once
def west():
    factories.district_page("Sur", "sur")
    return factories.district_page(seat_name="Centro Oeste", address="Av. Independencia 4602")


def ask(client):
    """Return the HTML of the home page."""
    return client.get("/es/").content.decode()


def test_it_is_asked_until_answered_and_then_comes_first(client, west):
    assert "O elige tu distrito" in ask(client)
    response = client.post(FORM, {"district": "oeste", "next": "/es/"})
    assert (response.status_code, response["Location"]) == (303, "/es/")
    html = ask(client)
    assert "O elige tu distrito" not in html
    assert "Tu distrito" in html
    assert html.index("Centro Oeste") < html.index("Banco de experiencias</h2>")


def test_the_cookie_lasts_a_year_and_no_script_reads_it(client, west):
    cookie = client.post(FORM, {"district": "oeste"}).cookies["district"]
    assert (cookie["max-age"], cookie["samesite"], cookie["httponly"]) == (365 * 24 * 3600, "Lax", True)
    assert cookie.value == "oeste"


def test_no_visitor_gets_any_other_cookie(client, west):
    client.get("/es/")
    client.get(west.url)
    client.get("/es/distritos/?q=a")
    assert not client.cookies
    client.post(FORM, {"district": "oeste"})
    assert list(client.cookies) == ["district"]


def test_the_form_needs_no_token(west):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(FORM, {"district": "oeste"}).status_code == 303


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_form_of_another_site_changes_nothing(client, west, headers):
    response = client.post(FORM, {"district": "oeste"}, headers=headers)
    assert response.status_code == 400
    assert not response.cookies


def test_who_does_not_want_to_be_asked_is_not(client, west):
    client.post(FORM, {"district": "-"})
    html = ask(client)
    assert "O elige tu distrito" not in html
    assert "Tu distrito" not in html
    assert "¿Cuándo se reúne tu barrio?" in html


def test_it_is_changed_and_forgotten_on_the_page_of_a_district(client, west):
    assert 'name="district" value="oeste"' in " ".join(client.get(west.url).content.decode().split())
    client.post(FORM, {"district": "oeste"})
    assert "Olvidar mi distrito" in client.get(west.url).content.decode()
    client.post(FORM, {"district": ""})
    assert "O elige tu distrito" in ask(client)


@pytest.mark.parametrize("code", ["nadie", "cerrado", "<script>", "x" * 5000])
def test_unknown_and_closed_districts_in_the_cookie_are_ignored(client, west, code):
    factories.district_page("Cerrado", "cerrado", active=False)
    client.cookies["district"] = code
    html = ask(client)
    assert "O elige tu distrito" in html
    assert "Cerrado" not in html


@pytest.mark.parametrize("code", ["nadie", "cerrado", "x" * 5000])
def test_unknown_and_closed_districts_are_not_kept(client, west, code):
    factories.district_page("Cerrado", "cerrado", active=False)
    response = client.post(FORM, {"district": code})
    assert response.status_code == 400
    assert not response.cookies


@pytest.mark.parametrize(
    "path", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "", "/\\x.example"]
)
def test_nobody_is_led_away(client, west, path):
    assert client.post(FORM, {"district": "oeste", "next": path})["Location"] == "/"


def test_only_pages_that_know_the_district_differ_by_cookie(client, west):
    assert "Cookie" in client.get("/es/")["Vary"]
    assert "Cookie" in client.get(west.url)["Vary"]
    assert "Cookie" not in client.get("/es/distritos/").get("Vary", "")


def test_reading_is_no_way_to_change_it(client, west):
    assert client.get(FORM).status_code == 405
