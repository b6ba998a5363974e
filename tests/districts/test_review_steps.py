"""The curators' step passes over what a district may publish by itself; an older portal's step becomes such a one."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from wagtail.models import GroupApprovalTask, TaskState

from portal.core.models import Role
from portal.districts.review import CuratorsApprovalTask
from portal.home.models import ContentPage

from .teams import stored, to

pytestmark = pytest.mark.django_db
curators_step = import_module("portal.districts.migrations.0006_curators_step_in_place")


def submitted_content(parent):
    """Return a new content page below `parent`, submitted to review."""
    page = parent.add_child(instance=ContentPage(title="Tus datos", slug="tus-datos", locale=parent.locale, live=False))
    page.save_revision()
    page.get_workflow().start(page, None)
    return page


def test_other_pages_are_published_when_their_district_approved(teams):
    page = submitted_content(teams.pages["west"])
    mail.outbox.clear()
    teams.act("west_reviewer", page)
    assert type(page).objects.get(pk=page.pk).live
    assert mail.outbox == []
    states = TaskState.objects.filter(workflow_state__object_id=str(page.pk)).order_by("pk")
    assert [state.status for state in states] == [TaskState.STATUS_APPROVED, TaskState.STATUS_SKIPPED]


def test_what_no_district_approved_goes_to_the_curators(teams):
    teams.people["west_reviewer"].delete()
    page = submitted_content(teams.pages["west"])
    assert isinstance(page.current_workflow_task, CuratorsApprovalTask)
    assert [to(message) for message in mail.outbox] == [["curator@example.org"]]


def test_an_older_portals_curators_step_is_converted_under_its_running_reviews(teams, proposed):
    step = CuratorsApprovalTask.objects.get()
    curators_step.back(apps, None)  # what a portal had before: a plain step of the curators' group
    ContentType.objects.clear_cache()
    teams.act("west_reviewer", proposed)
    old = stored(proposed).current_workflow_task
    assert type(old) is GroupApprovalTask
    old.name = "Nuestra verificación"
    old.save()
    curators_step.convert(apps, None)
    page = stored(proposed)
    assert type(page.current_workflow_task) is CuratorsApprovalTask
    assert page.current_workflow_task.pk == step.pk
    assert page.current_workflow_task.name == "Nuestra verificación"
    assert list(page.current_workflow_task.groups.values_list("team__role", flat=True)) == [Role.CURATOR]
    teams.act("curator", page)
    assert stored(page).live
