"""A page goes from its editor to its district's reviewer and on to the city's curator; nobody else moves it."""

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import Page, TaskState, Workflow, WorkflowPage

from portal.core.models import User
from portal.districts.review import DistrictApprovalTask
from portal.districts.roles import ensure_review_workflow
from portal.practices.models import PracticePage
from tests.factories import bank, home, locale, practice, translate

from .teams import account, browser, stored, to

pytestmark = pytest.mark.django_db


def test_an_editor_submits_and_does_not_publish(teams, proposed):
    assert not proposed.live
    assert proposed.workflow_in_progress
    assert isinstance(proposed.current_workflow_task, DistrictApprovalTask)
    _response, other = teams.write("west_editor", teams.pages["west"], "action-publish", title="Sin permiso")
    assert other is None or not other.live


def test_an_editor_writes_in_no_other_folder(teams):
    for parent in (teams.pages["south"], bank()):
        response, page = teams.write("west_editor", parent)
        assert page is None
        assert response.status_code == 403


def test_only_the_districts_reviewers_are_told(teams, proposed):
    assert [to(message) for message in mail.outbox] == [["west_reviewer@example.org"]]
    assert proposed.title in mail.outbox[0].body


def test_an_inactive_reviewer_is_told_nothing(teams):
    former = account("former", teams.people["west_reviewer"].groups.get())
    former.is_active = False
    former.save()
    teams.write("west_editor", teams.pages["west"])
    assert [to(message) for message in mail.outbox] == [["west_reviewer@example.org"]]


def test_the_whole_way(teams, proposed):
    mail.outbox.clear()
    teams.act("west_reviewer", proposed)
    page = stored(proposed)
    assert not page.live
    assert [to(message) for message in mail.outbox] == [["curator@example.org"]]
    teams.act("curator", page)
    assert stored(proposed).live


@pytest.mark.parametrize("name", ["south_reviewer", "south_editor", "west_editor", "curator"])
def test_nobody_else_acts_at_the_districts_step(teams, proposed, name):
    for action in ("approve", "reject"):
        teams.act(name, proposed, action)
        page = stored(proposed)
        assert page.current_workflow_task_state.status == TaskState.STATUS_IN_PROGRESS
        assert isinstance(page.current_workflow_task, DistrictApprovalTask)


@pytest.mark.parametrize("name", ["south_reviewer", "south_editor", "west_reviewer", "west_editor"])
def test_nobody_else_acts_at_the_curators_step(teams, proposed, name):
    teams.act("west_reviewer", proposed)
    page = stored(proposed)
    for action in ("approve", "reject"):
        teams.act(name, page, action)
        assert not stored(page).live
        assert stored(page).current_workflow_task_state.status == TaskState.STATUS_IN_PROGRESS


def test_another_districts_reviewer_sees_no_form_no_draft_no_entry(teams, proposed):
    task = proposed.current_workflow_task
    for name in ("edit", "history", "view_draft"):
        url = reverse(f"wagtailadmin_pages:{name}", args=[proposed.pk])
        assert teams.browsers["south_reviewer"].get(url).status_code in (302, 403)
    preview = reverse("wagtailadmin_pages:workflow_preview", args=[proposed.pk, task.pk])
    assert teams.browsers["south_reviewer"].get(preview).status_code in (302, 403)
    assert teams.browsers["west_reviewer"].get(preview).status_code == 200
    title = proposed.title.encode()
    assert title not in teams.browsers["south_reviewer"].get("/admin/").content
    assert title in teams.browsers["west_reviewer"].get("/admin/").content


def test_another_districts_reviewer_does_not_approve_through_a_page_of_their_own(teams, proposed):
    """Wagtail asks whether the page of the address may be approved, and then takes whichever task state stands beside it."""
    _response, theirs = teams.write("south_editor", teams.pages["south"], title="La urna que va en lancha")
    state = proposed.current_workflow_task_state
    teams.act("south_reviewer", theirs, task_state=state)
    assert TaskState.objects.get(pk=state.pk).status == TaskState.STATUS_IN_PROGRESS
    teams.act("south_reviewer", theirs)
    assert theirs.current_workflow_task_state.task.specific != proposed.current_workflow_task


