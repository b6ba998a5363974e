"""Duplicates: whoever wrote the same gets the same answer, however often it was merged; circles are refused."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.submission_queue import decisions
from portal.submission_queue.matter_page import similar_ones
from portal.submissions.choices import SubmissionState
from portal.submissions.kinds import Similar, submission_kind
from portal.submissions.models import JoinedSender

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases("a matter is locked while it is decided")]
STATE = SubmissionState


def test_the_sender_of_a_duplicate_gets_the_answer_of_the_other(sent, editor, mails):
    first, second, third = (
        sent(email="a@example.com"),
        sent(email="b@example.com"),
        sent(email="c@example.com", language="fr"),
    )
    decisions.merge(second, editor, first, "Es lo mismo.")
    decisions.merge(third, editor, first, "Es lo mismo.")
    assert (second.state, second.merged_into, second.answered_at) == (STATE.MERGED, first, None)
    assert first.history.last().details == {"from": third.code}
    written = mails(decisions.decline, first, editor, "No hay lugar.")
    assert [to for to, _text in written] == ["a@example.com", "b@example.com", "c@example.com"]
    assert all("No hay lugar." in text for _to, text in written)
    assert "espagnol" in written[2][1]
    second.refresh_from_db()
    assert second.answered_at
    assert second.messages.filter(is_answer=True).get().text == "No hay lugar."


def test_duplicates_of_duplicates_are_told_too(sent, editor):
    first, second, third = sent(), sent(), sent()
    decisions.merge(third, editor, second, "Igual.")
    decisions.merge(second, editor, first, "Igual.")
    decisions.decline(first, editor, "No.")
    third.refresh_from_db()
    assert third.answered_at


def test_what_is_merged_into_an_answered_matter_is_answered_at_once(sent, editor):
    first, second = sent(), sent()
    decisions.decline(first, editor, "No hay lugar.")
    decisions.merge(second, editor, first, "Igual.")
    assert second.answered_at
    assert second.messages.filter(is_answer=True).get().text == "No hay lugar."


def test_circles_strangers_and_closed_ones_are_no_targets(sent, editor):
    first, second, spam, foreign = sent(), sent(), sent(state=STATE.SPAM), sent("south")
    decisions.merge(second, editor, first, "Igual.")
    for target in (first, second, spam, foreign):
        with pytest.raises(ValidationError) as refused:
            decisions.merge(first, editor, target, "Igual.")
        assert list(refused.value.message_dict) == ["target"]
        assert foreign.title != first.title or foreign.code not in str(refused.value)
    third = sent()
    with pytest.raises(ValidationError) as refused:
        decisions.merge(third, editor, second, "Igual.")
    assert first.code in str(refused.value)


def test_who_joined_is_told_that_there_is_an_answer_and_nothing_more(sent, editor, mails):
    matter = sent(email="")
    for number, confirmed in enumerate((timezone.now(), None)):
        JoinedSender.objects.create(
            submission=matter, email=f"j{number}@example.com", mark=f"{number}", language="es", confirmed_at=confirmed
        )
    written = mails(decisions.decline, matter, editor, "Rosa, no.")
    assert [to for to, _text in written] == ["j0@example.com"]
    assert "Rosa" not in written[0][1]


def test_who_joined_a_duplicate_is_told_of_the_answer_too(sent, editor, mails):
    first, second, late = sent(email=""), sent(email=""), sent(email="")
    for number, matter in enumerate((second, late)):
        JoinedSender.objects.create(
            submission=matter,
            email=f"j{number}@example.com",
            mark=f"{number}",
            language="es",
            confirmed_at=timezone.now(),
        )
    decisions.merge(second, editor, first, "Es lo mismo.")
    [(to, text)] = mails(decisions.decline, first, editor, "Rosa, no.")
    assert (to, second.code in text, "Rosa" in text) == ("j0@example.com", True, False)
    [(to, text)] = mails(decisions.merge, late, editor, first, "Es lo mismo.")
    assert (to, late.code in text) == ("j1@example.com", True)


def test_what_is_alike_is_shown_without_the_matter_itself(sent):
    matter, kind = sent(), submission_kind("proposal")
    alike = [
        Similar("Ella misma", kind.public_url(matter) or "/es/x/", join_code=matter.code),
        Similar("Otra", "/es/proposals/AAAA-AAAA/"),
    ]
    finding = replace(kind, similar=lambda cleaned: alike)
    assert [one.title for one in similar_ones(finding, {"text": "Luz"}, matter)] == ["Otra"]
    assert similar_ones(finding, {}, matter) == []
