"""What was not reached survives whatever happens to the sessions on whose agenda it stands."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.councils.models import SessionPage
from portal.minutes.choices import ItemOutcome, PlacementEnd
from portal.minutes.models import BacklogItem
from portal.series.reschedule import cancel_session, move, revive
from tests.factories import publish as publish_page

from .agendas import PLAZA, begin, clock, drafted, history, moved, outcome_of, public, stored
from .held import coming_session, published

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases("rows are locked, points stand in an order, days are compared"),
]


def cancel(session, user):
    cancel_session(session, "Se cortó la luz", user)


def unpublish(session, user):
    stored(session).unpublish(user=user)


def delete(session, user):
    stored(session).delete()


def move_behind(session, user):
    move(session, timezone.now() + timedelta(days=60), None, "Feriado", user)


@pytest.mark.parametrize("fate", [cancel, unpublish, delete, move_behind])
def test_it_survives_what_happens_to_the_next_session(fate, council, held, following, writer):
    later = coming_session(council, days=30)
    moved(held, writer)
    fate(following, writer)
    clock()
    assert public(later) == [PLAZA]
    ends = [end for _session, end in history()]
    assert ends == [PlacementEnd.MOVED, PlacementEnd.FELL_THROUGH, ""]


@pytest.mark.parametrize("fate", [cancel, unpublish, delete])
def test_it_waits_where_no_other_session_is_to_come(fate, council, held, following, writer):
    moved(held, writer)
    fate(following, writer)
    clock()
    assert [end for _session, end in history()] == [PlacementEnd.MOVED, PlacementEnd.FELL_THROUGH]
    later = coming_session(council, days=30)
    clock()
    assert public(later) == [PLAZA]


def test_a_cancelled_session_keeps_its_agenda_and_one_that_moved_loses_the_point(council, held, following, writer):
    coming_session(council, days=30)
    moved(held, writer)
    move_behind(following, writer)
    clock()
    assert public(following) == ["Verano"]
    cancelled = SessionPage.objects.get(start__lt=timezone.now() + timedelta(days=40), start__gt=timezone.now())
    cancel(cancelled, writer)
    clock()
    assert public(cancelled) == [PLAZA]
    assert public(following) == ["Verano", PLAZA]


def test_a_session_that_is_revived_gets_it_back_and_no_other_has_it(council, held, following, writer):
    later = coming_session(council, days=30)
    moved(held, writer)
    cancel(following, writer)
    clock()
    revive(following, writer)
    clock()
    assert (public(following), public(later)) == (["Verano", PLAZA], [])
    assert BacklogItem.objects.get().placements.filter(end="").get().session == following


def test_a_draft_takes_no_point_from_an_agenda_that_everybody_reads(council, held, following, writer):
    moved(held, writer)
    draft = coming_session(council, days=7, live=False)
    clock()
    assert (public(following), drafted(draft)) == (["Verano", PLAZA], [])
    publish_page(draft)
    clock()
    assert (public(following), public(draft)) == (["Verano"], [PLAZA])


def test_a_locked_session_gets_it_when_it_is_free(held, following, writer):
    following.locked = True
    following.save()
    moved(held, writer)
    assert drafted(following) == ["Verano"]
    page = stored(following)
    page.locked = False
    page.save()
    clock()
    assert public(following) == ["Verano", PLAZA]


def test_a_session_that_is_over_keeps_it_until_its_minutes_say(council, held, following, writer):
    later = coming_session(council, days=30)
    moved(held, writer)
    begin(following, writer)
    clock()
    assert public(later) == []
    assert BacklogItem.objects.get().placements.get(end="").session == following


def test_the_next_minutes_move_it_again_with_all_its_dates(council, held, following, writer):
    later = coming_session(council, days=30)
    moved(held, writer)
    begin(following, writer)
    moved(stored(following), writer, number=1)
    assert public(later) == [PLAZA]
    assert history() == [(held.pk, "moved"), (following.pk, "moved"), (later.pk, "")]
    assert BacklogItem.objects.count() == 1


@pytest.mark.parametrize("outcome", [ItemOutcome.TREATED, ItemOutcome.WITHDRAWN])
def test_the_next_minutes_close_it(outcome, council, held, following, writer):
    later = coming_session(council, days=30)
    moved(held, writer)
    begin(following, writer)
    published(stored(following), writer, outcome_of(stored(following), 1, outcome))
    subject = BacklogItem.objects.get()
    assert (subject.outcome, bool(subject.closed_at)) == (outcome, True)
    clock()
    assert public(later) == []


def test_a_point_that_somebody_takes_off_goes_to_the_session_after(council, held, following, writer):
    later = coming_session(council, days=30)
    moved(held, writer)
    page = stored(following)
    page.items = [item for item in page.items.all() if item.title != PLAZA]
    publish_page(page)
    clock()
    assert (public(following), public(later)) == (["Verano"], [PLAZA])


def test_a_point_that_only_the_draft_had_when_the_session_was_held_moves_on(council, held, following, writer):
    later = coming_session(council, days=30)
    draft = following.get_latest_revision_as_object()
    draft.lead = "Sin terminar"
    draft.save_revision()
    moved(held, writer)
    begin(following, writer)
    clock()
    assert public(later) == []
    published(stored(following), writer)
    assert public(later) == [PLAZA]
