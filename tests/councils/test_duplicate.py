"""A session is made again on another day: its skeleton stays, what belongs to that day does not."""

import pytest
from django.urls import reverse

from portal.access.checks import get_translatable_fields
from portal.core.models import User
from portal.councils.duplicate import DROPPED, KEPT, duplicate
from portal.councils.models import SessionPage
from portal.events.models import EventState
from tests import factories
from tests.districts.teams import Teams, account, browser
from tests.sharing import made_once

from . import city

pytestmark = pytest.mark.django_db


@made_once
def teams():
    return Teams()


@made_once
def council(teams):
    return city.council(teams.pages["west"])


@made_once
def session(council):
    return city.session(
        council, "2026-11-24 19:00", end="2026-11-24 21:00", state=EventState.CANCELLED, cancel_reason="Tormenta",
        venue_name="Club San Miguel", logistics="40 sillas", rebroadcast_url="https://video.example.org/1",
        items=[
            city.item("La plaza", minutes=40, proposed_by="La vecinal"), city.item("Proyecto A", is_sub=True),
            city.item("Sueldos", internal=True),
        ],
    )  # fmt: skip


def duplicate_url(page):
    """Return the address of the form."""
    return reverse("session_duplicate", args=[page.pk])


def made(session):
    """Return the one other session."""
    return SessionPage.objects.exclude(pk=session.pk).get()


def test_every_fact_and_text_is_kept_or_dropped_on_purpose():
    names = {declared.field_name for declared in get_translatable_fields(SessionPage)}
    of_pages = {"title", "slug", "seo_title", "search_description", "show_in_menus"}
    assert names - of_pages == {*KEPT, *DROPPED}
    assert not set(KEPT) & set(DROPPED)


def test_the_skeleton_stays_and_what_was_of_that_day_does_not(teams, session):
    copy = duplicate(session, city.moment("2026-12-22 18:30"), teams.people["west_reviewer"])
    copy = SessionPage.objects.get(pk=copy.pk).get_latest_revision_as_object()
    assert not copy.live
    assert (copy.start, copy.end) == (city.moment("2026-12-22 18:30"), city.moment("2026-12-22 20:30"))
    assert copy.reference == "CB-OESTE-2026-002"
    assert copy.translation_key != session.translation_key
    assert copy.council == session.council
    assert (copy.state, copy.cancel_reason, copy.rebroadcast_url, copy.former_start) == ("planned", "", "", None)
    assert (copy.venue_name, copy.logistics) == ("Club San Miguel", "40 sillas")
    points = list(copy.items.all())
    assert [(p.title, p.is_sub, p.visibility, p.proposed_by) for p in points] == [
        ("La plaza", False, "public", ""), ("Proyecto A", True, "public", ""), ("Sueldos", False, "internal", ""),
    ]  # fmt: skip
    assert {p.code for p in points}.isdisjoint(p.code for p in session.items.all())


def test_it_lasts_as_long_by_the_clock_on_the_wall(teams, council, settings):
    settings.TIME_ZONE = "Europe/Madrid"
    night = city.session(council, "2026-10-18 01:00", end="2026-10-18 04:00")
    copy = duplicate(night, city.moment("2026-10-25 01:00"), teams.people["curator"])
    assert copy.end == city.moment("2026-10-25 04:00")


def test_one_form_makes_the_draft_and_opens_it(teams, session):
    client = teams.browsers["west_editor"]
    html = client.get(duplicate_url(session)).content.decode()
    assert 'value="2026-12-22"' in html
    response = client.post(duplicate_url(session), {"day": "2026-12-15", "at": "20:00", "title": "Otra plaza"})
    copy = made(session)
    assert response.url == reverse("wagtailadmin_pages:edit", args=[copy.pk])
    assert (copy.title, copy.start, copy.owner) == (
        "Otra plaza", city.moment("2026-12-15 20:00"), teams.people["west_editor"],
    )  # fmt: skip
    assert client.get(response.url).status_code == 200


def test_a_wrong_date_is_said_beside_it(teams, session):
    response = teams.browsers["west_editor"].post(duplicate_url(session), {"day": "mañana", "at": ""})
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"day", "at"}
    response = teams.browsers["west_editor"].post(duplicate_url(session), {"day": "9999-12-31", "at": "23:50"})
    assert response.context["form"].errors.keys() == {"day"}
    assert SessionPage.objects.count() == 1


def test_only_who_may_add_pages_there_makes_one(teams, session):
    for name, status in {"west_editor": 200, "west_reviewer": 200, "curator": 200, "south_editor": 403}.items():
        assert teams.browsers[name].get(duplicate_url(session)).status_code == status, name
    response = teams.browsers["south_reviewer"].post(duplicate_url(session), {"day": "2026-12-15", "at": "20:00"})
    assert response.status_code == 403
    assert SessionPage.objects.count() == 1


def test_an_author_takes_over_what_is_public_only(teams, session):
    author = account("west_author", teams.pages["west"].record.teams.get(role="author").group)
    client = browser(author)
    client.post(duplicate_url(session), {"day": "2026-12-15", "at": "20:00"})
    copy = made(session)
    assert copy.owner == author
    assert copy.logistics == ""
    assert [item.title for item in copy.items.all()] == ["La plaza", "Proyecto A"]
    draft = city.session(session.council, "2026-11-30 19:00", live=False)
    assert client.get(duplicate_url(draft)).status_code == 403


def test_an_official_of_a_neighbourhood_repeats_hers_only(teams):
    hers, other = (factories.neighbourhood(teams.pages["west"], name) for name in ("Echesortu", "Azcuénaga"))
    user = User.objects.get(username="west_editor")
    user.neighbourhoods.add(hers)
    client = browser(user)
    council = city.council(teams.pages["west"], "Consejo de Echesortu", neighbourhood=hers)
    mine = city.session(council, "2026-11-24 19:00", neighbourhood=hers)
    foreign = city.session(council, "2026-11-25 19:00", neighbourhood=other)
    assert client.get(duplicate_url(mine)).status_code == 200
    assert client.get(duplicate_url(foreign)).status_code == 403


def test_from_a_translation_the_first_version_is_repeated(teams, session):
    factories.translate(teams.pages["west"], "fr")
    factories.translate(session.council.specific, "fr", title="Conseil")
    french = factories.translate(session, "fr", title="La place")
    copy = duplicate(french, city.moment("2026-12-22 18:30"), teams.people["curator"])
    assert copy.locale == session.locale
    assert copy.title == session.title


def test_the_button_stands_in_the_editor_and_in_the_list(teams, session):
    council = session.get_parent()
    for url in (
        reverse("wagtailadmin_pages:edit", args=[session.pk]), reverse("wagtailadmin_explore", args=[council.pk]),
    ):  # fmt: skip
        assert duplicate_url(session) in teams.browsers["west_editor"].get(url).content.decode(), url
    assert duplicate_url(council) not in teams.browsers["west_editor"].get(url).content.decode()
