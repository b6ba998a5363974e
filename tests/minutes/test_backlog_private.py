"""What was only for the team stays the team's in the backlog too, also where its page is gone or still a draft."""

import pytest
from django.test import RequestFactory
from wagtail.models import PageViewRestriction

from portal.councils.choices import ItemVisibility
from portal.councils.models import AgendaItem
from portal.minutes.pending_points import pending_context
from portal.proposals.public import public_proposals
from portal.series.reschedule import cancel_session
from portal.submissions.models import Submission
from tests.councils import city

from .agendas import PLAZA, clock, moved, stored
from .held import coming_session, held_session, published, written

pytestmark = pytest.mark.django_db
SECRET = "Sueldos"


def pending(council):
    """Return the titles that the public page of a council shows as waiting."""
    found = pending_context(RequestFactory().get("/"), council) or {"shown": [], "rest": []}
    return [point["title"] for point in [*found["shown"], *found["rest"]]]


def test_what_everybody_read_is_shown_as_waiting(council, held, following, writer):
    moved(held, writer)
    assert pending(council) == [PLAZA]


def test_a_point_for_the_team_is_not(council, following, writer):
    moved(held_session(council, items=[city.item(SECRET, internal=True)]), writer)
    assert pending(council) == []


def test_nor_a_part_of_one(council, following, writer):
    points = [city.item("Presupuesto", internal=True), city.item(SECRET, is_sub=True)]
    moved(held_session(council, items=points), writer, number=1)
    assert pending(council) == []


def test_nor_one_that_stood_in_a_draft_of_a_cancelled_session(council, following, writer):
    draft = following.get_latest_revision_as_object()
    draft.lead = "Sin terminar"
    draft.save_revision()
    moved(held_session(council, items=[city.item(SECRET, internal=True)]), writer)
    cancel_session(following, "Se cortó la luz", writer)
    clock()
    assert pending(council) == []


def test_a_point_whose_pages_are_all_gone_comes_back_for_the_team_alone(council, following, writer):
    held = held_session(council, items=[city.item(SECRET, internal=True)])
    moved(held, writer)
    stored(held).delete()
    stored(following).delete()
    coming_session(council)
    clock()
    assert AgendaItem.objects.get(title=SECRET).visibility == ItemVisibility.INTERNAL


def test_what_a_session_behind_a_password_moved_on_stays_the_teams(council, held, following, writer):
    PageViewRestriction.objects.create(page=held, restriction_type="password", password="x")
    moved(held, writer)
    assert pending(council) == []
    assert stored(following).items.get(title=PLAZA).visibility == ItemVisibility.INTERNAL


def test_what_was_said_behind_a_password_is_a_matter_that_nobody_else_reads(held, writer):
    PageViewRestriction.objects.create(page=held, restriction_type="password", password="x")
    said = {"said.bbbbbb1.text": "La luz no anda.", "said.bbbbbb1.kind": "complaint"}
    published(held, writer, written(held) | said)
    assert Submission.objects.get().published_at is None
    assert not public_proposals().exists()
