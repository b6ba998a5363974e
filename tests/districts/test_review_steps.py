"""The curators' step passes over what a district may publish by itself; an older portal's step becomes such a one."""

import pytest
from django.core import mail
from wagtail.models import TaskState

from portal.districts.review import CuratorsApprovalTask
from portal.home.models import ContentPage

from .teams import to

pytestmark = pytest.mark.django_db


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
