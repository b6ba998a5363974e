"""The groups of a district: what they may do, made once and mended."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Page, WorkflowPage

from portal.access.roles import DISTRICT_ROLES, RIGHTS, Subject
from portal.core.models import Role, Team
from portal.core.publication import batch_indexing
from portal.districts.roles import ensure_district_team, on_district_page_saved
from tests.factories import district_page, translate

pytestmark = pytest.mark.django_db


def page_rights(group):
    """Return {(page id, codename)} of a group."""
    return set(GroupPagePermission.objects.filter(group=group).values_list("page_id", "permission__codename"))


def test_a_new_district_page_has_its_teams():
    page = district_page()
    teams = Team.objects.filter(district=page.record)
    assert {(team.role, team.group.name) for team in teams} == {
        ("author", "Redacción: Oeste"),
        ("editor", "Edición: Oeste"),
        ("reviewer", "Revisión: Oeste"),
        ("translator", "Traducción: Oeste"),
        ("statistics", "Estadísticas: Oeste"),
    }


def test_each_language_of_the_page_is_theirs():
    page = district_page()
    french = translate(page, "fr", live=False)
    for team in Team.objects.filter(district=page.record):
        wanted = [f"{action}_page" for action in RIGHTS[team.role][Subject.PAGE]]
        assert page_rights(team.group) == {(version.pk, right) for version in (page, french) for right in wanted}


def test_again_changes_nothing_and_a_surplus_right_goes():
    page = district_page()
    groups = ensure_district_team(page.record)
    before = {role: page_rights(group) for role, group in groups.items()}
    editing = groups[Role.EDITOR]
    right = GroupPagePermission.objects.filter(group=editing).first().permission
    GroupPagePermission.objects.create(group=editing, page=Page.objects.get(depth=1), permission=right)
    again = ensure_district_team(page.record)
    assert again == groups
    assert {role: page_rights(group) for role, group in again.items()} == before


def test_a_renamed_group_keeps_its_part():
    page = district_page()
    group = ensure_district_team(page.record)[Role.REVIEWER]
    group.name = "Mesa del Oeste"
    group.save()
    assert ensure_district_team(page.record)[Role.REVIEWER] == group
    assert Group.objects.filter(name__contains="Oeste").count() == len(DISTRICT_ROLES)


def test_the_command_makes_all_of_it():
    page = district_page()
    Team.objects.all().delete()
    call_command("ensure_roles")
    assert Team.objects.filter(district=page.record).count() == len(DISTRICT_ROLES)
    assert WorkflowPage.objects.filter(page__depth=2).count() == 4


def test_a_page_that_becomes_another_districts_changes_its_teams():
    page, other = district_page(), district_page("Sur", "sur")
    record, taken = page.record, other.record
    other.delete()
    page.record = taken
    page.save()
    for district, holds in ((record, False), (taken, True)):
        for team in Team.objects.filter(district=district).exclude(role=Role.STATISTICS):
            assert bool(page_rights(team.group)) is holds


def test_saving_district_pages_again_asks_little(django_assert_max_num_queries):
    pages = [district_page(), district_page("Sur", "sur")]
    with django_assert_max_num_queries(4), batch_indexing():  # two of them are the transaction of the batch
        for page in pages:
            on_district_page_saved(type(page), page)
