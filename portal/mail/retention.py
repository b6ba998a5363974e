"""Address and text of a mail go when their time is over; that it went out, and when, stays."""

import logging
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.personal_data.person import PersonRecords, register_person_records

from .models import FAILED_DAYS, SENT_DAYS, MailState, OutgoingMail
from .outbox import HASHED_FOR

logger = logging.getLogger(__name__)
NOTHING = {
    "recipient": "",
    "recipient_hash": "",
    "subject": "",
    "sections": [],
    "html": "",
    "headers": {},
    "merge_key": "",
}


def purge_mails(now: datetime) -> None:
    """Take address and text from mails whose retention is over at `now` (aware datetime). Run daily."""
    sent = Q(state=MailState.SENT, done_at__lt=now - timedelta(days=SENT_DAYS))
    failed = Q(state=MailState.FAILED, done_at__lt=now - timedelta(days=FAILED_DAYS))
    count = OutgoingMail.objects.filter(sent | failed, purged=False).update(**NOTHING, purged=True)
    if count:
        logger.info("%d mails lost their address and text: their time was over", count)


def register() -> None:
    """Have the mails to a person found when she asks what is kept of her."""
    register_person_records(
        PersonRecords(
            model=OutgoingMail,
            find=lambda person: OutgoingMail.objects.filter(recipient_hash__in=person.marks(HASHED_FOR)),
            removal=_("Se borra. Lo que todavía no salió no sale."),
        )
    )
