"""Saving a page: the big button does what the badge says, and the message says whether the public reads it already."""

import pytest
from django.contrib.messages import get_messages
from django.test import RequestFactory
from django.urls import reverse
from wagtail.admin.action_menu import PageActionMenu

from portal.home.models import ContentPage
from portal.office.dashboard.pages import my_changes, my_drafts
from tests.districts.teams import form, stored
from tests.factories import content, practice

pytestmark = pytest.mark.django_db


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def main_button(teams, name, page):
    """Return the name of the first button under a page's form, the big one."""
    request = RequestFactory().get(edit(page))
    request.user = teams.people[name]
    return PageActionMenu(request, view="edit", page=page, lock=None, locked_for_user=False).default_item.name


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def save(teams, name, page, **buttons):
    """Change the title of a content page in its form and press a button; return the response."""
    empty = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    fields = {f"comments-{part}": value for part, value in empty.items()}
    fields |= {"title": "Corregida", "slug": page.slug, "intro": "Dónde estamos.", "body-count": "0"}
    return teams.browsers[name].post(edit(page), fields | buttons)


def test_the_big_button_of_a_public_page_publishes(teams):
    page = content("Cómo llegar", parent=teams.pages["west"])
    assert main_button(teams, "west_editor", page) == "action-publish"


def test_the_big_button_of_a_draft_and_of_what_only_a_review_publishes_saves_a_draft(teams):
    page = content("Cómo llegar", parent=teams.pages["west"])
    page.unpublish()
    assert main_button(teams, "west_editor", page) == "action-save-draft"
    assert main_button(teams, "west_editor", practice(parent=teams.pages["west"])) == "action-save-draft"


def test_a_draft_of_a_public_page_is_said_to_be_no_public_yet_with_one_tap_to_publish(teams):
    page = content("Cómo llegar", parent=teams.pages["west"])
    sentence = said(save(teams, "west_editor", page))
    assert "Todavía no es público: se sigue leyendo lo de antes." in sentence
    assert 'form="page-edit-form" name="action-publish"' in sentence
    assert ContentPage.objects.get(pk=page.pk).title == "Cómo llegar"
    save(teams, "west_editor", page, **{"action-publish": "1"})
    assert ContentPage.objects.get(pk=page.pk).title == "Corregida"


def test_what_only_a_review_publishes_is_offered_to_the_review(teams):
    page = practice(parent=teams.pages["west"])
    response = teams.browsers["west_editor"].post(edit(page), form(title="Corregida", slug=page.slug))
    assert 'name="action-submit"' in said(response)
    assert stored(page).title != "Corregida"


def test_what_waits_unpublished_stands_on_the_first_page_until_it_is_public(teams):
    editor, page = teams.people["west_editor"], content("Cómo llegar", parent=teams.pages["west"])
    save(teams, "west_editor", page)
    assert [waiting.draft_title for waiting in my_changes(editor)] == ["Corregida"]
    assert not my_drafts(editor).exists()
    first = teams.browsers["west_editor"].get(reverse("wagtailadmin_home")).content.decode()
    assert "Cambios tuyos que el público todavía no ve" in first
    save(teams, "west_editor", page, **{"action-publish": "1"})
    assert not my_changes(editor).exists()
