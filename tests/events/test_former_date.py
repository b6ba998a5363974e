"""The day for which an event was announced is kept, on every way in which it can be moved."""

from datetime import timedelta

import pytest

from portal.events.models import EventPage, EventState
from tests.councils.city import long_known
from tests.events.test_publication_log import START, again, announced, edit, heard, told
from tests.factories import publish
from tests.sharing import made_once

pytestmark = pytest.mark.django_db


@made_once
def event(db):
    """A public workshop that was announced."""
    return announced()


def moved_by_form(event, start):
    return edit(event, start=start)


def moved_by_code(event, start):
    event.start = start
    event.save()
    return again(event)


def moved_by_publishing_a_page(event, start):
    event.start = start
    return publish(event)


@pytest.mark.parametrize("move", [moved_by_form, moved_by_code, moved_by_publishing_a_page])
def test_the_announced_date_is_kept_on_every_way(event, move):
    moved = move(event, START + timedelta(days=1))
    assert (moved.former_start, moved.state) == (START, EventState.RESCHEDULED)
    change = told(event).changes.get(what="moved")
    assert change.before["start"] != change.after["start"]


def test_the_next_edit_keeps_the_former_date(event):
    long_known(edit(event, start=START + timedelta(days=1)))
    later = edit(event, title="Taller de lombrices")
    assert (later.former_start, later.state) == (START, EventState.RESCHEDULED)
    third = edit(event, start=START + timedelta(days=2))
    assert third.former_start == START + timedelta(days=1)


def test_the_draft_says_already_what_publishing_will_say(event):
    draft = again(event)
    draft.start = START + timedelta(days=1)
    draft.save_revision()
    draft = again(event).get_latest_revision_as_object()
    assert (draft.former_start, draft.state) == (START, EventState.RESCHEDULED)
    assert again(event).former_start is None


def test_a_draft_that_moves_back_leaves_nothing(event):
    draft = again(event)
    draft.start = START + timedelta(days=1)
    draft.save_revision()
    back = edit(event, start=START)
    assert (back.former_start, back.state) == (None, EventState.CONFIRMED)
    assert heard(event) == ["added"]


def test_the_editors_word_about_the_state_stays(event):
    draft = again(event)
    draft.start = START + timedelta(days=1)
    draft.save_revision()
    chosen = edit(event, state=EventState.CONFIRMED)
    assert (chosen.former_start, chosen.state) == (START, EventState.CONFIRMED)
    cancelled = edit(event, start=START + timedelta(days=3), state=EventState.CANCELLED, cancel_reason="Llueve")
    assert cancelled.state == EventState.CANCELLED


def test_what_was_not_announced_has_no_former_date(event):
    draft = event.get_parent().add_child(instance=EventPage(title="Borrador", slug="borrador", live=False, start=START))
    draft.start = START + timedelta(days=1)
    assert publish(draft).former_start is None
