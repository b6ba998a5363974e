"""Address and text go when their time is over, and when the person wants it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.core import clock
from portal.mail.models import FAILED_DAYS, SENT_DAYS, MailState, OutgoingMail
from portal.mail.outbox import deliver_due
from portal.mail.retention import purge_mails
from portal.personal_data import checks
from portal.personal_data.person import DataSubject, find_person

from .test_outbox import written

pytestmark = pytest.mark.django_db


def ended(state, days):
    """Return a mail that ended so many days ago."""
    row = written(merge_key="submission:7", headers={"X-Matter": "7"}, html="<p>Gracias.</p>")
    OutgoingMail.objects.filter(pk=row.pk).update(state=state, done_at=timezone.now() - timedelta(days=days))
    return row.pk


def test_text_and_address_go_after_their_time():
    old = [ended(MailState.SENT, SENT_DAYS + 1), ended(MailState.FAILED, FAILED_DAYS + 1)]
    young = [ended(MailState.SENT, SENT_DAYS - 1), ended(MailState.FAILED, SENT_DAYS + 1), written().pk]
    purge_mails(timezone.now())
    for row in OutgoingMail.objects.filter(pk__in=old):
        kept = (row.recipient, row.recipient_hash, row.subject, row.sections, row.html, row.headers, row.merge_key)
        assert kept == ("", "", "", [], "", {}, "")
        assert (row.purged, row.purpose) == (True, "test")
    assert set(OutgoingMail.objects.filter(purged=False).values_list("pk", flat=True)) == set(young)


def test_the_clock_does_it_each_day():
    assert "portal.mail.retention.purge_mails" in clock.tick(timezone.now())


def test_a_person_finds_her_mails_and_may_have_them_deleted(mailoutbox):
    written("Vecina@example.org")
    written("otra@example.org")
    person = DataSubject("vecina@example.org")
    ((records, rows),) = find_person(person)
    assert [row.recipient for row in rows] == ["Vecina@example.org"]
    assert "Gracias." in str(records.export(rows[0]))
    records.remove(rows[0], person)
    assert find_person(person) == []
    deliver_due.call()
    assert [message.to for message in mailoutbox] == [["otra@example.org"]]


def test_what_is_kept_is_declared():
    assert checks.personal_data_without_declaration([OutgoingMail]) == []
    assert checks.faulty_declarations([OutgoingMail]) == []
