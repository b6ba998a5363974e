"""Steps inside the office: to whom a matter goes, who has it, whom it waits for, who gave the answer, who looked."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from portal.submission_queue import decisions, exchange
from portal.submission_queue.rights import accounts_for, matters_of
from portal.submissions.choices import AnswerBy, HistoryAction, SubmissionState, WaitsFor
from portal.submissions.models import Submission
from portal.territory.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("a matter is locked while it is decided")]
STATE = SubmissionState


def test_it_goes_to_another_district_with_its_history_and_leaves_the_sender(sent, editor, city, person):
    matter = sent()
    exchange.assign(matter, editor, editor)
    exchange.remark(matter, editor, "Es de la otra cuadra.")
    still_seen = exchange.pass_on(matter, editor, "Es del sur.", district=city.south, neighbourhood=city.fir)
    assert still_seen is False
    assert (matter.district, matter.neighbourhood, matter.assignee) == (city.south, city.fir, None)
    assert not matters_of(editor).exists()
    assert [row.action for row in matters_of(person("south editor")).get().history.all()] == [
        HistoryAction.RECEIVED,
        HistoryAction.ASSIGNED,
        HistoryAction.REMARK,
        HistoryAction.PASSED_ON,
    ]
    assert matter.history.last().details == {"from": "oeste", "to": "sur", "unit": ""}


def test_a_curator_keeps_what_she_passes_on_and_what_she_has(sent, city, person):
    matter, curator = sent(), person("curator")
    exchange.assign(matter, curator, curator)
    assert exchange.pass_on(matter, curator, "Es del sur.", district=city.south)
    assert matter.assignee == curator


def test_it_goes_to_open_districts_and_to_units_that_answer_there(sent, editor, city):
    matter = sent()
    units = {unit.code: unit for unit in Unit.objects.all()}
    for place in (
        {"district": city.closed},
        {"district": city.west, "neighbourhood": city.fir},
        {"district": city.west, "unit": units["area-south"]},
        {"district": city.west, "neighbourhood": city.elm},  # where it is
    ):
        with pytest.raises(ValidationError) as refused:
            exchange.pass_on(matter, editor, "Va.", **place)
        assert set(refused.value.message_dict) <= {"place", "unit"}
    assert exchange.pass_on(matter, editor, "Va.", district=city.west, neighbourhood=city.elm, unit=units["area-city"])
    assert matter.unit == units["area-city"]


def test_only_who_may_change_it_can_have_it(sent, editor, person):
    matter = sent("oak")
    for name in ("west editor", "west reviewer", "curator"):
        exchange.assign(matter, editor, person(name))
        assert matter.assignee == person(name)
    for name in ("south editor", "elm editor", "west author", "closed reviewer", "nobody"):
        with pytest.raises(ValidationError):
            exchange.assign(matter, editor, person(name))
    exchange.assign(matter, editor, None)
    assert matter.assignee is None


@pytest.mark.parametrize("place", ["elm", "oak", "west", "south", "closed", "city"])
def test_the_accounts_of_a_place_are_those_of_the_policy(sent, city, place):
    from portal.submission_queue.rights import CHANGE, may

    matter = sent(place)
    users = list(type(city.people["curator"]).objects.all())
    able = set(accounts_for(matter.district_id, matter.neighbourhood_id))
    assert able == {user for user in users if may(user, CHANGE, matter)}


def test_the_clock_stands_while_it_waits_for_others(sent, editor):
    matter = sent(days_ago=14)
    exchange.wait_for(matter, editor, WaitsFor.UNIT, "Obras mira el poste")
    used = matter.used_days
    assert (matter.state, matter.waits_for, matter.clock_since) == (STATE.IN_REVIEW, "unit", None)
    assert used > 0
    exchange.resume_clock(matter, editor)
    assert (matter.waits_for, matter.waits_note, matter.used_days) == ("", "", used)
    assert matter.clock_since is not None
    with pytest.raises(ValidationError):
        exchange.resume_clock(matter, editor)


def test_nobody_waits_for_the_sender_without_asking(sent, editor):
    with pytest.raises(ValidationError):
        exchange.wait_for(sent(), editor, WaitsFor.SENDER, "…")


def test_the_turn_comes_back_when_the_sender_answered_by_telephone(sent, editor):
    matter = sent()
    decisions.ask_sender(matter, editor, "¿Dónde?")
    exchange.resume_clock(matter, editor)
    assert (matter.state, matter.waits_for) == (STATE.IN_REVIEW, "")
    assert matter.history.last().to_state == STATE.IN_REVIEW


@pytest.mark.parametrize("way", [AnswerBy.CALL, AnswerBy.LETTER, AnswerBy.COUNTER])
def test_an_answer_by_hand_counts_when_somebody_ticks_it(sent, editor, person, way):
    matter = sent(answer_by=way)
    decisions.decline(matter, editor, "No.")
    message = matter.messages.get()
    assert (message.way, message.given_at) == (way, None)
    exchange.give_by_hand(message, person("west reviewer"))
    message.refresh_from_db()
    assert message.given_at is not None
    assert message.given_by == person("west reviewer")
    assert matter.history.last().details == {"way": way}
    with pytest.raises(ValidationError):
        exchange.give_by_hand(message, editor)


def test_nobody_ticks_an_answer_of_another_district(sent, editor, person):
    matter = sent(answer_by=AnswerBy.CALL)
    decisions.decline(matter, editor, "No.")
    with pytest.raises(PermissionDenied):
        exchange.give_by_hand(matter.messages.get(), person("south editor"))


def test_without_address_or_wish_the_answer_waits_on_its_page(sent, editor):
    for fields in ({"answer_by": AnswerBy.NONE}, {"answer_by": AnswerBy.CALL, "phone": ""}):
        matter = sent(**fields)
        decisions.decline(matter, editor, "No.")
        assert matter.messages.get().way == AnswerBy.NONE


def test_a_look_at_the_contact_is_noted_once_a_day(sent, editor):
    matter = sent()
    exchange.note_contact_view(matter, editor)
    exchange.note_contact_view(matter, editor)
    assert matter.history.filter(action=HistoryAction.VIEWED, actor=editor, internal=True).count() == 1
    matter.history.update(at=timezone.now() - timezone.timedelta(days=1))
    exchange.note_contact_view(matter, editor)
    assert matter.history.filter(action=HistoryAction.VIEWED).count() == 2


def test_reviewers_publish_and_unpublish_and_editors_do_not(sent, editor, promise, person):
    matter, reviewer = sent(), person("west reviewer")
    decisions.accept(matter, editor, "Sí.", cleaned=promise)
    with pytest.raises(PermissionDenied):
        exchange.publish_matter(matter, editor)
    exchange.publish_matter(matter, reviewer)
    assert list(Submission.objects.public()) == [matter]
    with pytest.raises(ValidationError):
        exchange.publish_matter(matter, reviewer)
    with pytest.raises(PermissionDenied):
        exchange.unpublish_matter(matter, editor, "No.")
    exchange.unpublish_matter(matter, reviewer, "Nombra a una vecina.")
    assert not Submission.objects.public().exists()
    assert matter.history.last().text == "Nombra a una vecina."


def test_what_is_open_can_be_public_so_that_others_join_it(sent, person):
    matter = sent()
    exchange.publish_matter(matter, person("west reviewer"))
    assert list(Submission.objects.public()) == [matter]


def test_what_the_sender_keeps_to_the_team_or_nobody_wants_is_not_published(sent, editor, person):
    private, unwanted = sent(may_publish=False), sent()
    decisions.mark_as_spam(unwanted, editor, "Es publicidad.")
    for matter in (private, unwanted):
        with pytest.raises(ValidationError):
            exchange.publish_matter(matter, person("west reviewer"))
