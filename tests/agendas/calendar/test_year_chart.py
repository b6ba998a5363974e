"""The sessions of a district month by month: held ones, each once, in the months that end with this one."""

from datetime import date

import pytest

from portal.agendas.calendar.year_chart import last_months, sessions_by_month
from portal.councils.choices import CouncilKind
from portal.events.models import EventState
from tests import factories
from tests.councils import city

pytestmark = pytest.mark.django_db
NOW = "2026-11-25 12:00"


@pytest.fixture(autouse=True)
def wednesday(monkeypatch):
    """It is the noon of 25 November 2026."""
    now = city.moment(NOW)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


def test_twelve_months_end_with_this_one():
    assert last_months(date(2026, 2, 28))[::11] == [date(2025, 3, 1), date(2026, 2, 1)]
    assert last_months(date(2026, 12, 1))[0] == date(2026, 1, 1)


def test_each_held_session_counts_once_in_its_month(client, django_assert_max_num_queries):
    west, south = factories.district_page(), factories.district_page("Sur", "sur")
    council = city.council(west)
    city.session(council, "2026-10-31 23:30")  # in the city's own day, whatever the day is in Greenwich
    translated = city.session(council, "2026-11-05 19:00")
    factories.translate(west, "fr", title="Ouest", slug="ouest")
    factories.translate(council, "fr", title="Conseil", slug="conseil")
    factories.translate(translated, "fr", title="Place", slug="place")
    city.session(council, "2026-11-06 19:00", state=EventState.CANCELLED, cancel_reason="Llueve.")
    city.session(council, "2026-12-06 19:00")
    city.session(council, "2025-11-30 19:00")
    city.session(council, "2026-11-07 19:00", live=False)
    river = city.council(south, "Consejo de la Ribera", kind=CouncilKind.INTER_DISTRICT, other_districts=[west.record])
    city.session(river, "2026-09-01 19:00")
    city.session(city.council(south, "Consejo del Sur"), "2026-09-02 19:00")
    with django_assert_max_num_queries(3):
        counted = sessions_by_month(west.record, city.moment(NOW))
    assert {month.month: count for month, count in counted.items() if count} == {9: 1, 10: 1, 11: 1}
    html = " ".join(client.get(west.url).content.decode().split())
    assert "3 sesiones en los últimos doce meses" in html
    assert '<th scope="row">Octubre de 2026</th><td class="num">1</td>' in html or "Octubre 2026" in html


def test_a_district_without_a_past_has_no_chart(client):
    west = factories.district_page()
    city.session(city.council(west), "2026-12-06 19:00")
    assert "Un año de sesiones" not in client.get(west.url).content.decode()
