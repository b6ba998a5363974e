"""The agenda page: its four looks, its filters, its ways on, what it says when there is nothing, in four languages."""

import re
from datetime import UTC, datetime

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from portal.councils.models import SessionPage
from portal.territory.models import Venue
from tests.councils.city import council, event, moment, session
from tests.factories import boundary, district_page, neighbourhood, publish, terms, translate
from tests.sharing import made_once

pytestmark = pytest.mark.django_db
NOW = moment("2026-11-23 10:30")
QUESTIONS = ("", "view=list", "view=month", "view=map", "view=map&district=oeste", "month=2026-12", "year=2026")


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """It is Monday 23 November 2026, half past ten."""
    monkeypatch.setattr(timezone, "now", lambda: NOW.astimezone(UTC))


@made_once
def west(db):
    return district_page()


@made_once
def body(west):
    return council(west)


def page(client, address="", language="es", **extra):
    response = client.get(f"/{language}/agenda/", QueryDict(address), **extra)
    assert response.status_code == 200
    return response


def html(client, address="", language="es"):
    return page(client, address, language).content.decode()


def day(text, iso):
    """Return the part of a week's page that belongs to a day."""
    return text.split(f'id="d{iso}"')[1].split("</section>")[0]


def words(text):
    """Return the words of a piece of HTML."""
    return " ".join(re.sub("<[^>]*>", " ", text).split())


def test_the_week_stands_by_day_and_says_what_is_near(client, west, body):
    session(body, "2026-11-23 10:00", "Semáforos y rampas")
    event(west, "2026-11-24 19:30", "Taller de compost", lead="Traé un balde.")
    text = html(client)
    assert "Del 23 al 29 de noviembre de 2026" in text
    monday = words(day(text, "2026-11-23"))
    assert re.search(r"lunes 23 nov hoy 10:00 .*La Cañada.* Semáforos y rampas Ahora Oeste En persona", monday)
    assert "martes 24 nov mañana 19:30 Taller de compost Traé un balde." in words(day(text, "2026-11-24"))
    assert "miércoles 25 nov en 2 días No hay encuentros este día." in words(day(text, "2026-11-25"))


def test_a_cancelled_session_stays_with_its_reason(client, body):
    session(body, "2026-11-24 18:30", "La plaza", state="cancelled", cancel_reason="Corte de luz.")
    text = html(client)
    assert "row--off" in day(text, "2026-11-24")
    assert "Cancelada Corte de luz." in words(day(text, "2026-11-24"))
    assert "0 encuentros, 1 cancelado." in text


def test_what_was_moved_stands_on_both_days(client, body):
    page = session(body, "2026-11-26 18:30", "El muelle", state="rescheduled", former_start=moment("2026-11-25 18:00"))
    text = html(client)
    old, new = day(text, "2026-11-25"), day(text, "2026-11-26")
    assert "row--off" in old
    assert '<a href="#d2026-11-26">jueves 26 de noviembre, 18:30</a>' in old
    assert "Cambió de día y hora Pasó al jueves 26 de noviembre, 18:30 ." in words(old)
    assert "Nueva fecha" in new
    assert "El muelle. Antes: <s>miércoles 25 de noviembre, 18:00</s>" in new
    assert page.get_url() in old


def test_what_was_moved_to_another_week_leads_there(client, body):
    session(body, "2026-12-03 18:30", "El muelle", state="rescheduled", former_start=moment("2026-11-25 18:00"))
    assert 'href="?week=2026-W49#d2026-12-03"' in day(html(client), "2026-11-25")


def test_what_lasts_several_days_stands_on_each(client, west):
    event(west, "2026-11-24 00:00", "Feria", all_day=True, end="2026-11-25 00:00")
    text = html(client)
    assert "Todo el día hasta el miércoles 25 de noviembre Feria" in words(day(text, "2026-11-24"))
    assert "Sigue hasta el miércoles 25 de noviembre Feria" in words(day(text, "2026-11-25"))
    assert "Feria" not in day(text, "2026-11-26")


def test_what_ends_after_midnight_stands_on_its_own_day(client, west):
    event(west, "2026-11-24 21:00", "Peña", end="2026-11-25 01:00")
    text = html(client)
    assert "Peña" in day(text, "2026-11-24")
    assert "Peña" not in day(text, "2026-11-25")


@pytest.mark.parametrize("language", ["es", "en", "fr", "pt"])
@pytest.mark.parametrize("address", QUESTIONS)
def test_what_exists_in_another_language_only_is_shown_and_labelled(client, body, language, address):
    session(body, "2026-11-24 19:00", "Zanjas limpias")
    session(body, "2026-12-01 19:00", "Otras zanjas")
    text = html(client, address, language)
    if "map" in address:
        assert "Oeste" in text
        return
    named = re.findall(r"<(?:h3|span)[^>]*>(?:<a[^>]*>)?Consejo Barrial de La Cañada", text)
    assert named
    assert all((' lang="es"' in tag) == (language != "es") for tag in named)


