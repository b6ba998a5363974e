"""Who opens the form of minutes: whoever edits the page of the session, with the same login as the admin's."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.core.models import Role
from portal.minutes.models import Minutes
from portal.offline_forms.sync import account_mark
from tests.councils import city
from tests.districts.teams import browser
from tests.factories import district_page, translate
from tests.minutes.held import coming_session, held_session, written
from tests.office.dashboard.office import member

from .form import address, opened, sent, synced

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(council, author):
    """A session that somebody made who does not publish."""
    return held_session(council, owner=author)


def stranger():
    """Return the browser of an editor of another district."""
    return browser(member(Role.EDITOR, district_page("Sur", "sur")))


def test_a_visitor_is_asked_to_log_in_and_comes_back(held):
    answer = Client().get(address(held))
    assert answer["Location"] == f"{reverse('account_login')}?next={address(held).replace('/', '%2F')}"


def test_the_script_of_a_visitor_is_told_where_to_log_in(held):
    answer = Client().get(f"{address(held)}sync/")
    assert answer.status_code == 401
    assert answer.json() == {"login": f"{reverse('account_login')}?next={address(held).replace('/', '%2F')}"}


def test_who_may_not_edit_the_session_finds_no_form(held):
    client = stranger()
    assert client.get(address(held), follow=True).status_code == 404
    assert client.post(address(held), {"count.hall": "3"}, follow=True).status_code == 404
    assert client.get(f"{address(held)}sync/").status_code == 403
    assert not Minutes.objects.exists()


def test_the_script_of_somebody_else_saves_nothing(held):
    south = member(Role.EDITOR, district_page("Sur", "sur"))
    assert synced(browser(south), held, {}, {"count.hall": "3"}, account_mark(south)).status_code == 403
    assert not Minutes.objects.exists()


def test_a_session_that_is_not_there_has_no_form(writer):
    client = browser(writer)
    assert client.get(reverse("minutes_form", args=["CB-OESTE-1999-001"]), follow=True).status_code == 404
    assert client.get(reverse("minutes_form_sync", args=["CB-OESTE-1999-001"])).status_code == 403


def test_who_writes_but_does_not_publish_is_offered_the_review_alone(own, author):
    client = browser(author)
    html = client.get(address(own)).content.decode()
    assert "Mandar a revisión" in html
    assert "Revisar y publicar" not in html
    assert "Publicar la lista" not in html


def test_who_does_not_publish_sends_no_list_and_loses_nothing(own, author):
    answer = sent(browser(author), own, {**opened(browser(author), own), "count.hall": "4"}, do="agreements")
    assert answer.status_code == 403
    minutes = Minutes.objects.get()
    assert minutes.agreements_at is None
    assert minutes.draft["count.hall"] == "4"


def test_an_author_sends_whole_minutes_to_the_review(own, author):
    client = browser(author)
    answer = sent(client, own, {**opened(client, own), **written(own)}, do="review")
    assert answer["Location"] == reverse("minutes_overview", args=[own.reference])
    assert Minutes.objects.get().state == "in-review"


def test_minutes_that_are_not_whole_are_not_sent_and_say_why_beside_the_field(own, author):
    client = browser(author)
    answer = sent(client, own, opened(client, own), do="review")
    assert answer.status_code == 422
    assert 'id="f-count.hall-error"' in answer.content.decode()
    assert Minutes.objects.get().state == "draft"


def test_a_form_without_its_token_is_refused(held, writer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(writer)
    assert client.post(address(held), {"count.hall": "3"}).status_code == 403
    assert synced(client, held, {}, {"count.hall": "3"}, account_mark(writer)).status_code == 403
    assert not Minutes.objects.exists()


def test_an_account_that_owes_its_second_factor_is_led_to_it(held, writer, monkeypatch):
    monkeypatch.setattr("portal.access.accounts.second_factor.is_needed", lambda user: True)
    client = browser(writer)
    assert client.get(address(held))["Location"] == reverse("mfa_activate_totp")
    script = client.get(f"{address(held)}sync/", headers={"sec-fetch-dest": "empty"})
    assert script.status_code == 403
    assert client.post(address(held), {"count.hall": "3"})["Location"] == reverse("mfa_activate_totp")
    assert not Minutes.objects.exists()


def test_the_maintenance_page_is_not_for_who_works_here(held, writer, settings):
    settings.MAINTENANCE = True
    assert browser(writer).get(address(held)).status_code == 200


def test_every_language_version_leads_to_the_same_minutes(held, writer, west):
    translate(west, "fr")
    translate(held.council, "fr")
    french = translate(held, "fr")
    assert french.reference == held.reference
    html = browser(writer).get(reverse("wagtailadmin_pages:edit", args=[french.pk])).content.decode()
    assert f'href="{address(held)}"' in html


def test_the_page_of_a_session_that_began_leads_to_the_form(held, writer):
    html = browser(writer).get(reverse("wagtailadmin_pages:edit", args=[held.pk])).content.decode()
    assert f'href="{address(held)}"' in html


def test_the_page_of_a_coming_session_does_not(council, writer):
    coming = coming_session(council)
    html = browser(writer).get(reverse("wagtailadmin_pages:edit", args=[coming.pk])).content.decode()
    assert f'href="{address(coming)}"' not in html


def test_who_may_not_write_is_not_led_there(held, west):
    counting = browser(member(Role.STATISTICS, west))
    html = counting.get(reverse("wagtailadmin_explore", args=[held.council_id])).content.decode()
    assert address(held) not in html


def listing(client, council):
    """Return (page, number of questions) of the list of a council's sessions in the admin."""
    screen = reverse("wagtailadmin_explore", args=[council.pk])
    client.get(screen)
    with CaptureQueriesContext(connection) as queries:
        html = client.get(screen).content.decode()
    return html, len(queries)


def test_the_list_of_sessions_leads_to_each_form_and_asks_nothing_for_it(west, writer):
    held, coming, client = city.council(west), city.council(west), browser(writer)
    for days in range(1, 5):
        held_session(held, days)
        coming_session(coming, days, items=[city.item(), city.item()])
    with_form, without = listing(client, held), listing(client, coming)
    assert (with_form[0].count("/forms/minutes/"), without[0].count("/forms/minutes/")) == (4, 0)
    assert with_form[1] == without[1]


def test_who_translates_sessions_writes_no_minutes_of_them(held, west):
    client = browser(member(Role.TRANSLATOR, west, languages=["fr"]))
    assert client.get(address(held), follow=True).status_code == 404
