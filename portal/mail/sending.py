"""One mail to the mail server: whoever takes its lease sends it, outside any transaction, and writes what came of it.

A worker that dies in between leaves a lease that runs out; the mail is then tried again under the same Message-ID. Somebody
gets it twice only where the worker, or the way to the server, died between the server's "yes" and our note of it.
"""

import logging
import re
import smtplib
import traceback
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.errors import MessageError

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F
from django.utils import timezone

from portal.personal_data.encryption import UNREADABLE

from .message import compose_message, is_mail_address
from .models import MailFault, MailState, OutgoingMail

logger = logging.getLogger(__name__)
#: longer than a dialogue of ten steps, each of which waits EMAIL_TIMEOUT seconds
LEASE = timedelta(minutes=5)
#: after each attempt that may be repeated; one more than these, and the mail has failed
PAUSES = (1, 5, 30, 120, 360)  # minutes
ENHANCED = re.compile(rb"[245]\.\d{1,3}\.\d{1,3}\b")
#: faults that the same mail would meet again
FOR_GOOD = {MailFault.ADDRESS, MailFault.REFUSED, MailFault.CONTENT, MailFault.UNREADABLE}


@dataclass(frozen=True)
class SendingFault:
    """Why an attempt failed, and the numbers of the server's answer."""

    fault: MailFault
    answer: str = ""


def send_mail_row(pk: int) -> MailFault | None:
    """Send a mail of the outbox if it is due and nobody else has it. Returns why it did not go out, or None."""
    mail = take_lease(pk, timezone.now())
    if mail is None:
        return None
    connection = get_connection()
    try:
        fault = attempt(mail, connection)
        settle_mail(mail, fault, timezone.now())  # before saying goodbye, which may take long and changes nothing
    finally:
        with suppress(OSError):  # those of smtplib are among them
            connection.close()
    return fault and fault.fault


def take_lease(pk: int, now: datetime) -> OutgoingMail | None:
    """Take a mail that is due, for LEASE; None when it is not due or another worker has it."""
    until = now + LEASE
    values = {"state": MailState.SENDING, "leased_until": until, "attempts": F("attempts") + 1}
    # One statement decides between two workers, on every database.
    if not OutgoingMail.objects.due(now).filter(pk=pk).update(**values):
        return None
    return OutgoingMail.objects.filter(pk=pk, leased_until=until).first()


def attempt(mail: OutgoingMail, connection: BaseEmailBackend) -> SendingFault | None:
    """Try to send a mail that is ours. Returns what went wrong, or None when the server took it."""
    if mail.attempts > len(PAUSES) + 1:
        return SendingFault(MailFault.INTERRUPTED)
    if UNREADABLE in (mail.recipient, mail.subject):
        return SendingFault(MailFault.UNREADABLE)
    if not is_mail_address(mail.recipient):
        return SendingFault(MailFault.ADDRESS)
    try:
        hand_over(compose_message(mail), connection)
    except smtplib.SMTPException as fault:
        return smtp_fault(fault)
    except OSError:
        return SendingFault(MailFault.AWAY)
    except MessageError:  # of the address: all else was cleaned
        return SendingFault(MailFault.ADDRESS)
    except Exception as fault:
        # the words of a fault may hold the address: its kind and its place are enough
        place = traceback.extract_tb(fault.__traceback__)[-1]
        logger.error("Mail %s: %s at %s:%s.", mail.pk, type(fault).__name__, place.filename, place.lineno)
        return SendingFault(MailFault.PORTAL)
    return None


def hand_over(message: EmailMessage, connection: BaseEmailBackend) -> None:
    """Give a message to the mail server. Raises OSError (those of smtplib are among them) where it does not take it."""
    connection.open()
    if connection.send_messages([message]) == 0:
        raise ConnectionError


def smtp_fault(fault: smtplib.SMTPException) -> SendingFault:
    """Say in our words what smtplib raised."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(fault.recipients.values()))
        return SendingFault(MailFault.REFUSED if code >= 500 else MailFault.BUSY, server_numbers(code, words))
    if isinstance(fault, smtplib.SMTPResponseException):
        code, numbers = fault.smtp_code, server_numbers(fault.smtp_code, fault.smtp_error)
        if 400 <= code < 500:
            return SendingFault(MailFault.BUSY, numbers)
        if code < 0:  # smtplib's own number for an answer that is none
            return SendingFault(MailFault.AWAY)
        return SendingFault(MailFault.CONTENT if isinstance(fault, smtplib.SMTPDataError) else MailFault.SETUP, numbers)
    if isinstance(fault, smtplib.SMTPServerDisconnected):
        return SendingFault(MailFault.AWAY)
    return SendingFault(MailFault.SETUP)  # no TLS, no way to log in


def server_numbers(code: int, words: bytes | str) -> str:
    """Return the numbers of a server's answer, such as "550 5.1.1" (RFC 3463); its words may name the person."""
    found = ENHANCED.search(words if isinstance(words, bytes) else words.encode("utf-8", "replace"))
    return f"{code} {found[0].decode()}" if found else str(code)


def settle_mail(mail: OutgoingMail, fault: SendingFault | None, now: datetime) -> None:
    """Write what came of an attempt, if the lease still is ours."""
    values = {"leased_until": None, "fault": fault.fault if fault else "", "answer": fault.answer if fault else ""}
    if fault is None:
        values |= {"state": MailState.SENT, "done_at": now}
    elif fault.fault in FOR_GOOD or mail.attempts > len(PAUSES):
        values |= {"state": MailState.FAILED, "done_at": now}
        logger.warning("Mail %s (%s) did not go out: %s %s", mail.pk, mail.purpose, fault.fault.value, fault.answer)
    else:
        pause = timedelta(minutes=PAUSES[mail.attempts - 1])
        values |= {"state": MailState.WAITING, "not_before": now + pause}
    ours = {"pk": mail.pk, "state": MailState.SENDING, "leased_until": mail.leased_until}
    OutgoingMail.objects.filter(**ours).update(**values)
