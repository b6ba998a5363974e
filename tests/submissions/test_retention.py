"""What goes when its time is over, and what stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.submissions.choices import SubmissionState
from portal.submissions.models import Draft, JoinedSender, Message, Submission
from portal.submissions.record import change_state
from portal.submissions.retention import purge_drafts, purge_senders, register_keeper, release_held

from .sender import Sender, place

pytestmark = pytest.mark.django_db
LATER = timedelta(days=91)


def closed_matter() -> Submission:
    """Return a matter that was declined, with a message of its sender and somebody who joined."""
    submission = Sender().send(place())
    Message.objects.create(submission=submission, direction="from-sender", text="Soy Marta.", language="es")
    JoinedSender.objects.create(submission=submission, email="vecino@example.org", mark="x", language="es")
    change_state(submission, SubmissionState.DECLINED, text="No es de la Municipalidad.")
    return submission


def test_a_closed_matter_forgets_its_sender_and_stays_countable():
    submission = closed_matter()
    mark = submission.mark
    purge_senders(timezone.now() + timedelta(days=89))
    submission.refresh_from_db()
    assert submission.email == "marta@example.org"
    purge_senders(timezone.now() + LATER)
    submission.refresh_from_db()
    assert (submission.name, submission.email, submission.phone, submission.consent) == ("", "", "", "")
    assert submission.mark == mark
    assert not Message.objects.exists()
    assert not JoinedSender.objects.exists()
    assert not Draft.objects.filter(submission=submission).exists()


def test_an_open_matter_keeps_its_sender():
    submission = Sender().send(place())
    purge_senders(timezone.now() + timedelta(days=900))
    submission.refresh_from_db()
    assert submission.email == "marta@example.org"


def test_another_room_keeps_an_address_while_its_promise_is_open(monkeypatch):
    monkeypatch.setattr("portal.submissions.retention._keepers", [])
    submission = closed_matter()
    register_keeper(lambda matters: matters.filter(pk=submission.pk))
    purge_senders(timezone.now() + LATER)
    submission.refresh_from_db()
    assert submission.email == "marta@example.org"


def test_a_draft_that_nobody_sent_goes_and_a_sent_one_stays():
    sender = Sender()
    sender.send(place())
    Sender().begin(text="Sin mandar.")
    purge_drafts(timezone.now() + timedelta(days=31))
    assert list(Draft.objects.all()) == [sender.draft]


def test_a_held_matter_goes_on_after_its_hour_or_goes_away_unconfirmed(monkeypatch):
    monkeypatch.setattr("portal.spam_protection.protection.is_gate_on", lambda form, now: True)
    by_mail = Sender().send(place())
    without = Sender().send(contact={"answer_by": "none", "email": "", "name": "", "consent": ""}, text="Sin correo.")
    release_held(timezone.now() + timedelta(minutes=59))
    assert set(Submission.objects.values_list("state", flat=True)) == {SubmissionState.HELD}
    release_held(timezone.now() + timedelta(minutes=61))
    without.refresh_from_db()
    assert without.state == SubmissionState.NEW
    release_held(timezone.now() + timedelta(days=4))
    assert not Submission.objects.filter(pk=by_mail.pk).exists()
