"""Twelve people send something as people do, some from one library: each gets a code, and nobody is kept waiting."""

import random
from datetime import timedelta
from itertools import count

import pytest
from django.utils import timezone

from portal.submissions.choices import AnswerBy, SubmissionState
from portal.submissions.models import Submission

from .sender import WORDS, Sender, place

pytestmark = pytest.mark.django_db
LIBRARY = "203.0.113.5"
TOO_LONG = "palabra " * 900


def contact_of(number: int, way: str) -> dict[str, str]:
    """Return what somebody says of how the answer comes."""
    said = {"answer_by": way, "name": "", "email": "", "phone": "", "address": ""}
    given = {
        AnswerBy.MAIL: {"email": f"persona{number}@example.org"},
        AnswerBy.CALL: {"phone": f"0341 555 {number:04}", "name": "Nadia"},
        AnswerBy.LETTER: {"address": f"Mitre {number}", "name": "Nadia"},
    }.get(way, {})
    return said | given


@pytest.fixture
def slow_hands(monkeypatch):
    """Let each look at the clock come a second after the last: people read and type."""
    began, looks = timezone.now() - timedelta(hours=2), count()
    monkeypatch.setattr(timezone, "now", lambda: began + timedelta(seconds=next(looks)))


def test_of_twelve_ordinary_people_each_gets_a_code(slow_hands):
    where, any_ = place(), random.Random(2026)  # noqa: S311 - the same each time
    sent = []
    for number in range(12):
        sender = Sender(any_.choice(("es", "es", "es", "en", "fr", "pt")))
        sender.client.defaults["REMOTE_ADDR"] = LIBRARY if number % 3 == 0 else f"190.{number}.7.{any_.randrange(256)}"
        sender.begin(text=TOO_LONG if number % 5 == 0 else f"{WORDS} Número {number}.")
        if number % 5 == 0:  # who wrote too much mends it
            sender.step("what", what_kind="complaint", text=f"{WORDS} Era largo, {number}.", headline="")
        if number % 4 == 0:  # who forgot the place is sent back
            assert sender.step("check").status_code == 200
        sender.step("where", where=f"n{where.pk}", spot="")
        way = (AnswerBy.MAIL, AnswerBy.CALL, AnswerBy.LETTER, AnswerBy.NONE)[number % 4]
        assert sender.contact(**contact_of(number, way)).status_code == 302, (number, way)
        answer = sender.step("check", may_publish="yes" if number % 2 else "no")
        shown = sender.client.get(answer.url).content.decode()
        sender.draft.refresh_from_db()
        assert sender.draft.submission.code in shown, number
        sent.append(sender.draft.submission)
    assert len({matter.code for matter in sent}) == Submission.objects.count() == 12
    assert {matter.state for matter in sent} == {SubmissionState.NEW}
