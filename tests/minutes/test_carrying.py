"""What was not reached: in the backlog and on the next agenda, with what belongs to it; off it where it was treated."""

import pytest
from django.utils import timezone

from portal.councils.choices import ItemVisibility
from portal.councils.items import public_items
from portal.minutes.backlog import place_backlog
from portal.minutes.choices import ItemOutcome, PlacementEnd
from portal.minutes.models import BacklogItem
from tests import factories
from tests.councils import city
from tests.factories import publish as publish_page

from .agendas import PLAZA, begin, clock, correct, drafted, history, moved, outcome_of, public, stored
from .held import coming_session, held_session, published, written

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases("rows are locked, points stand in an order, days are compared"),
]


def test_a_point_moved_on_is_the_last_of_the_next_agenda_at_once(held, following, writer):
    moved(held, writer)
    assert public(following) == ["Verano", PLAZA]
    assert not stored(following).has_unpublished_changes
    assert history() == [(held.pk, PlacementEnd.MOVED), (following.pk, "")]
    subject = BacklogItem.objects.get()
    assert (subject.title, subject.closed_at, subject.council) == (PLAZA, None, held.council)


def test_what_was_treated_or_withdrawn_at_once_never_comes_into_the_backlog(held, following, writer):
    published(held, writer, outcome_of(held, 0, "withdrawn"))
    assert not BacklogItem.objects.exists()
    assert public(following) == ["Verano"]


def test_the_point_takes_its_words_its_place_and_its_files_along(council, west, following, writer):
    place = factories.neighbourhood(west)
    point = city.item(PLAZA, text="<p>Dos proyectos.</p>", neighbourhood=place, proposed_by="La vecinal")
    held = held_session(council, items=[point])
    moved(held, writer)
    placed = public_items(stored(following))[-1]
    assert (placed.text, placed.neighbourhood, placed.proposed_by) == ("<p>Dos proyectos.</p>", place, "La vecinal")
    assert placed.code != held.items.first().code


def test_a_point_for_the_team_moves_on_and_stays_the_teams(council, following, writer):
    held = held_session(council, items=[city.item("Presupuesto", internal=True), PLAZA])
    moved(held, writer)
    assert (public(following), drafted(following)) == (["Verano"], ["Verano", "Presupuesto"])


def test_a_part_of_a_point_for_the_team_does_not_become_public_by_moving(council, following, writer):
    held = held_session(council, items=[city.item("Presupuesto", internal=True), city.item("Sueldos", is_sub=True)])
    moved(held, writer, number=1)
    item = stored(following).items.get(title="Sueldos")
    assert (item.visibility, item.is_sub) == (ItemVisibility.INTERNAL, False)


def test_a_point_that_was_on_no_agenda_moves_on_too(held, following, writer):
    extra = {"extra.aaaaaa1.title": "Los perros", "extra.aaaaaa1.outcome": "moved"}
    published(held, writer, written(held) | extra)
    assert public(following) == ["Verano", "Los perros"]
    assert history()[0] == (held.pk, PlacementEnd.MOVED)


def test_equal_ids_in_two_minutes_are_two_subjects(council, held, following, writer):
    extra = {"extra.aaaaaa1.title": "Los perros", "extra.aaaaaa1.outcome": "moved"}
    published(held, writer, written(held) | extra)
    other = held_session(council, days=2)
    published(other, writer, written(other) | extra | {"extra.aaaaaa1.title": "Los gatos"})
    assert public(following) == ["Verano", "Los perros", "Los gatos"]


def test_unfinished_changes_of_the_next_session_stay_unpublished(held, following, writer):
    draft = following.get_latest_revision_as_object()
    draft.title = "Sin terminar"
    draft.save_revision()
    moved(held, writer)
    assert (public(following), drafted(following)) == (["Verano"], ["Verano", PLAZA])
    assert stored(following).title != "Sin terminar"


def test_a_session_that_is_only_a_draft_gets_it_and_stays_a_draft(council, held, writer):
    draft = coming_session(council, live=False)
    moved(held, writer)
    assert drafted(draft) == [PLAZA]
    assert not stored(draft).live


def test_without_a_next_session_it_waits_until_one_is_published(
    council, held, writer, django_capture_on_commit_callbacks
):
    moved(held, writer)
    clock()
    assert history() == [(held.pk, PlacementEnd.MOVED)]
    with django_capture_on_commit_callbacks(execute=True):
        new = coming_session(council)
    assert public(new) == [PLAZA]


def test_only_sessions_of_the_same_council_take_it(west, held, writer):
    other = coming_session(city.council(west, "Mesa de agua"))
    moved(held, writer)
    assert public(other) == []


def test_the_clock_finds_nothing_to_do_a_second_time(held, following, writer):
    moved(held, writer)
    revision = stored(following).latest_revision_id
    clock()
    assert stored(following).latest_revision_id == revision


def test_a_quiet_minute_costs_three_queries(held, following, writer, django_assert_max_num_queries):
    moved(held, writer)
    with django_assert_max_num_queries(4):
        place_backlog(timezone.now())


def test_a_correction_takes_it_off_the_next_agenda(held, following, writer):
    moved(held, writer)
    minutes = correct(held, writer)
    assert public(following) == ["Verano"]
    assert (BacklogItem.objects.get().outcome, minutes.told) == (ItemOutcome.TREATED, [])
    clock()
    assert public(following) == ["Verano"]


def test_a_point_that_somebody_changed_stays_and_that_is_said(held, following, writer):
    moved(held, writer)
    page = stored(following)
    points = list(page.items.all())
    points[-1].text = "<p>Viene la arquitecta.</p>"
    page.items = points
    publish_page(page)
    minutes = correct(held, writer)
    assert public(following) == ["Verano", PLAZA]
    assert "alguien lo cambió" in minutes.told[0]
    assert BacklogItem.objects.get().closed_at


def test_a_session_that_has_begun_keeps_it_and_that_is_said(held, following, writer):
    moved(held, writer)
    begin(following, writer)
    assert "ya empezó" in correct(held, writer).told[0]
    assert public(following) == ["Verano", PLAZA]


def test_a_correction_and_another_one_bring_it_back(held, following, writer):
    moved(held, writer)
    correct(held, writer)
    correct(held, writer, "moved")
    assert public(following) == ["Verano", PLAZA]
    assert BacklogItem.objects.get().closed_at is None


def test_a_point_on_no_agenda_that_a_correction_takes_out_is_closed(held, following, writer):
    extra = {"extra.aaaaaa1.title": "Los perros", "extra.aaaaaa1.outcome": "moved"}
    published(held, writer, written(held) | extra)
    published(held, writer, written(held), reason="Nadie lo dijo.")
    assert public(following) == ["Verano"]
    assert BacklogItem.objects.get().outcome == ItemOutcome.WITHDRAWN
