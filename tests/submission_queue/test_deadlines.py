"""What the clock does: threads without news close after a warning, late matters are recalled once a week."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.mail.models import OutgoingMail
from portal.submission_queue import decisions, exchange
from portal.submission_queue.deadlines import close_silent_threads, remind_of_late_matters
from portal.submissions.choices import AnswerBy, HistoryAction, SubmissionState
from portal.submissions.models import Submission
from portal.submissions.sender_actions import add_reply

from .conftest import written_mails

pytestmark = pytest.mark.django_db


@pytest.fixture
def days():
    """Return a function that lets the clock run on days from now, and returns the mails of these days."""
    start = timezone.now()

    def run(job, *numbers):
        OutgoingMail.objects.all().delete()
        for number in numbers:
            job(start + timedelta(days=number, minutes=5))
        return written_mails()

    return run


@pytest.fixture
def asked(sent, editor):
    """Return a function that stores a matter whose sender was asked something just now."""

    def store(**fields):
        matter = sent(**fields)
        decisions.ask_sender(matter, editor, "¿Dónde?")
        return matter

    return store


def test_silence_is_recalled_once_and_closes_after_thirty_days_with_a_way_on(asked, days):
    matter = asked()
    assert days(close_silent_threads, 1, 22) == []
    warned = days(close_silent_threads, 23, 24, 29)
    assert [to for to, _text in warned] == ["vecina@example.com"]
    assert "espera lo que te preguntamos" in warned[0][1]
    closed = days(close_silent_threads, 30, 31)
    matter.refresh_from_db()
    assert (matter.state, matter.waits_for) == (SubmissionState.LAPSED, "")
    assert matter.closed_at is not None
    assert len(closed) == 1
    assert "Empezar uno nuevo a partir de este" in closed[0][1]
    assert f"/es/submissions/own/{matter.code}/" in closed[0][1]
    assert matter.history.last().action == HistoryAction.LAPSED


def test_a_clock_that_was_off_for_a_month_warns_first(asked, days):
    matter = asked()
    days(close_silent_threads, 40)
    matter.refresh_from_db()
    assert matter.state == SubmissionState.NEEDS_INFORMATION
    days(close_silent_threads, 46)
    days(close_silent_threads, 47)
    matter.refresh_from_db()
    assert matter.state == SubmissionState.LAPSED


def test_an_answer_ends_the_waiting(asked, days):
    matter = asked()
    days(close_silent_threads, 23)
    add_reply(matter, "En la esquina.")
    assert days(close_silent_threads, 31, 60) == []
    matter.refresh_from_db()
    assert matter.state == SubmissionState.IN_REVIEW


def test_a_question_that_nobody_called_yet_closes_nothing(asked, editor, days):
    matter = asked(answer_by=AnswerBy.CALL)
    days(close_silent_threads, 23, 40)
    matter.refresh_from_db()
    assert matter.state == SubmissionState.NEEDS_INFORMATION
    assert matter.messages.count() == 1


def test_a_second_question_is_recalled_anew(asked, editor, days):
    matter = asked()
    days(close_silent_threads, 23)
    exchange.resume_clock(matter, editor)
    decisions.ask_sender(matter, editor, "¿Y desde cuándo?")
    Submission.objects.update(waits_since=timezone.now() + timedelta(days=25))
    matter.messages.update(given_at=timezone.now() + timedelta(days=25))
    assert days(close_silent_threads, 40) == []
    assert len(days(close_silent_threads, 49)) == 1


def test_late_matters_are_one_mail_a_week_to_who_has_them_else_to_the_reviewers(sent, editor, days):
    late, very, mine = sent(days_ago=20), sent(days_ago=60), sent(days_ago=30, assignee=editor)
    sent(days_ago=2)
    sent(days_ago=90, clock_since=None)
    written = dict(days(remind_of_late_matters, 0, 1, 6))
    assert set(written) == {"west-reviewer@example.org", "west-editor@example.org"}
    reviewer = written["west-reviewer@example.org"]
    assert reviewer.index(very.code) < reviewer.index(late.code)
    assert mine.code not in reviewer
    assert mine.code in written["west-editor@example.org"]
    assert late.title not in reviewer
    assert "2 asuntos pasaron su plazo" in reviewer
    assert len(days(remind_of_late_matters, 7)) == 2


def test_what_belongs_to_no_district_is_the_curators_to_recall(sent, days):
    sent("city", days_ago=60)
    assert [to for to, _text in days(remind_of_late_matters, 0)] == ["curator@example.org"]
