"""What the pages of districts and neighbourhoods say, and what they never say."""

import json
import re

import pytest

from portal.core.registry import PageSection, _sections, register_section
from portal.territory.models import NeighbourhoodLink, Organisation, PostalCode, Unit, Venue
from portal.territory.models import Section as Part
from tests import factories
from tests.sharing import made_once

pytestmark = pytest.mark.django_db
HERE = "/es/distritos/oeste/neighbourhoods/echesortu/"


@made_once
def west():
    return factories.district_page(phone="0800 555 0153", email="oeste@city.example", seat_name="Centro Oeste")


@made_once
def place(west):
    return factories.neighbourhood(west, "Echesortu", "echesortu")


def html_of(client, path):
    """Return the HTML of a page that must be there."""
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def told(html):
    """Return the words of a page, without markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2].partition("</main>")[0]).split())


def test_a_neighbourhood_of_which_nothing_is_known_says_so_and_whom_to_ask(client, place):
    words = told(html_of(client, HERE))
    assert "Todavía no sabemos quién responde por este barrio" in words
    assert "Todavía no sabemos: quién responde, el límite, la población" in words
    assert "0800 555 0153" in words


def test_everything_known_is_told_with_its_year_and_source(client, west, place):
    place.population, place.population_year, place.population_source = 3181, 2022, "Censo nacional"
    place.social_index, place.social_index_year, place.social_index_source = "low", 2023, "Instituto"
    place.connectivity, place.connectivity_year = "weak", 2024
    place.responsible_role, place.responsible_phone = "Referente territorial", "555 0148"
    place.responsible_unit = Unit.objects.create(code="cercania", name="Secretaría de Cercanía")
    place.save()
    PostalCode.objects.create(neighbourhood=place, code="2002")
    Part.objects.create(neighbourhood=place, code="A", name="La loma")
    factories.boundary(place, source="Catastro", licence="CC BY 4.0")
    factories.counter(place, value=61, total=96)
    factories.counter(place, value=40, total=96, date="2025-06-05", source="Recorrido viejo")
    Venue.objects.create(district=west.record, neighbourhood=place, name="Vecinal", address="Mitre 1", step_free=False)
    words = told(html_of(client, HERE))
    for known in (
        "3 181",
        "2022. Fuente: Censo nacional",
        "61 de 96 (64 %)",
        "5 de junio de 2026. Fuente: Recorrido del equipo",
        "Bajo 2023, Instituto",
        "Conviene reunirse en persona",
        "Referente territorial",
        "Secretaría de Cercanía",
        "Código postal: 2002.",
        "La loma",
        "Límite vigente desde el 1 de marzo de 2024. Fuente: Catastro (CC BY 4.0).",
        "40 de 96",
        "Recorrido viejo",
        "hay escalones en la entrada",
    ):
        assert known in words.replace("\xa0", " ")
    assert "Todavía no sabemos" not in words


def test_a_name_is_shown_only_where_the_person_agreed(client, west, place):
    place.responsible_role, place.responsible_name = "Referente", "Marta Secreta"
    place.save()
    pages = (HERE, west.url, "/es/distritos/")
    assert not any("Marta Secreta" in html_of(client, path) for path in pages)
    place.responsible_agreed = True
    place.save()
    assert "Marta Secreta" in html_of(client, HERE)


def test_small_counts_of_people_are_in_no_page(client, west, place):
    place.population, place.population_year = 3, 2022
    place.save()
    factories.counter(place, "liaisons", 2, area="health")
    factories.counter(place, "liaisons", 33, area="women")
    factories.counter(place, "liaisons", 4, area="health", date="2025-01-01")
    html = html_of(client, HERE)
    assert re.findall(r'data-label="Cantidad">([^<]*)<', html) == ["menos de 5", "33", "menos de 5"]
    assert "al menos 33" in html
    assert "al menos 33" in html_of(client, west.url)


def test_links_of_the_neighbours_lead_outside_and_say_so(client, place):
    NeighbourhoodLink.objects.create(neighbourhood=place, kind="whatsapp", url="https://chat.example/x", label="Plaza")
    html = html_of(client, HERE)
    assert '<a href="https://chat.example/x" rel="noopener noreferrer">' in html
    assert "WhatsApp, fuera de este portal" in html


def test_the_map_names_its_shapes_and_leads_to_the_other_neighbourhoods(client, west, place):
    other = factories.neighbourhood(west, "El Molino", "molino")
    factories.boundary(place)
    factories.boundary(other, west=0.01)
    html = html_of(client, HERE)
    assert html.count('class="map__on"') == 1
    assert '<a href="/es/distritos/oeste/neighbourhoods/molino/" aria-label="El Molino">' in html
    assert html_of(client, west.url).count("<path d=") == 2
    assert '<a href="/es/distritos/oeste/" aria-label="Oeste">' in html_of(client, "/es/distritos/")


def test_a_city_of_one_district_has_a_map_of_its_own(client, west, place):
    factories.neighbourhood(west, "Otro")  # so that no neighbourhood has the district's id by chance
    late = factories.neighbourhood(west, "El Molino", "molino")
    factories.boundary(late)
    assert html_of(client, west.url).count("<path d=") == 1
    assert '<a href="/es/distritos/oeste/" aria-label="Oeste">' in html_of(client, "/es/distritos/")


def test_the_home_page_has_the_citys_map_and_telephones_that_ring(client, west, place):
    assert 'aria-label="Oeste"' not in html_of(client, "/es/")  # no boundary is known yet
    factories.boundary(place)
    html = html_of(client, "/es/")
    districts = html.partition('aria-labelledby="districts"')[2].partition("</section>")[0]
    assert '<a href="/es/distritos/oeste/" aria-label="Oeste">' in districts
    assert '<a href="tel:08005550153">0800 555 0153</a>' in districts
    assert re.search(r'href="/fr/[^"]*/oeste/" aria-label="Oeste"', html_of(client, "/fr/"))


def test_the_map_follows_a_new_boundary_at_once(client, west, place):
    boundary = factories.boundary(place)
    factories.boundary(factories.neighbourhood(west, "Otro"), west=0.01)
    before = html_of(client, HERE)
    boundary.geometry["coordinates"][0][0][2] = [0.009, 0.02]
    boundary.fingerprint = "x" * 64
    boundary.save()
    assert html_of(client, HERE).partition('<svg class="map')[2] != before.partition('<svg class="map')[2]


def test_earlier_boundaries_keep_their_days(client, west, place):
    factories.boundary(place, valid_from="2020-01-01", valid_to="2024-02-29")
    factories.boundary(place)
    html = html_of(client, HERE)
    assert "Límite anterior, del 1 de enero de 2020 al 29 de febrero de 2024" in html
    assert "/neighbourhoods.geojson?district=oeste&amp;on=2024-02-29" in html


def test_json_ld_is_an_administrative_area_and_closes_no_element(client, west, place):
    place.name = "</script><b>"
    place.save()
    factories.boundary(place, west=1, south=2)
    html = html_of(client, HERE)
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', html, re.DOTALL).group(1))
    assert data["@type"] == "AdministrativeArea"
    assert data["name"] == "</script><b>"
    assert data["containedInPlace"]["name"] == "Oeste"
    assert data["geo"]["box"] == "2.0 1.0 2.01 1.01"
    assert data["url"].endswith(HERE)


def test_a_practice_of_the_neighbourhood_stands_on_its_page(client, west, place):
    practice = factories.practice("Canteros", parent=west, neighbourhood=place)
    factories.practice("De otro barrio", parent=west)
    html = html_of(client, HERE)
    assert practice.url in html
    assert "De otro barrio" not in html


def test_what_comes_next_is_registered_by_upper_rooms(client, west, place):
    section = PageSection(
        "neighbourhood-next", "try", "components/notice.html", lambda request, place: {"text": place.code}
    )
    register_section(section)
    try:
        words = told(html_of(client, HERE))
    finally:
        _sections["neighbourhood-next"].remove(section)
    assert words.index("echesortu") < words.index("Quién responde")
    assert "El barrio en números" not in words


def test_the_numbers_stand_after_what_comes_next_short_and_explained(client, west, place):
    place.population, place.population_year, place.wave, place.social_index = 3181, 2022, 1, "very-low"
    place.save()
    factories.counter(place, value=111, total=188)
    factories.counter(place, "officials", 9)
    html = html_of(client, HERE)
    short = html.partition('facts--across">')[2].partition("</dl>")[0]
    assert "59\xa0%" in short
    assert "Recorrido del equipo" not in short
    assert "Funcionarias" not in short
    behind = html.partition("Qué quieren decir")[2].partition("</details>")[0]
    assert "111\xa0de\xa0188\xa0(59\xa0%)" in behind
    assert "Manzanas del barrio donde ya se invitó a participar. 5 de junio de 2026." in behind
    assert "Funcionarias" in behind
    assert "Etapa 1" in told(html)
    assert "la 1 fue la primera" in told(html)
    assert "describe las condiciones de vida" in told(html)


def test_a_district_tells_its_offices_venues_and_partners(client, west, place):
    Unit.objects.create(code="obras", name="Obras del Oeste", district=west.record, phone="555 0199")
    Venue.objects.create(district=west.record, name="Club Echesortu", address="Mitre 1", accessible_toilet=True)
    Venue.objects.create(district=west.record, name="Ya no existe", address="Mitre 2", active=False)
    Organisation.objects.create(name="Vecinal Uno", district=west.record, url="https://uno.example/")
    words = told(html_of(client, west.url))
    for known in ("Obras del Oeste 555 0199", "Club Echesortu", "baño adaptado", "Vecinal Uno"):
        assert known in words
    assert "Ya no existe" not in words


def test_a_district_without_anything_says_what_is_missing(client, west):
    words = told(html_of(client, west.url))
    assert "Los barrios de este distrito todavía no están cargados" in words
    assert "Los lugares de reunión de este distrito todavía no están cargados" in words


def test_nothing_counted_yet_is_said(client, west):
    assert "Todavía no hay conteos" in told(html_of(client, "/es/distritos/"))


def test_unknown_neighbourhoods_and_those_of_another_district_are_no_pages(client, west, place):
    south = factories.district_page("Sur", "sur")
    assert client.get(f"{south.url}neighbourhoods/echesortu/").status_code == 404
    assert client.get(f"{west.url}neighbourhoods/nadie/").status_code == 404
    assert client.get(f"{west.url}neighbourhoods/").status_code == 404


def test_the_page_of_a_neighbourhood_goes_with_its_district(client, west, place):
    west.record.active = False
    west.record.save()
    assert client.get(HERE).status_code == 404
    west.record.active = True
    west.record.save()
    assert client.get(HERE).status_code == 200
    west.unpublish()
    assert client.get(HERE).status_code == 404


def test_each_language_shows_the_neighbourhood_in_its_interface(client, west, place):
    french = factories.translate(west, "fr", title="Ouest", slug="ouest")
    assert client.get("/fr/distritos/oeste/neighbourhoods/echesortu/?a=b")["Location"].endswith(
        f"{french.url}neighbourhoods/echesortu/?a=b"
    )
    html = html_of(client, f"{french.url}neighbourhoods/echesortu/")
    assert f'hreflang="es" href="http://localhost:8000{HERE}"' in " ".join(html.split())
    assert f'<link rel="canonical" href="http://localhost:8000{french.url}neighbourhoods/echesortu/">' in html
    english = html_of(client, "/en/distritos/oeste/neighbourhoods/echesortu/")
    assert '<html lang="en"' in english
    assert "<h1" in english


def test_the_sitemap_names_neighbourhoods_of_open_districts(client, west, place):
    closed = factories.district_page("Sur", "sur", active=False)
    factories.neighbourhood(closed, "Oculto", "oculto")
    assert HERE in client.get("/sitemap.xml").content.decode()
    assert "oculto" not in client.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize(
    "query", ["?q=%00", "?q=" + "a" * 3000, "?at=%F0%9F", "?q=%22%27%3Cb%3E", "?at=&q=", "?page=-1"]
)
def test_hostile_parameters_are_no_error(client, west, place, query):
    for path in ("/es/distritos/", west.url, HERE, "/es/distritos/counters/blocks/"):
        assert client.get(path + query).status_code == 200


def test_a_draft_and_a_page_that_is_not_yet_in_the_tree_are_previewed(west, place):
    assert west.make_preview_request(preview_mode="").status_code == 200
    index = west.get_parent().specific
    assert index.make_preview_request(preview_mode="").status_code == 200


def test_a_new_district_page_is_previewed_in_the_admin(admin_client, west):
    record = factories.District.objects.create(name="Nuevo", code="nuevo")
    index = west.get_parent()
    url = f"/admin/pages/add/districts/districtpage/{index.pk}/preview/"
    data = {"title": "Nuevo", "slug": "nuevo", "record": record.pk, "intro": "null", "comments-TOTAL_FORMS": 0}
    data |= {"comments-INITIAL_FORMS": 0, "comments-MIN_NUM_FORMS": 0, "comments-MAX_NUM_FORMS": 0}
    data |= {"pictures-TOTAL_FORMS": 0, "pictures-INITIAL_FORMS": 0}
    assert admin_client.post(url, data).json()["is_valid"]
    response = admin_client.get(f"{url}?mode=")
    assert response.status_code == 200
    assert "Nuevo" in response.content.decode()
