"""One session moved, cancelled and revived: what is public follows in every language, and a draft keeps waiting."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import PageLogEntry

from portal.councils.models import SessionPage
from portal.events.models import EventState
from portal.series.reschedule import cancel_session, move, revive
from tests.councils.city import council, long_known, moment, session
from tests.factories import district_page, translate
from tests.sharing import made_once

pytestmark = pytest.mark.django_db

OLD, NEW, NEXT = (moment(f"2026-11-{day} 19:00") for day in (24, 26, 28))


@made_once
def meeting():
    return long_known(session(council(district_page()), OLD, venue_name="Club San Miguel", state=EventState.CONFIRMED))


def stored(page):
    return SessionPage.objects.get(pk=page.pk)


def test_a_moved_session_keeps_its_old_date(meeting):
    page = move(meeting, NEW, NEW + timedelta(hours=2), "El club está ocupado.", None)
    assert (page.start, page.former_start, page.state) == (NEW, OLD, EventState.RESCHEDULED)
    assert page.cancel_reason == "El club está ocupado."
    assert page.live
    assert not page.has_unpublished_changes


def test_moving_it_back_is_another_move(meeting):
    long_known(move(meeting, NEW, None, "El club está ocupado.", None))
    page = move(meeting, OLD, None, "Se desocupó.", None)
    assert (page.start, page.former_start, page.state) == (OLD, NEW, EventState.RESCHEDULED)


def test_another_end_is_no_other_date(meeting):
    page = move(meeting, OLD, OLD + timedelta(hours=3), "", None)
    assert (page.former_start, page.state) == (None, EventState.CONFIRMED)


def test_translations_follow_at_once(meeting):
    for folder in (meeting.council.get_parent().specific, meeting.council):
        translate(folder, "fr")
    french = translate(meeting, "fr", title="La place du Moulin")
    cancel_session(french, "Hay tormenta.", None)
    assert stored(french).state == EventState.CANCELLED
    move(french, NEW, None, "Otra vez.", None)
    assert (stored(french).start, stored(french).former_start) == (NEW, OLD)


def test_a_cancellation_says_why(meeting):
    with pytest.raises(ValidationError):
        cancel_session(meeting, "", None)
    assert stored(meeting).state == EventState.CONFIRMED


def test_dates_that_cannot_be_change_nothing(meeting):
    with pytest.raises(ValidationError):
        move(meeting, NEW, OLD, "Error", None)
    assert stored(meeting).start == OLD


def test_a_revived_session_is_confirmed_again_or_stays_moved(meeting):
    cancel_session(meeting, "Hay tormenta.", None)
    page = revive(meeting, None)
    assert (page.state, page.cancel_reason) == (EventState.CONFIRMED, "")
    move(meeting, NEW, None, "", None)
    cancel_session(meeting, "Hay tormenta.", None)
    assert revive(meeting, None).state == EventState.RESCHEDULED


def test_a_draft_that_waits_keeps_waiting_with_the_new_date(meeting):
    draft = stored(meeting)
    draft.lead = "Todavía sin publicar"
    draft.save_revision()
    page = move(meeting, NEW, None, "El club está ocupado.", None)
    assert page.live
    assert page.has_unpublished_changes
    assert page.lead == ""
    waiting = page.get_latest_revision_as_object()
    assert (waiting.lead, waiting.start, waiting.former_start) == ("Todavía sin publicar", NEW, OLD)


def test_what_was_never_announced_just_has_another_date():
    page = session(council(district_page()), OLD, live=False, venue_name="Club")
    page = move(page, NEW, None, "", None)
    draft = page.get_latest_revision_as_object()
    assert not page.live
    assert (draft.start, draft.former_start, draft.state) == (NEW, None, EventState.PLANNED)


def test_what_goes_public_by_itself_still_does():
    page = session(council(district_page()), OLD, live=False, venue_name="Club")
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    page = move(page, NEW, None, "", None)
    revision = page.revisions.get(approved_go_live_at__isnull=False)
    assert not page.live
    assert revision.as_object().start == NEW


def test_the_log_says_who_did_it(meeting, django_user_model):
    user = django_user_model.objects.create_superuser("ana", "ana@example.org", "secret")
    cancel_session(meeting, "Hay tormenta.", user)
    entries = PageLogEntry.objects.filter(page=meeting, user=user)
    assert set(entries.values_list("action", flat=True)) >= {"wagtail.edit", "wagtail.publish"}
