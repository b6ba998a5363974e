"""What the agenda shows on the home page, on the pages of districts and of neighbourhoods."""

import re

import pytest

from portal.agendas.models import CalendarPage
from portal.councils.choices import CouncilKind
from portal.events.models import EventState
from tests import factories
from tests.councils import city
from tests.sharing import made_once

pytestmark = pytest.mark.django_db
WEDNESDAY = "2026-11-25 12:00"


@pytest.fixture(autouse=True)
def wednesday(monkeypatch):
    """It is the noon of 25 November 2026, in week 48."""
    now = city.moment(WEDNESDAY)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@made_once
def west():
    """The page of a district with a neighbourhood."""
    page = factories.district_page()
    page.place = factories.neighbourhood(page, "Echesortu", "echesortu")
    return page


def shown(client, path="/es/", district=""):
    """Return the page at a path as its HTML, for a visitor with a district of her own."""
    if district:
        client.cookies["district"] = district
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def part(html, heading):
    """Return the section of a page that this id names."""
    return re.search(rf'<section[^>]*aria-labelledby="{heading}".*?</section>', html, re.S)[0]


def coming_near(html):
    """Return what the home page says of the next meetings: the first one at its top, and those after it."""
    return part(html, "coming-next") + part(html, "near")


def days(html):
    """Return [(day, number of meetings or 0, is it today)] of the week on the home page."""
    cells = re.findall(r"<li>(.*?)</li>", part(html, "this-week"), re.S)
    numbers = [re.search(r'datetime="2026-11-(\d+)"', cell)[1] for cell in cells]
    counts = [int((re.search(r"<span>(\d+) <span", cell) or [0, 0])[1]) for cell in cells]
    return [(int(day), count, "aria-current" in cell) for day, count, cell in zip(numbers, counts, cells, strict=True)]


def test_the_week_says_how_many_meet_on_each_day(client, west):
    council = city.council(west)
    city.session(council, "2026-11-23 19:00")
    city.session(council, "2026-11-25 19:00")
    city.session(council, "2026-11-25 10:00", state=EventState.CANCELLED, cancel_reason="Llueve.")
    city.event(west, "2026-11-28 10:00", end="2026-11-29 18:00")
    html = shown(client)
    assert days(html) == [
        (23, 1, False), (24, 0, False), (25, 1, True), (26, 0, False), (27, 0, False), (28, 1, False), (29, 1, False),
    ]  # fmt: skip
    assert 'href="/es/agenda/#d2026-11-23"' in html
    assert "3 encuentros" in html
    assert html.index('id="coming-next"') < html.index('id="finder"') < html.index('id="this-week"')


def test_her_own_district_stands_first_and_is_never_forced(client, west):
    south = factories.district_page("Sur", "sur")
    city.session(city.council(west), "2026-12-01 19:00", title="La plaza del Molino")
    city.session(city.council(south, "Consejo Barrial de La Bajada"), "2026-11-26 19:00", title="Camiones")
    for_all = coming_near(shown(client))
    assert "Camiones" in for_all
    assert "La plaza del Molino" in for_all
    for_her = coming_near(shown(client, district="oeste"))
    assert "Lo próximo en el distrito Oeste" in for_her
    assert "La plaza del Molino" in for_her
    assert "Camiones" not in for_her
    assert "/es/agenda/?district=oeste" in for_her
    assert "Cookie" in client.get("/es/").headers["Vary"]


@pytest.mark.parametrize("cookie", ["-", "atlantida", '"><b>', "oeste"])
def test_a_district_of_which_nothing_is_known_leaves_the_citys_list(client, west, cookie):
    south = factories.district_page("Sur", "sur")
    city.session(city.council(south), "2026-11-26 19:00", title="Camiones en la Bajada")
    near = coming_near(shown(client, district=cookie))
    assert "Camiones en la Bajada" in near
    assert "<b>" not in near
    assert ("En el distrito Oeste todavía no hay nada anunciado" in near) == (cookie == "oeste")


def test_cancelled_meetings_are_told_near_home_and_do_not_fill_the_citys_list(client, west):
    council = city.council(west)
    city.session(
        council, "2026-11-26 19:00", title="Veredas", state=EventState.CANCELLED, cancel_reason="Llueve mucho."
    )
    city.session(council, "2026-11-27 19:00", title="Luces")
    assert "Llueve mucho." not in coming_near(shown(client))
    assert "Llueve mucho." in coming_near(shown(client, district="oeste"))


def test_a_city_without_meetings_says_so(client, west):
    html = shown(client)
    assert "Todavía no hay encuentros anunciados" in html
    assert "Ver la agenda de la ciudad" in html
    assert not any(count for _day, count, _today in days(html))


def test_a_city_without_an_agenda_shows_nothing_of_it(client, west):
    for page in CalendarPage.objects.all():
        page.unpublish()
    place = f"{west.url}neighbourhoods/echesortu/"
    for path in ("/es/", west.url, place):
        html = shown(client, path)
        assert 'id="this-week"' not in html
        assert 'id="next"' not in html


def test_what_only_another_language_has_is_labelled(client, west):
    city.session(city.council(west), "2026-11-26 19:00", title="Luces y senderos")
    near = coming_near(shown(client, "/fr/"))
    assert "Luces y senderos" in near
    assert 'lang="es"' in near
    assert 'href="/fr/' in near


def test_a_draft_and_what_is_over_stand_nowhere(client, west):
    council = city.council(west, neighbourhood=west.place)
    city.session(council, "2026-11-26 19:00", title="Secreta todavía", live=False, neighbourhood=west.place)
    city.session(council, "2026-11-25 08:00", title="Ya terminó", neighbourhood=west.place)
    for path in ("/es/", west.url, f"{west.url}neighbourhoods/echesortu/"):
        html = shown(client, path)
        assert "Secreta todavía" not in html
        assert "Ya terminó" not in html


