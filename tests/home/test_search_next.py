"""What the search over everything puts first: the place or council meant, what comes next; what is over says so."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.home.next_words import asked_next
from tests.councils import city
from tests.factories import district_page, neighbourhood
from tests.sharing import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("each database sorts what comes next by itself")]


@made_once
def meetings():
    """Make a neighbourhood and four meetings there: far, soon, over long ago, over last week."""
    folder = district_page("Oeste", "oeste")
    place = neighbourhood(folder, "San Miguel", "san-miguel")
    days = {"Poda en mayo": 200, "Poda pronto": 3, "Poda de antes": -300, "Poda pasada": -7}
    for title, number in days.items():
        start = timezone.now() + timedelta(days=number)
        city.event(folder, start, f"{title}, San Miguel", neighbourhood=place)


def results(client, **asked):
    """Return the HTML of the answer to what is asked."""
    html = client.get("/es/search/", asked).content.decode()
    return html[html.index('id="results"') :]


def titles(html):
    """Return the titles of the rows, without their marks."""
    found = re.findall(r'row__title"[^>]*><a[^>]*>(.*?)</a>', html, re.DOTALL)
    return [re.sub(r"</?mark>", "", title).removesuffix(", San Miguel") for title in found]


def test_the_neighbourhood_meant_comes_first_then_what_comes_next(client, meetings):
    html = results(client, q="san miguel")
    assert titles(html)[:3] == ["San Miguel", "Poda pronto", "Poda en mayo"]
    assert set(titles(html)[3:]) == {"Poda de antes", "Poda pasada"}
    assert html.index('id="best"') < html.index('id="upcoming"') < html.index("Todo lo demás")


def test_what_is_over_says_so_and_what_comes_does_not(client, meetings):
    html = results(client, q="san miguel")
    rest = html[html.index("Todo lo demás") :]
    assert rest.count("Ya pasó") == 2
    assert "Ya pasó" not in html[: html.index("Todo lo demás")]


def test_a_row_says_day_and_district(client, meetings):
    rows = results(client, q="pronto")
    assert "Oeste" in rows
    assert re.search(r"(lunes|martes|miércoles|jueves|viernes|sábado|domingo) \d+ de", rows)


@pytest.mark.parametrize(
    "words",
    [
        "próxima reunión san miguel",
        "next meeting San Miguel",
        "prochaine séance à San Miguel",
        "Próximo encontro san miguel",
    ],
)
def test_a_question_for_what_comes_next_is_understood(client, meetings, words):
    html = results(client, q=words)
    assert titles(html) == ["Poda pronto", "Poda en mayo"]
    assert "when=past" in html


def test_the_tab_of_events_begins_with_what_comes_next_and_leads_to_what_is_over(client, meetings):
    assert titles(results(client, q="poda", type="event")) == ["Poda pronto", "Poda en mayo"]
    html = results(client, q="poda", type="event", when="past")
    assert titles(html) == ["Poda pasada", "Poda de antes"]
    assert '?q=poda&amp;type=event"' in html


def test_where_nothing_comes_what_is_over_is_shown(client, meetings):
    assert titles(results(client, q="poda pasada", type="event")) == ["Poda pasada"]


@pytest.mark.parametrize(
    ("text", "rest"),
    [("próximas sesiones", ""), ("¿Próxima reunión?", ""), ("reunión de poda", None), ("", None), ("next to", "to")],
)
def test_words_for_what_comes_next(text, rest):
    assert asked_next(text) == rest
