"""Under a page's form stand the buttons that work, and those that do not are refused when forged."""

import re

import pytest
from django.urls import reverse

from portal.core.models import Role
from portal.home.models import ContentPage
from portal.practices.models import PracticePage
from tests.districts.teams import account, browser, stored
from tests.factories import practice

pytestmark = pytest.mark.django_db


def buttons(teams, name, url):
    """Return the names of the buttons under a page's form."""
    return set(re.findall(r'name="(action-[a-z-]+)"', teams.browsers[name].get(url).content.decode()))


@pytest.mark.parametrize(
    ("name", "kind", "publishes"),
    [
        ("west_editor", ("home", "contentpage"), True),
        ("west_reviewer", ("home", "contentpage"), True),
        ("west_editor", ("practices", "practicepage"), False),
        ("west_reviewer", ("practices", "practicepage"), False),
        ("curator", ("practices", "practicepage"), True),
    ],
)
def test_the_buttons_of_a_new_page_are_those_that_work(teams, name, kind, publishes):
    shown = buttons(teams, name, reverse("wagtailadmin_pages:add", args=[*kind, teams.pages["west"].pk]))
    assert ("action-publish" in shown) is publishes
    assert "action-submit" in shown


@pytest.mark.parametrize(("kind", "publishes"), [(PracticePage, False), (ContentPage, True)])
def test_the_buttons_of_a_stored_page_are_those_that_work(teams, kind, publishes):
    west = teams.pages["west"]
    page = west.add_child(instance=kind(title="Una", slug="una", locale=west.locale, live=False))
    page.save_revision()
    shown = buttons(teams, "west_editor", reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert ("action-publish" in shown) is publishes
    assert "action-submit" in shown


def test_publishing_a_practice_by_hand_is_refused_and_nothing_is_half_made(teams, proposed):
    response, page = teams.write("west_editor", teams.pages["west"], "action-publish", title="Sin permiso")
    assert response.status_code == 200
    assert "cuando termina su revisión" in response.content.decode()
    assert page is None
    teams.act("west_reviewer", proposed, "reject")
    before = stored(proposed).latest_revision_id
    response = teams.rewrite("west_editor", proposed, "A la fuerza", **{"action-publish": "1"})
    assert "cuando termina su revisión" in response.content.decode()
    page = stored(proposed)
    assert not page.live
    assert page.latest_revision_id == before


def test_an_author_writes_and_submits_her_own_and_publishes_nothing(teams):
    group = teams.people["west_editor"].groups.get().team.district.teams.get(role=Role.AUTHOR).group
    author = teams.people["author"] = account("author", group)
    teams.browsers["author"] = browser(author)
    west = teams.pages["west"]
    shown = buttons(teams, "author", reverse("wagtailadmin_pages:add", args=["home", "contentpage", west.pk]))
    assert "action-publish" not in shown
    _response, page = teams.write("author", west, "action-save", title="Mía")
    assert page.owner == author
    assert page.permissions_for_user(author).can_edit()
    assert not page.permissions_for_user(author).can_publish()
    teams.rewrite("author", page, "Mía también", **{"action-submit": "1"})
    assert stored(page).workflow_in_progress
    response, other = teams.write("author", west, "action-publish", title="A la fuerza")
    assert other is None
    assert response.status_code == 200
    theirs = practice(parent=west)
    assert teams.browsers["author"].get(reverse("wagtailadmin_pages:edit", args=[theirs.pk])).status_code in (302, 403)
