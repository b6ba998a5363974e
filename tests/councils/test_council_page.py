"""A council's page: when it meets next, who sits on it, and its past year by year, whatever its size."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from portal.councils.choices import CouncilKind
from portal.councils.models import CouncilLink, CouncilMember
from portal.events.models import EventState
from tests import factories
from tests.sharing import made_once

from . import city

pytestmark = pytest.mark.django_db


@made_once
def west():
    return factories.district_page(phone="555 0101")


@made_once
def council(west):
    return city.council(
        west, lead="Aquí se decide.", how_to_join="<p>Ven.</p>", neighbourhood=factories.neighbourhood(west)
    )


def coming(days, hour=19):
    """Return a moment so many days from now."""
    return timezone.localtime().replace(hour=hour, minute=0, second=0, microsecond=0) + timedelta(days=days)


def read(client, page, query=""):
    """Return the words of a page, its spaces made one."""
    response = client.get(page.url + query)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_next_session_is_the_first_that_is_not_over_nor_cancelled(client, council):
    city.session(council, coming(-7), "La de ayer")
    city.session(council, coming(3), "La suspendida", state=EventState.CANCELLED, cancel_reason="Corte de luz")
    city.session(council, coming(5), "La que viene", venue_name="Club San Miguel")
    city.session(council, coming(12), "La otra")
    html = read(client, council)
    following = html[html.index('id="next"') : html.index("</aside>")]
    assert following.index("La que viene") < following.index("La suspendida") < following.index("La otra")
    assert "en 5 días</span>. Club San Miguel." in following
    assert re.search(r'href="/es/[^"]*/calendar.ics"', following)
    assert "Corte de luz" in following
    assert "La de ayer" not in following
    assert "La de ayer" in html[html.index('id="past"') :]
    assert 'href="#past"' in html[html.index('id="next"') : html.index('id="coming"')]


def test_one_under_way_is_now(client, council):
    city.session(council, timezone.now() - timedelta(minutes=10), "Empezó recién")
    html = read(client, council)
    assert "Ahora mismo" in html
    assert "Empezó recién" in html


def test_without_a_date_it_says_what_to_do(client, council):
    html = read(client, council)
    assert "Todavía no hay fecha." in html
    assert 'href="tel:5550101"' in html
    assert '#past"' not in html
    assert 'id="past"' not in html


def test_one_that_ended_says_so(client, council):
    council.active = False
    factories.publish(council)
    html = read(client, council)
    assert "Ya no se reúne" in html
    assert "Abajo está lo que hizo." in html


def test_members_are_roles_of_today_and_persons_only_where_they_agreed(client, council):
    today = timezone.localdate()
    rows = [
        {"role": "Referente de la manzana 12", "person": "Marta Gómez", "person_agreed": True},
        {"role": "Referente de la escuela", "person": "Nombre Callado", "person_agreed": False},
        {"role": "Función terminada", "till": today - timedelta(days=1)},
        {"role": "Función futura", "since": today + timedelta(days=1)},
    ]
    council.members = [CouncilMember(locale=council.locale, **row) for row in rows]
    factories.publish(council)
    html = read(client, council)
    assert "Referente de la manzana 12" in html
    assert "Marta Gómez" in html
    assert "Referente de la escuela" in html
    for hidden in ("Nombre Callado", "Función terminada", "Función futura"):
        assert hidden not in html


def test_what_it_is_stands_in_facts(client, west, council):
    other = factories.district_page("Sur", "sur")
    council.elected_on, council.elected_by = date(2026, 3, 14), "asamblea de La Cañada"
    council.other_districts = [other.record]
    council.links = [CouncilLink(kind="whatsapp", url="https://chat.example.org/abc")]
    factories.publish(council)
    html = read(client, council)
    for words in (
        "Consejo barrial, distrito Oeste", "asamblea de La Cañada", "14 de marzo", "https://chat.example.org/abc",
        "Todas las personas", f'href="{other.url}"', f'href="{west.url}neighbourhoods/{council.neighbourhood.code}/"',
    ):  # fmt: skip
        assert words in html, words


def test_a_closed_district_is_not_linked(client, council):
    other = factories.district_page("Sur", "sur")
    council.other_districts = [other.record]
    factories.publish(council)
    other.record.active = False
    other.record.save()
    assert ">Sur<" not in read(client, council)


def test_past_sessions_by_year_are_paginated(client, council):
    for month in range(1, 13):
        for day in (3, 17):
            city.session(council, f"2020-{month:02}-{day:02} 19:00", f"Sesión {month}-{day}")
    city.session(council, "2021-12-31 23:30", "La última de 2021")
    newest = read(client, council)
    assert "La última de 2021" in newest
    assert "2020 (24)" in newest
    assert "Sesión 12-17" not in newest
    first = read(client, council, "?year=2020")
    assert "Sesión 12-17" in first
    assert "Sesión 1-3" not in first
    assert "Sesión 1-3" in read(client, council, "?year=2020&page=2")


@pytest.mark.parametrize(
    "query", ["?year=x", "?year=99999999999", "?year=-1", "?year=2020&page=0", "?page=abc", "?year=%00"]
)
def test_hostile_parameters_show_the_newest_year(client, council, query):
    city.session(council, "2020-01-03 19:00", "Sesión de 2020")
    assert "Sesión de 2020" in read(client, council, query)


def test_what_is_restricted_is_nowhere_on_it(client, council):
    for when, title in ((coming(3), "Secreta futura"), ("2020-01-03 19:00", "Secreta pasada")):
        page = city.session(council, when, title)
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    html = read(client, council)
    assert "Secreta" not in html
    assert "Todavía no hay fecha." in html


def queries(client, page):
    """Return how many queries a second reading of a page costs."""
    read(client, page)
    with CaptureQueriesContext(
        connection,
    ) as context:
        read(client, page)
    return len(context)


def test_the_queries_do_not_grow_with_its_sessions(client, council):
    city.session(council, coming(3), "Una")
    city.session(council, "2020-01-03 19:00", "Otra")
    few = queries(client, council)
    for number in range(25):
        city.session(council, f"{1995 + number}-03-03 19:00", f"Vieja {number}")
        city.session(council, coming(4 + number), f"Futura {number}")
    assert queries(client, council) == few
    assert few <= 30


def test_in_french_it_keeps_its_dates_and_shows_what_nobody_translated(client, west, council):
    city.session(council, coming(5), "La plaza")
    city.session(council, coming(12), "La esquina")
    city.session(council, coming(-12), "La vereda")
    factories.translate(west, "fr")
    page = factories.translate(council, "fr", title="Conseil de quartier")
    html = read(client, page)
    assert 'hreflang="es">La plaza' in html
    assert html.count("<li>en espagnol</li>") == 3
    assert "en español" not in read(client, council)


def test_kinds_of_the_whole_city_have_their_line(client):
    city_page = factories.district_page("Toda la ciudad", "ciudad", kind="whole-city")
    council = city.council(city_page, "Consejo de la Juventud", kind=CouncilKind.THEMATIC, criterion="thematic")
    assert "Consejo temático, de toda la ciudad" in read(client, council)
