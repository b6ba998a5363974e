"""What is not deleted: a session whose minutes are public, nor the council or the folder in which it lies."""

import pytest
from django.urls import reverse

from portal.core.models import Role, User
from portal.councils.models import SessionPage
from portal.minutes.models import MinutesVersion
from portal.minutes.publication import publish_agreements
from tests.districts.teams import browser
from tests.factories import translate
from tests.minutes.held import held_session, published, wrote
from tests.office.dashboard.office import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def boss(db):
    """An administrator's browser."""
    return browser(User.objects.create_superuser("boss", "boss@example.org", "secret"))


def delete(client, page):
    """Have an account confirm that a page is deleted; return the answer."""
    url = reverse("wagtailadmin_pages:delete", args=[page.pk])
    return client.post(url, follow=True)


def bulk(client, *pages):
    """Have an account confirm that pages are deleted together; return the answer."""
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    keys = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{url}?{keys}&next=/admin/", follow=True)


@pytest.mark.parametrize("level", ["session", "council", "district"])
def test_public_minutes_keep_what_they_lie_in(held, council, west, writer, boss, level):
    published(held, writer)
    page = {"session": held, "council": council, "district": west}[level]
    answer = delete(boss, page)
    assert "tiene su acta publicada" in answer.content.decode()
    assert held.reference in answer.content.decode()
    assert MinutesVersion.objects.count() == 1


def test_the_question_itself_is_refused(held, writer, boss):
    published(held, writer)
    answer = boss.get(reverse("wagtailadmin_pages:delete", args=[held.pk]), follow=True)
    assert "tiene su acta publicada" in answer.content.decode()


def test_a_public_list_of_agreements_keeps_its_session(held, writer, boss):
    wrote(held, writer, {"agreement.aaaaaa1.text": "Se pinta la plaza"})
    publish_agreements(held, writer)
    delete(boss, held)
    assert SessionPage.objects.filter(pk=held.pk).exists()


def test_of_many_pages_none_is_deleted(held, council, writer, boss):
    other = held_session(council, days=3)
    published(held, writer)
    assert "tiene su acta publicada" in bulk(boss, other, held).content.decode()
    assert SessionPage.objects.filter(pk__in=[held.pk, other.pk]).count() == 2


def test_a_session_with_a_draft_only_is_deleted(held, writer, west):
    wrote(held, writer, {"summary": "Algo"})
    held.unpublish()
    delete(browser(member(Role.REVIEWER, west)), held)
    assert not SessionPage.objects.filter(pk=held.pk).exists()


def test_a_translation_is_deleted_and_the_minutes_stay(held, council, west, writer, boss):
    translate(west, "fr")
    translate(council, "fr")
    french = translate(held, "fr")
    published(held, writer)
    delete(boss, french)
    assert not SessionPage.objects.filter(pk=french.pk).exists()
    assert MinutesVersion.objects.count() == 1
