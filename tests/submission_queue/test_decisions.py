"""Decisions: each asks for a reason and for the right, writes its row, stops the clock, and answers who wrote."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from portal.submission_queue import decisions, exchange
from portal.submission_queue.guard import last_seen
from portal.submissions.choices import AnswerBy, HistoryAction, SubmissionState, WaitsFor
from portal.submissions.models import Message, Submission

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("a matter is locked while it is decided")]
STATE = SubmissionState


def actions(matter):
    """Return what happened to a matter, in its order, after it came."""
    return [row.action for row in matter.history.exclude(action=HistoryAction.RECEIVED)]


def test_the_first_look_is_the_senders_read_and_happens_once(sent, editor, person):
    matter = sent()
    decisions.open_matter(matter, editor)
    decisions.open_matter(matter, person("west reviewer"))
    assert (matter.state, matter.stage.value) == (STATE.IN_REVIEW, "read")
    assert matter.opened_at is not None
    assert [(row.action, row.actor) for row in matter.history.all()[1:]] == [(HistoryAction.READ, editor)]


def test_a_question_stops_the_clock_and_goes_to_the_sender(sent, editor, mails):
    matter = sent(days_ago=14)
    written = mails(decisions.ask_sender, matter, editor, "¿En qué esquina?")
    assert (matter.state, matter.waits_for, matter.clock_since) == (STATE.NEEDS_INFORMATION, WaitsFor.SENDER, None)
    assert matter.used_days > 0
    message = matter.messages.get()
    assert (message.text, message.is_answer, message.way) == ("¿En qué esquina?", False, AnswerBy.MAIL)
    assert message.given_at is not None
    assert written[0][0] == "vecina@example.com"
    assert "¿En qué esquina?" in written[0][1]
    assert matter.code in written[0][1]
    assert actions(matter) == [HistoryAction.ASKED]


def test_accepting_makes_the_thing_answers_and_stops_the_clock(sent, editor, promise, mails):
    matter = sent()
    text = "Va {unit}, antes del {deadline}."
    written = mails(decisions.accept, matter, editor, text, cleaned=promise)
    assert (matter.state, matter.unit, matter.promised_by) == (STATE.ACCEPTED, promise["unit"], promise["promised_by"])
    assert matter.answered_at
    assert matter.closed_at
    assert matter.clock_since is None
    answer = matter.messages.get()
    assert answer.is_answer
    assert answer.text.startswith("Va Área west, antes del ")
    assert "{" not in written[0][1]
    assert "Se ocupa Área west. Debe estar hecho el " in written[0][1]
    assert "Se ocupa Área west." in answer.text
    assert matter.history.last().to_state == STATE.ACCEPTED
    assert matter.history.last().details["made"]


def test_what_cannot_be_made_leaves_nothing_behind(sent, editor, mails):
    matter = sent()
    with pytest.raises(ValidationError):
        decisions.accept(matter, editor, "Sí.", cleaned={})
    matter.refresh_from_db()
    assert matter.state == STATE.NEW
    assert not Message.objects.exists()
    assert actions(matter) == []


def test_a_placeholder_that_nobody_can_fill_is_refused(sent, editor):
    matter = sent(place="city")
    curator = type(editor).objects.get(username="curator")
    with pytest.raises(ValidationError) as refused:
        decisions.decline(matter, curator, "En {district} no se puede, antes del {deadline}.")
    assert "{district}, {deadline}" in refused.value.message_dict["text"][0]


def test_declining_says_why_in_the_senders_language(sent, editor, mails):
    matter = sent(language="fr", title="Un banc")
    written = mails(decisions.decline, matter, editor, "Il n’y a pas de place.")
    assert "Il n’y a pas de place." in written[0][1]
    assert matter.messages.get().language == "fr"
    assert "/fr/" in written[0][1]


def test_spam_hears_nothing(sent, editor, mails):
    matter = sent()
    assert mails(decisions.mark_as_spam, matter, editor, "Vende seguros.") == []
    assert matter.state == STATE.SPAM
    assert not matter.messages.exists()
    assert matter.history.last().text == "Vende seguros."


@pytest.mark.parametrize("name", ["ask_sender", "accept", "decline", "mark_as_spam", "reopen"])
def test_each_decision_needs_a_reason(sent, editor, name):
    matter = sent(state=STATE.SPAM if name == "reopen" else STATE.IN_REVIEW)
    with pytest.raises(ValidationError) as refused:
        getattr(decisions, name)(matter, editor, "   ")
    assert "text" in refused.value.message_dict


@pytest.mark.parametrize("who", ["south editor", "west author", "west translator", "west statistics", "nobody"])
def test_nobody_decides_elsewhere_or_without_the_role(sent, person, who):
    matter, other = sent(), sent()
    user = person(who)
    for step in (
        lambda: decisions.open_matter(matter, user),
        lambda: decisions.ask_sender(matter, user, "¿Dónde?"),
        lambda: decisions.accept(matter, user, "Sí."),
        lambda: decisions.decline(matter, user, "No."),
        lambda: decisions.mark_as_spam(matter, user, "No."),
        lambda: decisions.merge(matter, user, other, "Igual."),
        lambda: decisions.reopen(matter, user, "Otra vez."),
        lambda: exchange.assign(matter, user, None),
        lambda: exchange.remark(matter, user, "Nota."),
        lambda: exchange.wait_for(matter, user, WaitsFor.UNIT, "Obras"),
        lambda: exchange.resume_clock(matter, user),
        lambda: exchange.pass_on(matter, user, "No es de aquí.", district=None),
        lambda: exchange.publish_matter(matter, user),
        lambda: exchange.unpublish_matter(matter, user, "No."),
        lambda: exchange.note_contact_view(matter, user),
    ):
        with pytest.raises(PermissionDenied):
            step()
    matter.refresh_from_db()
    assert (matter.state, actions(matter)) == (STATE.NEW, [])


def test_an_official_of_one_neighbourhood_answers_there_only(sent, person):
    elm, oak, whole = sent("elm"), sent("oak"), sent("west")
    official = person("elm editor")
    decisions.decline(elm, official, "No.")
    for matter in (oak, whole):
        with pytest.raises(PermissionDenied):
            decisions.decline(matter, official, "No.")


def test_what_is_not_confirmed_yet_is_nobodys(sent, person):
    matter = sent(state=STATE.HELD)
    with pytest.raises(PermissionDenied):
        decisions.decline(matter, person("curator"), "No.")


def test_who_decides_second_is_told_who_was_first(sent, editor, person):
    matter = sent()
    decisions.open_matter(matter, editor)
    seen = last_seen(matter)
    decisions.ask_sender(matter, person("west reviewer"), "¿Dónde?", seen=seen)
    with pytest.raises(ValidationError) as refused:
        decisions.decline(matter, editor, "No.", seen=seen)
    assert refused.value.code == "stale"
    assert "west-reviewer" in refused.value.messages[0]
    assert "Se preguntó" in refused.value.messages[0]
    decisions.decline(matter, editor, "No.", seen=last_seen(matter))


def test_a_note_or_a_look_of_a_colleague_stops_nobody(sent, editor, person):
    matter = sent()
    seen = last_seen(matter)
    exchange.remark(matter, person("west reviewer"), "Ojo.")
    exchange.note_contact_view(matter, person("west reviewer"))
    exchange.assign(matter, person("west reviewer"), editor)
    decisions.decline(matter, editor, "No.", seen=seen)
    assert matter.state == STATE.DECLINED


def test_what_is_closed_is_not_decided_again(sent, editor):
    matter = sent()
    decisions.decline(matter, editor, "No.")
    with pytest.raises(ValidationError):
        decisions.mark_as_spam(matter, editor, "No.")


# Opened again --------------------------------------------------------------------------------------------------------


def test_a_declined_matter_is_opened_again_and_its_clock_goes_on(sent, editor, mails):
    matter = sent(days_ago=14)
    decisions.decline(matter, editor, "No.")
    used = matter.used_days
    written = mails(decisions.reopen, matter, editor, "Cambió la ley.")
    assert (matter.state, matter.answered_at, matter.closed_at) == (STATE.IN_REVIEW, None, None)
    assert (matter.used_days, bool(matter.clock_since)) == (used, True)
    assert "Cambió la ley." in written[0][1]


@pytest.mark.parametrize(
    "fields",
    [
        {"state": STATE.WITHDRAWN},
        {"state": STATE.DECLINED, "purged_at": timezone.now() - timedelta(days=1)},
        {"state": STATE.NEW},
    ],
)
def test_what_its_sender_took_back_and_what_is_purged_stays_closed(sent, editor, fields):
    matter = sent(**fields)
    with pytest.raises(ValidationError):
        decisions.reopen(matter, editor, "Otra vez.")


def test_what_became_something_else_is_not_opened_again(sent, editor):
    matter = sent(state=STATE.ACCEPTED)
    matter.history.create(
        action=HistoryAction.ANSWERED, to_state=STATE.ACCEPTED, details={"made": "Un borrador.", "url": "/admin/x/"}
    )
    with pytest.raises(ValidationError):
        decisions.reopen(matter, editor, "Otra vez.")


def test_every_state_is_public_only_by_both_words(sent, editor, promise, person):
    matter = sent(may_publish=False)
    decisions.accept(matter, editor, "Sí.", cleaned=promise)
    with pytest.raises(ValidationError):
        exchange.publish_matter(matter, person("west reviewer"))
    assert not Submission.objects.public().exists()