def test_the_readers_own_version_comes_first_and_its_facts_are_the_sources(client, west, body):
    page = session(body, "2026-11-24 19:00", "La plaza")
    translate(west, "fr")
    translate(body, "fr", title="Conseil du quartier")
    translate(page, "fr", title="La place")
    page = SessionPage.objects.get(pk=page.pk)
    page.start = moment("2026-11-25 20:00")
    publish(page)
    text = html(client, language="fr")
    assert "Conseil du quartier" in day(text, "2026-11-25")
    assert "La place" in day(text, "2026-11-25")
    assert "La plaza" not in text


def test_the_list_goes_on_page_by_page_and_the_past_backwards(client, body):
    for number in range(23):
        session(body, f"2026-12-{number + 1:02} 19:00", f"Futura {number + 1:02}")
    session(body, "2025-03-01 19:00", "Marzo")
    session(body, "2025-06-01 19:00", "Junio")
    assert re.findall(r"Futura \d\d", html(client, "view=list&page=2")) == ["Futura 21", "Futura 22", "Futura 23"]
    assert re.findall(r"Futura \d\d", html(client, "view=list&page=99")) == ["Futura 21", "Futura 22", "Futura 23"]
    past = html(client, "year=2025")
    assert past.index("junio de 2025") < past.index("Junio") < past.index("marzo de 2025") < past.index("Marzo")
    assert 'href="?year=2025" aria-current="page"' in past


def test_the_present_week_opens_at_today_and_folds_the_days_before(client, body, monkeypatch):
    session(body, "2026-11-23 08:00", "Temprano")
    session(body, "2026-11-24 19:00", "Martes")
    monkeypatch.setattr(timezone, "now", lambda: moment("2026-11-25 12:00").astimezone(UTC))
    text, other = html(client), html(client, "week=2026-W49")
    folded = text.partition('id="past-days"')[2].partition("</details>")[0]
    assert all(word in folded for word in ("2 terminados", "Temprano", "Martes", "row--past", "Ya pasó"))
    assert text.index('id="past-days"') < text.index('id="d2026-11-25"')
    assert 'id="d2026-11-25"' not in folded
    assert "past-days" not in other


def test_a_list_of_what_comes_begins_with_what_is_not_over_and_a_year_with_its_end(client, body):
    session(body, "2026-11-23 06:00", "Terminada")
    session(body, "2026-11-23 20:00", "Esta noche")
    session(body, "2026-12-03 20:00", "Diciembre")
    text = html(client, "view=list")
    assert "Terminada" not in text
    assert text.index("Esta noche") < text.index("Diciembre")
    year = html(client, "year=2026")
    assert year.index("Diciembre") < year.index("Esta noche") < year.index("Terminada")


def test_the_month_is_a_table_with_a_way_to_each_day(client, body):
    for hour in range(10, 16):
        session(body, f"2026-11-24 {hour}:00", f"Sesión {hour}")
    text = html(client, "view=month")
    assert text.count("<td") == 42  # six weeks: the first is a Sunday
    assert 'href="?#d2026-11-24"' in text
    assert "y 2 más" in words(text)
    assert words(text).count("Consejo Barrial de La Cañada") == 4


def test_the_map_counts_by_district_and_by_neighbourhood(client, west):
    place = neighbourhood(west, "Echesortu", "echesortu")
    boundary(place)
    session(council(west, neighbourhood=place), "2026-11-24 19:00")
    session(council(west), "2026-11-24 19:00")
    city = html(client, "view=map")
    assert 'aria-label="Oeste: 2 encuentros"' in city
    assert 'href="?view=map&amp;district=oeste"' in city
    inside = html(client, "view=map&district=oeste")
    assert 'aria-label="Echesortu: 1 encuentro"' in inside
    assert "En todo el distrito 1" in words(inside)
    assert html(client, "from=2026-11-23&to=2026-11-29&neighbourhood=echesortu").count("<article") == 1


def test_filters_stand_with_their_counts_and_can_be_taken_off(client, west, body):
    venue = Venue.objects.create(name="Club", address="Mitre 1", district=west.record)
    page = session(body, "2026-11-24 19:00", "Con cuidado", venue=venue)
    page.services = terms("service", "childcare")
    publish(page)
    session(body, "2026-11-25 09:00", "De mañana")
    text = html(client, "service=childcare&q=cuidado&week=2026-W48")
    assert words(text).count("Consejo Barrial de La Cañada") == 1
    assert "Filtros: 2 puestos" in words(text)
    assert 'href="?week=2026-W48&amp;q=cuidado"' in text  # without childcare
    assert '<input type="hidden" name="week" value="2026-W48">' in text
    assert re.search(r'value="childcare" checked> .*Cuidado infantil.*check__count">1<', text)


