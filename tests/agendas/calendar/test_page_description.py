"""What search engines and messengers are told of the agenda: which days, how many meetings."""

import re

import pytest

from portal.agendas.models import CalendarPage
from tests.councils.city import council, session
from tests.factories import district_page

pytestmark = pytest.mark.django_db


def described(client, address):
    """Return (for search engines, for messengers) the description of a page."""
    html = client.get(address).content.decode()
    return [
        re.search(rf'<meta {name}\s+content="([^"]*)"', html)[1]
        for name in ('name="description"', 'property="og:description"')
    ]


def test_the_agenda_is_described_by_its_days_and_how_many_meet(client):
    session(council(district_page()), "2026-11-24 19:00", "Veredas")
    days = "Agenda, semana 48. Del 23 al 29 de noviembre de 2026. 1 encuentro."
    assert described(client, "/es/agenda/?week=2026-W48") == [days, days]
    assert described(client, "/fr/agenda/?week=2026-W48")[0].startswith(
        "Agenda, semaine 48. Du 23 au 29 novembre 2026."
    )


def test_words_of_an_editor_come_first(client):
    agenda = CalendarPage.objects.get(locale__language_code="es")
    agenda.search_description = "Cuándo se reúne cada barrio."
    agenda.save_revision().publish()
    assert described(client, "/es/agenda/")[0] == "Cuándo se reúne cada barrio."


def test_the_archive_of_weekly_agendas_says_what_it_holds(client):
    assert described(client, "/es/agenda/issues/")[0].startswith("Cada una dice lo que se sabía")
