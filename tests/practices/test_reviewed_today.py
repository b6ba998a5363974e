"""«Marcar como revisada hoy»: the day of the last look, in every language, without publishing a word."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from portal.practices.models import PracticePage
from portal.practices.models.review import ReviewRole
from portal.practices.review import marks_of, record_review
from tests.districts.teams import Teams
from tests.factories import practice, publish, translate
from tests.sharing import made_once

pytestmark = pytest.mark.django_db


@made_once
def teams(db):
    return Teams()


def stored(page):
    """Return a practice as it stands in the database."""
    return PracticePage.objects.get(pk=page.pk)


def verified(page):
    """Return a practice that the curators approved in May."""
    record_review(page, ReviewRole.CURATORS, datetime(2026, 5, 3, 12, tzinfo=UTC))
    return stored(page)


def press(teams, name, page):
    """Have somebody press «Marcar como revisada hoy»; return the response."""
    return teams.browsers[name].post(reverse("practice_reviewed_today", args=[page.pk]))


def test_marking_as_reviewed_today_publishes_no_draft(teams, client):
    page = practice(parent=teams.pages["west"])
    translate(teams.pages["west"], "fr")
    french = translate(page, "fr")
    page.title = "Un borrador"
    page.save_revision()
    assert teams.browsers["west_reviewer"].get(reverse("practice_reviewed_today", args=[page.pk])).status_code == 200
    assert stored(page).last_reviewed is None
    assert press(teams, "west_reviewer", page).status_code == 302
    today = timezone.localdate()
    assert (stored(page).title, stored(page).last_reviewed) == ("Canteros con padrinos", today)
    assert stored(page).get_latest_revision_as_object().title == "Un borrador"
    assert stored(page).get_latest_revision_as_object().last_reviewed == today
    assert stored(french).last_reviewed == today
    entry = PageLogEntry.objects.get(action="practices.reviewed_today")
    assert (entry.page_id, entry.user) == (page.pk, teams.people["west_reviewer"])
    assert marks_of(stored(page)) == []  # a look is no review
    assert "Revisada por última vez" in client.get(page.url).content.decode()


def test_it_is_said_of_the_source_from_any_language(teams):
    page = practice(parent=teams.pages["west"])
    translate(teams.pages["west"], "fr")
    french = translate(page, "fr")
    press(teams, "curator", french)
    assert stored(page).last_reviewed == stored(french).last_reviewed == timezone.localdate()


def test_an_older_review_does_not_take_the_day_back(teams):
    page = practice(parent=teams.pages["west"])
    press(teams, "curator", page)
    verified(page)
    assert stored(page).last_reviewed == timezone.localdate()


def test_it_makes_no_mark_older(teams):
    page = verified(practice(parent=teams.pages["west"]))
    press(teams, "curator", page)
    assert stored(page).last_reviewed == timezone.localdate()
    assert not marks_of(publish(stored(page)))[0].outdated


@pytest.mark.parametrize("name", ["south_reviewer", "west_editor"])
def test_nobody_else_may_say_so(teams, name):
    page = practice(parent=teams.pages["west"])
    press(teams, name, page)
    assert stored(page).last_reviewed is None
    assert not PageLogEntry.objects.filter(action="practices.reviewed_today").exists()


def test_the_button_stands_where_it_may_be_pressed(teams):
    page = practice(parent=teams.pages["west"])
    url = reverse("practice_reviewed_today", args=[page.pk])
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert url in teams.browsers["west_reviewer"].get(edit).content.decode()
    assert url not in teams.browsers["west_editor"].get(edit).content.decode()


def test_what_is_not_public_cannot_be_marked(teams):
    page = practice(parent=teams.pages["west"], live=False)
    press(teams, "curator", page)
    assert stored(page).last_reviewed is None
    assert not PageLogEntry.objects.filter(action="practices.reviewed_today").exists()