def test_an_address_that_was_not_understood_says_so(client, body):
    session(body, "2026-11-24 19:00")
    text = html(client, "week=2026-W99&modality=telepathy")
    assert "No entendimos esta parte de la dirección web y la dejamos de lado: Semana, Cómo participas." in text
    assert "Consejo Barrial de La Cañada" in text


@pytest.mark.parametrize("value", ["'", "\x00", "1" * 400, "-1", "²", "2026-W54", "0000-00", "../..", "%", "🜚"])
def test_no_address_is_an_error(client, db, value):
    for name in ("view", "week", "month", "year", "from", "to", "district", "council", "q", "page", "x"):
        assert client.get("/es/agenda/", {name: value}).status_code in (200, 302)
        assert client.get("/es/agenda/feed.atom", {name: value}).status_code == 200


def test_a_form_with_empty_fields_leads_to_a_readable_address(client, body):
    response = client.get("/es/agenda/", QueryDict("view=month&from=&to=&q=&district=oeste"))
    assert (response.status_code, response["Location"]) == (302, "?view=month&district=oeste")


def test_who_leafs_comes_to_an_end(client, body):
    session(body, "2026-11-17 19:00")
    assert re.search(r'href="\?week=2026-W47"\s+rel="prev"', html(client))
    assert 'rel="prev"' not in html(client, "week=2026-W47")
    assert 'rel="next"' in html(client, "week=2027-W02")
    assert 'rel="next"' not in html(client, "week=2027-W03")
    assert 'href="?">Hoy' in html(client, "week=2026-W47")


def test_an_empty_agenda_says_why(client, body):
    assert "La agenda todavía está vacía" in html(client)
    session(body, "2026-12-24 19:00")
    text = html(client)
    assert "No hay encuentros en estos días" in text
    assert 'href="?view=list"' in text
    assert "Nada coincide con todo lo que pediste" in html(client, "month=2026-12&modality=virtual")


def test_my_district_is_offered_and_never_forced(body):
    session(body, "2026-11-24 19:00")
    client = Client()
    client.cookies["district"] = "oeste"
    response = page(client)
    assert 'href="?district=oeste">Solo mi distrito: Oeste</a>' in response.content.decode()
    assert "Cookie" in response["Vary"]
    narrowed = page(client, "district=oeste")
    assert "Solo mi distrito" not in narrowed.content.decode()
    assert "Cookie" not in narrowed["Vary"]


def test_the_agenda_comes_first_in_the_menu_and_is_current(client, db):
    menu = re.search(r'<ul class="nav__list">.*?</ul>', html(client), re.DOTALL)[0]
    first = re.search(r"<a [^>]*>", menu)[0]
    assert 'href="/es/agenda/"' in first
    assert 'aria-current="page"' in first


def test_the_same_question_is_a_feed_and_a_calendar(client, body):
    text = html(client, "district=oeste&week=2026-W48")
    assert re.search(r'type="application/atom\+xml"[^>]*href="/es/agenda/feed.atom\?district=oeste"', text)
    assert re.search(r'type="text/calendar"[^>]*href="/es/agenda/calendar.ics\?district=oeste"', text)


@pytest.mark.parametrize("address", QUESTIONS)
def test_a_page_asks_the_database_at_most_seventeen_times(client, west, body, address, django_assert_max_num_queries):
    place = neighbourhood(west, code="echesortu")
    boundary(place)
    for number in range(8):
        minute = f"{number:02}"
        session(body, f"2026-11-25 19:{minute}", neighbourhood=place, state="cancelled", cancel_reason="Lluvia")
        session(body, f"2026-12-0{number + 1} 19:00", former_start=moment(f"2026-11-26 19:{minute}"))
    for language in ("es", "fr"):  # a language more is a page more on the way
        page(client, address, language)  # what a process keeps
        with django_assert_max_num_queries(17):  # two for pictures: of the events, of their councils
            page(client, address, language)


def test_a_join_link_is_never_in_the_agenda(client, body):
    secret = "https://meet.example/secreta"
    session(body, "2026-11-23 10:00", modality="virtual", online_url=secret, join_visibility="public")
    for address in QUESTIONS:
        assert "meet.example" not in html(client, address)
    assert "meet.example" not in client.get("/es/agenda/feed.atom").content.decode()


def test_now_is_the_city_s(monkeypatch, client, body):
    session(body, "2026-11-22 23:30", "Domingo de noche")
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 23, 2, 45, tzinfo=UTC))  # 23:45 on Sunday
    text = html(client)
    assert "Del 16 al 22 de noviembre de 2026" in text
    assert "Ahora" in day(text, "2026-11-22")
