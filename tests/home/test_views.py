"""The portal's entrance: search over everything, sitemap, robots, health; private pages are in none of them."""

import re
import xml.etree.ElementTree as ElementTree

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from portal.core.models import CitySettings
from portal.core.models.city import validate_city_colour
from tests import factories
from tests.sharing import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("the search over everything; health asks the database")]
SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def ask(client, **parameters):
    """Return the HTML of the search over everything."""
    response = client.get("/es/search/", parameters)
    assert response.status_code == 200
    return response.content.decode()


@made_once
def pages():
    return [
        factories.practice("Plaza del Molino"),
        factories.district_page("Molino", "molino"),
        factories.content("El molino y tus datos"),
    ]


def test_everything_is_found_and_each_kind_has_its_tab(client, pages):
    html = ask(client, q="molino")
    assert all(page.url in html for page in pages)
    for kind, page in zip(("practice", "district", "content"), pages, strict=True):
        html = ask(client, q="molino", type=kind)
        assert f'<a href="{page.url}">' in html
        assert "1 resultado" in html


def test_nothing_asked_and_nothing_found_say_what_to_do(client):
    assert "Escribe un barrio" in ask(client)
    assert "No encontramos nada" in ask(client, q="xyzzy")


def test_private_pages_are_in_no_public_list(client, pages):
    for page in pages:
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    for url in (
        "/es/search/?q=molino",
        "/sitemap.xml",
        "/es/",
        "/es/distritos/",
        "/es/experiencias/",
        "/es/search/suggest?q=moli",
    ):
        html = client.get(url).content.decode()
        assert "Molino" not in html.replace("?q=molino", "")
        assert "/molino" not in html


def test_sitemap_names_versions(client):
    practice = factories.practice("Canteros")
    french = factories.translate(practice, "fr", title="Jardinières", slug="jardinieres")
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own answer
    urls = {url.find("s:loc", SPACE).text: url for url in tree.findall("s:url", SPACE)}
    assert f"http://localhost:8000{practice.url}" in urls
    alternates = urls[f"http://localhost:8000{practice.url}"].findall("x:link", SPACE)
    assert {link.get("hreflang") for link in alternates} == {"es", "fr"}
    assert f"http://localhost:8000{french.url}" in {link.get("href") for link in alternates}


def test_health_and_robots(client):
    assert client.get("/health").json() == {"status": "ok"}
    assert "/sitemap.xml" in client.get("/robots.txt").content.decode()


def is_allowed(rules, address):
    """Tell whether a crawler may fetch an address (RFC 9309, 2.2.2): the longest rule counts, and of two the kinder one."""
    found = []
    for rule in rules.splitlines():
        kind, _colon, pattern = rule.partition(": ")
        if kind in ("Allow", "Disallow"):
            expression = re.escape(pattern.removesuffix("$")).replace(r"\*", ".*") + "$" * pattern.endswith("$")
            if re.match(expression, address):
                found.append((len(pattern), kind == "Allow"))
    return max(found, default=(0, True))[1]


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/es/agenda/", True),
        ("/es/agenda/?view=list&district=oeste", False),
        ("/es/agenda/calendar.ics", True),
        ("/es/agenda/calendar.ics?district=oeste&service=childcare", True),
        ("/pt/agenda/feed.atom?modality=virtual", True),
        ("/fr/practices/feed?country=AR", True),
        ("/es/distritos/oeste/consejo/calendar.ics", True),
        ("/es/search/?q=calendar.ics", False),
        ("/es/practices/selection.xlsx?country=AR", False),
        ("/admin/pages/", False),
    ],
)
def test_crawlers_may_fetch_calendars_and_feeds_with_their_filters(client, address, allowed):
    assert is_allowed(client.get("/robots.txt").content.decode(), address) == allowed


def test_public_pages_have_the_strict_policy_and_the_admin_its_own(client, admin_client):
    policy = client.get("/es/")["Content-Security-Policy"]
    assert "worker-src 'self'" in policy  # older Safari does not take it from script-src
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "'unsafe-inline'" in admin_client.get("/admin/")["Content-Security-Policy"]


def test_maintenance(client, settings):
    settings.MAINTENANCE = True
    response = client.get("/fr/")
    assert response.status_code == 503
    assert response["Retry-After"]
    assert client.get("/health").status_code == 200


@pytest.mark.parametrize("colour", ["#ffe9a3", "#77aaff", "blue", "#12345", ""])
def test_a_colour_that_reads_badly_is_refused(colour):
    with pytest.raises(Exception, match=r"color|contraste"):
        validate_city_colour(colour)


def test_the_city_has_its_own_colour(client):
    city = CitySettings.for_request(client.get("/es/").wsgi_request)
    city.colour = "#7a1f3d"
    city.save()
    assert "/city.css?7a1f3d" in client.get("/es/").content.decode()
    sheet = client.get(reverse("city_css")).content.decode()
    assert "--city: #7a1f3d" in sheet
    assert "prefers-color-scheme: dark" in sheet


def test_nul_in_an_address_is_no_error(client):
    for url in ("/es/search/?q=%00a", "/es/experiencias/?type=%00", "/es/%00/", "/p/%00"):
        assert client.get(url, follow=True).status_code in (200, 404)


def test_no_file_is_served_by_its_name_alone(client, settings):
    for name, text in (
        ("images/a.txt", "rendition"),
        ("original_images/b.txt", "original"),
        ("documents/c.txt", "secret"),
    ):
        path = settings.MEDIA_ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for name in (
        "images/a.txt",
        "original_images/b.txt",
        "documents/c.txt",
        "images/../documents/c.txt",
        "images/%2e%2e/documents/c.txt",
    ):
        assert client.get(f"/media/{name}", follow=True).status_code in (400, 404)
