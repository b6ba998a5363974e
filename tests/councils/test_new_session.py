"""«Añadir sesión»: one form, in the editor's words, of what a session needs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.core.models import Role
from portal.councils.items import public_items
from portal.councils.models import SessionPage
from portal.events.models import EventState
from tests.councils import city
from tests.districts.teams import browser
from tests.factories import district_page
from tests.office.dashboard.office import member

pytestmark = pytest.mark.django_db


def answers(council, days=9, **more):
    """Return what a browser sends of the form for a session in so many days, at eight."""
    return {"council": council.pk, "start": f"{timezone.localtime() + timedelta(days=days):%d/%m/%Y} 20:00", **more}


def send(client, data):
    return client.post(reverse("session_new"), data)


def test_the_list_leads_to_it_and_it_asks_which_council(editor, council):
    listing = editor.get(reverse("sessions:index")).content.decode()
    assert reverse("session_new") in listing
    assert "choose_parent" not in listing
    html = editor.get(reverse("session_new")).content.decode()
    assert "Qué consejo se reúne" in html
    assert council.title in html


def test_three_answers_publish_a_session_as_the_last_one_was(editor, council):
    city.session(council, timezone.now(), venue_name="Club San Miguel", end=timezone.now() + timedelta(hours=3))
    sent = answers(council, title="La plaza", points="Los bancos\n\n  El riego  \nLas luces", publish="1")
    assert send(editor, sent).status_code == 302
    page = SessionPage.objects.get(title="La plaza")
    assert (page.live, page.venue_name, page.state) == (True, "Club San Miguel", EventState.CONFIRMED)
    assert (page.end - page.start).total_seconds() == pytest.approx(3 * 3600, abs=5)
    assert timezone.localtime(page.start).hour == 20
    assert [item.title for item in public_items(page)] == ["Los bancos", "El riego", "Las luces"]
    assert page.reference


def test_the_first_session_of_a_council_without_a_title_has_its_name(editor, council):
    send(editor, answers(council, publish="1"))
    page = SessionPage.objects.get()
    assert (page.title, page.live, page.state) == (council.title, True, EventState.PLANNED)


def test_a_draft_opens_its_own_form(editor, council):
    response = send(editor, answers(council, title="La plaza"))
    page = SessionPage.objects.get()
    assert not page.live
    assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_what_was_typed_stays_and_a_past_date_asks_twice(editor, council):
    wrong = send(editor, answers(council, title="La plaza", points="Uno\nDos") | {"start": "el viernes"})
    assert wrong.status_code == 422
    for typed in ('value="el viernes"', 'value="La plaza"', "Uno\nDos"):
        assert typed in wrong.content.decode().replace("\r", "")
    past = answers(council, days=-9, publish="1")
    assert 'type="checkbox" name="sure"' in send(editor, past).content.decode()
    assert not SessionPage.objects.exists()
    assert send(editor, past | {"sure": "on"}).status_code == 302


def test_an_author_prepares_and_does_not_publish(west, council):
    author = browser(member(Role.AUTHOR, west))
    assert send(author, answers(council, publish="1")).status_code == 422
    assert send(author, answers(council)).status_code == 302
    assert not SessionPage.objects.get().live


def test_only_her_councils_are_offered_and_who_adds_nothing_is_refused(west, council):
    south = district_page("Sur", "sur")
    stranger = browser(member(Role.EDITOR, south))
    assert council.title not in stranger.get(reverse("session_new")).content.decode()
    assert send(stranger, answers(council, publish="1")).status_code == 422
    counting = browser(member(Role.STATISTICS, west))
    assert counting.get(reverse("session_new")).status_code == 403
