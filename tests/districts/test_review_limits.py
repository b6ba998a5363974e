"""Who reviews what: an official only her neighbourhoods, the curators what nobody else may."""

import pytest
from django.core import mail

from portal.core.models import User
from portal.districts.review import DistrictApprovalTask
from portal.districts.reviewers import may_review, pages_to_review
from portal.practices.models import PracticePage
from portal.territory.models import Neighbourhood
from tests.factories import practice
from tests.sharing import made_once

from .teams import stored, to

pytestmark = pytest.mark.django_db


@made_once
def official(teams):
    """The west's reviewer answers for one neighbourhood only: "mine"; "other" is another one of the west."""
    west = teams.pages["west"].record
    places = {code: Neighbourhood.objects.create(code=code, name=code, district=west) for code in ("mine", "other")}
    teams.people["west_reviewer"].neighbourhoods.add(places["mine"])
    return places


@pytest.mark.parametrize(("code", "asked"), [("mine", "west_reviewer"), ("other", "curator"), (None, "curator")])
def test_an_official_reviews_only_her_neighbourhoods(teams, official, code, asked):
    page = practice(parent=teams.pages["west"], live=False, neighbourhood=official.get(code))
    page.save_revision()
    page.get_workflow().start(page, None)
    assert [to(message) for message in mail.outbox] == [[f"{asked}@example.org"]]
    first = page.current_workflow_task_state
    may = {name for name, user in teams.people.items() if page.current_workflow_task.get_actions(page, user)}
    assert may == {asked}
    sees = {
        name
        for name, user in teams.people.items()
        if first.task.specific.get_task_states_user_can_moderate(user).filter(pk=first.pk)
    }
    assert sees == {asked}
    teams.act("west_reviewer", page)
    assert (page.current_workflow_task_state.pk != first.pk) is (asked == "west_reviewer")


def test_who_reviews_is_said_alike_for_one_page_and_for_many(teams, official):
    pages = [practice(parent=teams.pages["west"], live=False, neighbourhood=place) for place in official.values()]
    pages += [practice(parent=teams.pages[name], live=False) for name in teams.pages] + [practice(live=False)]
    for user in teams.people.values():
        known = User.objects.get(pk=user.pk)
        single = {page.pk for page in pages if may_review(page, known)}
        assert set(pages_to_review(PracticePage, [page.pk for page in pages], known)) == single
    assert single


def test_a_closed_districts_pages_are_the_curators(teams, proposed):
    record = teams.pages["west"].record
    record.active = False
    record.save()
    teams.act("west_reviewer", proposed)
    assert isinstance(stored(proposed).current_workflow_task, DistrictApprovalTask)
    teams.act("curator", proposed)
    assert not isinstance(stored(proposed).current_workflow_task, DistrictApprovalTask)
