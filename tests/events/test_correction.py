"""A mistake that is mended within the hour, before anybody was told, leaves no trace; what was told before stays."""

from datetime import datetime, timedelta

import pytest

from portal.events.models import EventState, Registration
from tests.councils import city
from tests.councils.city import long_known
from tests.events.test_publication_log import START, announced, edit, heard, told
from tests.factories import district_page, let_a_minute_pass, publish
from tests.sharing import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("changes are joined and deleted by their moments")]
WRONG, RIGHT = START - timedelta(days=40), START + timedelta(days=2)


@made_once
def event(db):
    """A workshop that the public has known for a month."""
    return announced()


@made_once
def new_event(db):
    """A workshop that has just been published."""
    return city.event(district_page(), START, "Taller de compost", venue_name="Club", state=EventState.CONFIRMED)


def moves(event):
    """Return [(start before, start after)] of the moves that readers hear of."""
    rows = told(event).changes.filter(what="moved")
    return [tuple(datetime.fromisoformat(said["start"]) for said in (row.before, row.after)) for row in rows]


def test_the_former_date_is_the_one_that_the_public_knew(event):
    edit(event, start=WRONG)
    page = edit(event, start=RIGHT)
    assert (page.former_start, page.state) == (START, EventState.RESCHEDULED)
    assert moves(event) == [(START, RIGHT)]


def test_what_goes_back_to_what_was_known_never_moved(event):
    edit(event, start=WRONG)
    page = edit(event, start=START)
    assert (page.former_start, page.state) == (None, EventState.CONFIRMED)
    assert heard(event) == ["added"]


def test_calendars_that_fetched_the_wrong_date_are_corrected(event):
    before = told(event).sequence
    edit(event, start=WRONG)
    edit(event, start=START)
    assert told(event).sequence == before + 2


def test_after_an_hour_it_is_a_move(event):
    edit(event, start=WRONG)
    let_a_minute_pass(61)
    page = edit(event, start=START)
    assert (page.former_start, page.state) == (WRONG, EventState.RESCHEDULED)
    assert moves(event) == [(START, WRONG), (WRONG, START)]


def test_a_few_minutes_before_the_hour_is_over_it_is_none(event):
    edit(event, start=WRONG)
    let_a_minute_pass(58)
    assert edit(event, start=RIGHT).former_start == START


def test_what_is_new_has_no_former_date(new_event):
    page = edit(new_event, start=RIGHT)
    assert (page.former_start, page.state) == (None, EventState.CONFIRMED)
    assert heard(new_event) == ["added"]
    assert told(new_event).changes.get().after["start"] == told(new_event).told["start"]
    assert told(new_event).sequence == 1


def test_whoever_registered_was_told(new_event):
    Registration.objects.create(event=new_event, name="Ana", phone="555")
    assert edit(new_event, start=RIGHT).former_start == START


def test_an_earlier_move_stays_when_a_second_one_is_taken_back(event):
    long_known(edit(event, start=RIGHT))
    edit(event, start=WRONG)
    page = edit(event, start=RIGHT)
    assert (page.former_start, page.state) == (START, EventState.RESCHEDULED)
    assert moves(event) == [(START, RIGHT)]


def test_each_of_several_mistakes_is_forgotten(event):
    for days in (30, 31, 32):
        edit(event, start=WRONG - timedelta(days=days))
    assert edit(event, start=RIGHT).former_start == START
    assert moves(event) == [(START, RIGHT)]


def test_a_wrong_hour_that_was_right_before_an_edit_by_the_draft_says_so_too(event):
    edit(event, start=WRONG)
    draft = event.__class__.objects.get(pk=event.pk)
    draft.start = RIGHT
    draft.save_revision()
    draft = event.__class__.objects.get(pk=event.pk).get_latest_revision_as_object()
    assert draft.former_start == START


def test_a_cancellation_that_is_taken_back_is_forgotten(event):
    edit(event, state=EventState.CANCELLED, cancel_reason="Llueve")
    edit(event, state=EventState.CONFIRMED, cancel_reason="")
    assert heard(event) == ["added"]


def test_a_cancellation_of_two_hours_is_told(event):
    edit(event, state=EventState.CANCELLED, cancel_reason="Llueve")
    let_a_minute_pass(120)
    edit(event, state=EventState.CONFIRMED, cancel_reason="")
    assert heard(event) == ["added", "cancelled", "revived"]


def test_what_was_away_in_between_is_no_correction(event):
    edit(event, start=WRONG)
    event.__class__.objects.get(pk=event.pk).unpublish()
    page = event.__class__.objects.get(pk=event.pk)
    page.start = RIGHT
    publish(page)
    assert heard(event)[:3] == ["added", "moved", "withdrawn"]
