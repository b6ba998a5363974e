"""The talk with the mail server: broken at each step, slow, refused, put off. Nothing is lost; twice is what must be."""

import logging
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.utils import timezone

from portal.mail import sending
from portal.mail.models import MailFault, MailState, OutgoingMail
from portal.mail.outbox import deliver_due, deliver_mail, send_mails_again
from portal.mail.sending import PAUSES, send_mail_row, take_lease

from .smtp import STEPS, TWICE, mail_server
from .test_outbox import written

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    """A mail server of our own."""
    settings.EMAIL_TIMEOUT = 5
    with mail_server(settings) as found:
        yield found


def pass_time():
    """Let all pauses and leases be over."""
    past = timezone.now() - timedelta(seconds=1)
    OutgoingMail.objects.filter(state=MailState.WAITING).update(not_before=past)
    OutgoingMail.objects.filter(state=MailState.SENDING).update(leased_until=past)


def ids(server):
    """Return the Message-IDs of what the server kept."""
    return [message_from_bytes(text, policy=policy.default)["Message-ID"] for text in server.letters]


@pytest.mark.parametrize("step", STEPS)
def test_a_line_that_breaks_loses_nothing(step, server):
    row = written()
    server.dies_at = [step, step]
    for _try in range(4):
        deliver_due.call()
        pass_time()
    row.refresh_from_db()
    assert row.state == MailState.SENT
    assert ids(server) == [row.message_id] * (3 if step in TWICE else 1)
    assert row.attempts == (1 if step in ("said", "quit") else 3)


def test_a_server_that_falls_silent_is_left_after_a_while(server, settings):
    settings.EMAIL_TIMEOUT = 0.2
    row = written()
    server.holds_at = ["data"]
    assert send_mail_row(row.pk) == MailFault.AWAY
    assert server.letters == []
    pass_time()
    deliver_mail.call(row.pk)
    assert ids(server) == [row.message_id]


def test_one_who_is_refused_stops_no_other(server, caplog):
    rows = [written(f"{name}@example.org") for name in ("a", "broken", "z")]
    deliver_due.call()
    states = [OutgoingMail.objects.get(pk=row.pk) for row in rows]
    assert [row.state for row in states] == [MailState.SENT, MailState.FAILED, MailState.SENT]
    assert (states[1].fault, states[1].answer, states[1].attempts) == (MailFault.REFUSED, "550 5.1.1", 1)
    assert "broken" not in caplog.text
    assert [record.levelno for record in caplog.records] == [logging.WARNING]


def test_one_who_is_put_off_is_tried_again_in_growing_pauses_and_fails_in_the_end(server):
    row = written("busy@example.org")
    pauses = []
    for _try in PAUSES:
        now = timezone.now()
        deliver_mail.call(row.pk)
        row.refresh_from_db()
        assert (row.state, row.fault, row.answer) == (MailState.WAITING, MailFault.BUSY, "450 4.2.1")
        pauses.append(round((row.not_before - now).total_seconds() / 60))
        pass_time()
    assert pauses == [1, 5, 30, 120, 360]
    deliver_mail.call(row.pk)
    row.refresh_from_db()
    assert (row.state, row.attempts) == (MailState.FAILED, 6)
    pass_time()
    assert deliver_due.call() == 0


def test_a_text_that_is_refused_fails_at_once(server):
    row = written(sections=["content-policy"])
    assert send_mail_row(row.pk) == MailFault.CONTENT
    row.refresh_from_db()
    assert row.state == MailState.FAILED


def test_without_a_mail_server_one_mail_pays_for_all(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    for number in range(5):
        written(f"a{number}@example.org")
    assert deliver_due.call() == 1
    assert sorted(OutgoingMail.objects.values_list("attempts", flat=True)) == [0, 0, 0, 0, 1]
    assert set(OutgoingMail.objects.values_list("state", flat=True)) == {MailState.WAITING}


def test_of_two_workers_one_sends(mailoutbox):
    row = written()
    now = timezone.now()
    assert take_lease(row.pk, now) is not None
    assert take_lease(row.pk, now) is None
    deliver_mail.call(row.pk)
    deliver_due.call()
    assert mailoutbox == []


def test_a_worker_that_comes_back_late_writes_nothing_over_the_other():
    row = written()
    late = take_lease(row.pk, timezone.now())
    pass_time()
    mine = take_lease(row.pk, timezone.now())
    sending.settle_mail(mine, None, timezone.now())
    sending.settle_mail(late, sending.SendingFault(MailFault.REFUSED), timezone.now())
    row.refresh_from_db()
    assert (row.state, row.fault, row.attempts) == (MailState.SENT, "", 2)


def test_a_mail_of_which_each_worker_dies_fails_in_the_end(mailoutbox):
    row = written()
    for _death in range(len(PAUSES) + 1):
        assert take_lease(row.pk, timezone.now())
        pass_time()
    assert send_mail_row(row.pk) == MailFault.INTERRUPTED
    row.refresh_from_db()
    assert row.state == MailState.FAILED
    assert mailoutbox == []


def test_after_a_change_of_the_secret_nobody_gets_dots(settings, mailoutbox):
    row = written()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "quite-another-secret", []
    assert send_mail_row(row.pk) == MailFault.UNREADABLE
    assert mailoutbox == []
    assert OutgoingMail.objects.get(pk=row.pk).state == MailState.FAILED


def test_a_fault_of_the_portal_names_nobody_and_the_mail_stays(monkeypatch, caplog):
    row = written()

    def fail(found):
        raise KeyError(found.recipient)

    monkeypatch.setattr(sending, "compose_message", fail)
    assert send_mail_row(row.pk) == MailFault.PORTAL
    assert "KeyError" in caplog.text
    assert "vecina" not in caplog.text
    monkeypatch.undo()
    pass_time()
    deliver_due.call()
    assert len(mail.outbox) == 1


def test_what_failed_is_sent_again_when_somebody_says_so(mailoutbox, settings, django_capture_on_commit_callbacks):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    rows = [written() for _each in range(3)]
    failed, sent, purged = (row.pk for row in rows)
    OutgoingMail.objects.filter(pk__in=[failed, purged]).update(
        state=MailState.FAILED, attempts=6, fault=MailFault.BUSY
    )
    OutgoingMail.objects.filter(pk=purged).update(purged=True)
    OutgoingMail.objects.filter(pk=sent).update(state=MailState.SENT)
    with django_capture_on_commit_callbacks(execute=True):
        assert send_mails_again([failed, sent, purged]) == 1
    assert len(mailoutbox) == 1
    assert OutgoingMail.objects.get(pk=failed).state == MailState.SENT


def test_by_default_mails_are_files(settings, tmp_path):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = (
        "django.core.mail.backends.filebased.EmailBackend",
        tmp_path / "mail",
    )
    assert send_mail_row(written().pk) is None
    assert "Gracias." in next((tmp_path / "mail").iterdir()).read_text()