def test_while_a_page_is_reviewed_its_editor_does_not_change_it(teams, proposed):
    teams.rewrite("west_editor", proposed, "Otro título")
    assert stored(proposed).get_latest_revision_as_object().title == "Canteros con padrinos"
    teams.rewrite("west_reviewer", proposed, "Canteros con madrinas")
    assert stored(proposed).get_latest_revision_as_object().title == "Canteros con madrinas"


def test_a_reviewer_asks_for_changes_and_the_editor_submits_again(teams, proposed):
    mail.outbox.clear()
    teams.act("west_reviewer", proposed, "reject")
    assert [to(message) for message in mail.outbox] == [["west_editor@example.org"]]
    teams.rewrite("west_editor", proposed, "Mejor dicho", **{"action-restart-workflow": "1"})
    page = stored(proposed)
    assert page.workflow_in_progress
    assert isinstance(page.current_workflow_task, DistrictApprovalTask)


def test_a_page_of_no_district_goes_to_the_curators_with_a_note(teams):
    page = practice(live=False)
    page.save_revision()
    page.get_workflow().start(page, None)
    assert [to(message) for message in mail.outbox] == [["curator@example.org"]]
    skipped = TaskState.objects.get(workflow_state=page.current_workflow_state, status=TaskState.STATUS_SKIPPED)
    assert "curaduría" in skipped.comment
    teams.act("west_reviewer", page)
    assert not stored(page).live
    teams.act("curator", page)
    assert stored(page).live


def test_a_district_without_reviewers_goes_to_the_curators(teams):
    teams.people["west_reviewer"].delete()
    _response, page = teams.write("west_editor", teams.pages["west"])
    assert [to(message) for message in mail.outbox] == [["curator@example.org"]]
    teams.act("curator", page)
    assert stored(page).live


def test_a_page_that_moves_changes_its_reviewers(teams, proposed):
    stored(proposed).move(teams.pages["south"], pos="last-child")
    page = stored(proposed)
    teams.act("west_reviewer", page)
    assert isinstance(stored(page).current_workflow_task, DistrictApprovalTask)
    teams.act("south_reviewer", page)
    assert not isinstance(stored(page).current_workflow_task, DistrictApprovalTask)


def test_a_translation_has_the_same_review(teams):
    french = translate(teams.pages["west"], "fr")
    page = practice("Bacs parrainés", parent=french, live=False)
    page.save_revision()
    page.get_workflow().start(page, None)
    assert [to(message) for message in mail.outbox] == [["west_reviewer@example.org"]]
    assert page.permissions_for_user(teams.people["west_editor"]).can_edit()
    assert not page.permissions_for_user(teams.people["south_editor"]).can_edit()
    assert not page.permissions_for_user(teams.people["west_editor"]).can_publish()


@pytest.mark.parametrize("name", ["west_editor", "south_reviewer"])
def test_a_team_neither_starts_nor_updates_translations(teams, name):
    """wagtail-localize asks for one right for all pages, and publishes translations with it."""
    page = practice()
    submit = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    teams.browsers[name].post(submit, {"locales": [locale("fr").pk]})
    assert PracticePage.objects.filter(translation_key=page.translation_key).count() == 1


def test_an_administrator_may_stand_in_and_gets_no_mail(teams, proposed):
    admin = User.objects.create_superuser("admin", "admin@example.org", "secret")
    teams.browsers["admin"] = browser(admin)
    teams.act("admin", proposed)
    assert not isinstance(stored(proposed).current_workflow_task, DistrictApprovalTask)
    assert all("admin@example.org" not in message.to for message in mail.outbox)


def test_the_review_is_made_once_and_for_every_language(teams):
    first = ensure_review_workflow()
    assert ensure_review_workflow() == first
    assert Workflow.objects.filter(name=first.name).count() == 1
    assert DistrictApprovalTask.objects.count() == 1
    for code in ("es", "en", "fr", "pt"):
        assert home(code).get_workflow() == first


def test_a_review_that_was_renamed_or_switched_off_stays_so(teams):
    workflow = ensure_review_workflow()
    workflow.name = "Nuestra revisión"
    workflow.save()
    assert ensure_review_workflow().name == "Nuestra revisión"
    workflow.deactivate()
    assert not ensure_review_workflow().active
    assert not WorkflowPage.objects.filter(page__in=Page.objects.filter(depth=2)).exists()