def test_a_district_shows_what_comes_next_and_its_councils(client, west):
    whole = factories.district_page("Toda la ciudad", "city", kind="whole-city")
    council = city.council(west, "Consejo Barrial de Echesortu", neighbourhood=west.place, lead="Tránsito y escuelas.")
    city.council(west, "Consejo que ya no se reúne", active=False)
    river = city.council(whole, "Consejo de la Ribera", kind=CouncilKind.INTER_DISTRICT, other_districts=[west.record])
    city.session(council, "2026-11-26 19:00", title="Luces")
    city.session(river, "2026-11-27 19:00", title="Cercos de la costa")
    html = shown(client, west.url)
    coming = part(html, "next")
    assert "Luces" in coming
    assert "Cercos de la costa" in coming
    assert "/es/agenda/?district=oeste" in coming
    councils = part(html, "councils")
    assert "Tránsito y escuelas." in councils
    assert "Consejo de la Ribera" in councils
    assert "Consejo que ya no se reúne" not in councils


def test_a_district_without_meetings_says_what_to_do(client, west):
    html = shown(client, west.url)
    assert "Todavía no hay nada anunciado" in part(html, "next")
    assert 'id="councils"' not in html


def test_a_neighbourhood_shows_its_next_meeting_and_its_council(client, west):
    council = city.council(west, "Consejo Barrial de Echesortu", neighbourhood=west.place)
    city.session(
        council, "2026-11-25 15:00", title="Se cayó", state=EventState.CANCELLED, cancel_reason="Llueve.",
        neighbourhood=west.place,
    )  # fmt: skip
    city.session(
        council, "2026-11-26 19:00", title="Luces y senderos", neighbourhood=west.place, venue_name="La vecinal"
    )
    html = shown(client, f"{west.url}neighbourhoods/echesortu/")
    coming = part(html, "next")
    assert coming.index("Luces y senderos") < coming.index("Llueve.")
    assert "mañana" in coming
    assert "La vecinal" in coming
    assert 'class="plate__day">26' in coming
    assert "Consejo Barrial de Echesortu" in part(html, "councils")
    assert "en español" not in coming
    assert re.search(r'href="/es/distritos/oeste/[^"]*/calendar.ics"', coming)
    english = part(shown(client, f"{west.url.replace('/es/', '/en/')}neighbourhoods/echesortu/"), "next")
    assert 'lang="es"><a href="/en/' in english


def test_the_finder_tells_the_next_meeting_of_each_neighbourhood_it_finds(client, west, django_assert_max_num_queries):
    council = city.council(west, "Consejo Barrial de Echesortu", neighbourhood=west.place)
    city.session(council, "2026-11-26 09:00", neighbourhood=west.place, state=EventState.CANCELLED, cancel_reason="No")
    city.session(council, "2026-11-26 19:00", title="Luces y senderos", neighbourhood=west.place)
    factories.neighbourhood(west, "Echesortu Sur", "sur")
    shown(client, "/es/distritos/?q=nada")
    with django_assert_max_num_queries(100) as few:
        html = shown(client, "/es/distritos/?q=echesortu")
    found = html.partition('id="found"')[2].partition("</section>")[0]
    assert found.index("Echesortu</a>") < found.index("Luces y senderos") < found.index("Echesortu Sur</a>")
    assert "jueves 26 de noviembre" in found.lower()
    assert "calendar.ics" in found
    assert found.count("Todavía no tiene una fecha anunciada") == 1
    for number in range(8):
        place = factories.neighbourhood(west, f"Echesortu {number}", f"e{number}")
        city.session(council, f"2026-11-27 1{number}:00", neighbourhood=place)
    with django_assert_max_num_queries(len(few)):
        shown(client, "/es/distritos/?q=echesortu")


def test_a_neighbourhood_without_meetings_says_so(client, west):
    assert "En Echesortu todavía no hay una fecha anunciada." in shown(client, f"{west.url}neighbourhoods/echesortu/")


def test_the_pages_ask_the_same_questions_however_much_is_on(client, west, django_assert_max_num_queries):
    council = city.council(west, neighbourhood=west.place)
    paths = ("/es/", west.url, f"{west.url}neighbourhoods/echesortu/")

    def asked(path):
        shown(client, path, district="oeste")
        with django_assert_max_num_queries(100) as queries:
            shown(client, path)
        return len(queries)

    city.session(council, "2026-11-26 19:00", neighbourhood=west.place)
    few = [asked(path) for path in paths]
    for number in range(8):
        other = city.council(west, f"Consejo {number}", neighbourhood=west.place)
        city.session(other, f"2026-11-26 1{number}:00", neighbourhood=west.place)
    assert [asked(path) for path in paths] == few


def test_the_home_page_asks_six_questions_more(client, west, django_assert_max_num_queries, monkeypatch):
    city.session(city.council(west), "2026-11-26 19:00")
    shown(client)
    with django_assert_max_num_queries(100) as queries:
        shown(client)
    monkeypatch.setattr("portal.core.registry._sections", {**sections_without("this-week", "next")})
    with django_assert_max_num_queries(100) as without:
        shown(client)
    assert len(queries) - len(without) <= 6  # two of them for pictures: of the events, of their councils


def sections_without(*names):
    """Return the registered sections but those of some names."""
    from portal.core.registry import _sections

    return {place: [one for one in known if one.name not in names] for place, known in _sections.items()}
