"""What the admin tells an editor of councils and sessions: their lists, their phases, and what waits."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.councils.models import CouncilMember
from portal.councils.waiting import ending_mandates, mandate_line
from tests import factories
from tests.districts.teams import Teams
from tests.sharing import made_once

from . import city

pytestmark = pytest.mark.django_db


@made_once
def teams():
    return Teams()


@made_once
def council(teams):
    return city.council(teams.pages["west"])


def ago(days):
    """Return a moment so many days ago."""
    return timezone.now() - timedelta(days=days)


def test_nothing_asks_for_minutes_while_nobody_can_write_them(teams, council):
    city.session(council, ago(3), "La de ayer")
    for name in ("west_editor", "curator"):
        first = teams.browsers[name].get(reverse("wagtailadmin_home")).content.decode()
        assert "acta" not in re.findall(r"\w+", first.lower())


def test_mandates_that_end_within_two_months_wait(teams, council):
    today = timezone.localdate()
    ends = {"Hoy": 0, "En dos meses": 60, "Después": 61, "Ayer": -1}
    council.members = [
        CouncilMember(role=role, till=today + timedelta(days=days), locale=council.locale)
        for role, days in ends.items()
    ]
    council.members.add(CouncilMember(role="Sin fin", locale=council.locale))
    factories.publish(council)
    members = ending_mandates(teams.people["west_editor"])
    assert [member.role for member in members] == ["Hoy", "En dos meses"]
    assert not ending_mandates(teams.people["south_editor"]).exists()
    assert council.title in mandate_line(members[0]).detail


def test_a_council_that_no_longer_meets_reminds_nobody(teams, council):
    council.members = [CouncilMember(role="Hoy", till=timezone.localdate(), locale=council.locale)]
    council.active = False
    factories.publish(council)
    assert not ending_mandates(teams.people["west_editor"]).exists()


def test_they_stand_on_the_editors_first_page(teams, council):
    council.members = [CouncilMember(role="Referente", till=timezone.localdate(), locale=council.locale)]
    factories.publish(council)
    html = teams.browsers["west_editor"].get(reverse("wagtailadmin_home")).content.decode()
    assert "Mandatos que terminan en dos meses" in html
    listed = teams.browsers["west_editor"].get(reverse("waiting_list", args=["mandates"])).content.decode()
    assert "Referente" in listed


def test_the_list_of_sessions_says_their_phase(teams, council):
    over, soon = city.session(council, ago(3), "La de ayer"), city.session(council, ago(-30), "La que viene")
    html = teams.browsers["west_editor"].get(reverse("sessions:index")).content.decode()
    for words in ("Ya pasó", "Anunciada", over.reference, soon.reference, council.title):
        assert words in html, words
    past = teams.browsers["west_editor"].get(reverse("sessions:index"), {"time": "past"}).content.decode()
    assert "La de ayer" in past
    assert "La que viene" not in past


def titles(client, **asked):
    """Return the titles of the list of sessions in their order."""
    html = client.get(reverse("sessions:index"), asked).content.decode()
    return sorted((title for title in ("Ayer", "Mañana", "En un año") if title in html), key=html.index)


def test_the_list_begins_with_what_comes_next(teams, council):
    for title, days in (("Ayer", 1), ("En un año", -365), ("Mañana", -1)):
        city.session(council, ago(days), title)
    assert titles(teams.browsers["west_editor"]) == ["Mañana", "En un año", "Ayer"]


def test_filters_for_this_week_and_for_sessions_without_agenda(teams, council):
    client = teams.browsers["west_editor"]
    now = city.session(council, timezone.now(), "Mañana")
    for title, days in (("Ayer", 30), ("En un año", -365)):
        city.session(council, ago(days), title)
    now.items.add(city.item("Los bancos"))
    factories.publish(now)
    assert titles(client, time="week") == ["Mañana"]
    assert titles(client, agenda="without") == ["En un año", "Ayer"]
    assert titles(client, agenda="with") == ["Mañana"]


@pytest.mark.parametrize("name", ["sessions", "councils", "events", "practices", "district_pages"])
def test_a_list_asks_for_the_language_once(teams, council, name):
    html = teams.browsers["west_editor"].get(reverse(f"{name}:index")).content.decode()
    assert 'name="language"' in html
    assert 'name="locale"' not in html


def test_lists_and_filters_show_nothing_of_other_districts(teams, council):
    city.session(council, ago(3), "La de ayer")
    for name in ("sessions:index", "councils:index"):
        html = teams.browsers["south_editor"].get(reverse(name)).content.decode()
        assert "La de ayer" not in html
        assert council.title not in html
    assert council.title in teams.browsers["west_editor"].get(reverse("councils:index")).content.decode()
