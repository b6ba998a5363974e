"""The outbox: mails are written in the transaction of what they tell, and go out after it, each once.

Whoever writes a mail calls `queue_mail`; a task sends it at once, and the clock looks each minute for what is still due.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from time import monotonic

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.personal_data.keyed_hash import hashes, keyed_hash

from .message import (
    clean_headers,
    clean_line,
    clean_paragraph,
    clean_subject,
    is_mail_address,
    known_language,
    new_message_id,
)
from .models import MailFault, MailState, OutgoingMail
from .sending import send_mail_row

HASHED_FOR = "mail"
#: so long a mail waits for others of the same matter
GATHERING = timedelta(minutes=1)
#: one task goes on so long with what is due; other tasks of the worker wait meanwhile
LONGEST_SECONDS = 45
MOST_AT_ONCE = 500


def queue_mail(
    *,
    to: str,
    subject: str,
    sections: list[str],
    language: str,
    purpose: str,
    merge_key: str = "",
    headers: dict[str, str] | None = None,
    html: str = "",
    delay: timedelta | None = None,
) -> OutgoingMail:
    """Write a mail into the outbox, in the caller's transaction; it goes out when that is committed.

    `sections` are paragraphs of plain text; greeting and foot are added in the mail's language. `purpose` is a short word
    that names nobody ("submission-received"). A mail with a `merge_key` ("submission:123") waits a minute, and is joined to
    one to the same person under the same key that has not begun to be sent: its sections are added, its subject counts,
    and formatted text is left out. `delay` makes it wait longer. What a person typed wrong makes a mail that failed, never
    a fault; a header that is none raises ValueError.
    """
    now, address = timezone.now(), clean_line(to)
    wait = delay if delay is not None else GATHERING if merge_key else timedelta(0)
    values = {
        "subject": clean_subject(subject),
        "language": known_language(language),
        "purpose": purpose,
        "headers": clean_headers(headers or {}),
        "html": clean_paragraph(html),
    }
    texts = [text for text in map(clean_paragraph, sections) if text]
    with transaction.atomic(savepoint=False):
        if merge_key and (earlier := find_joinable(address, merge_key)):
            return join_mail(earlier, texts, values)
        mail = OutgoingMail(
            **values,
            message_id=new_message_id(),
            recipient=address,
            recipient_hash=keyed_hash(HASHED_FOR, address),
            sections=list(dict.fromkeys(texts)),
            merge_key=merge_key,
            created=now,
            wanted_at=now + wait,
            not_before=now + wait,
        )
        if not is_mail_address(address):
            mail.state, mail.fault, mail.done_at = MailState.FAILED, MailFault.ADDRESS, now
        mail.save(force_insert=True)
        if mail.state == MailState.WAITING and not wait:
            transaction.on_commit(partial(deliver_mail.enqueue, mail.pk), robust=True)
    return mail


def find_joinable(address: str, merge_key: str) -> OutgoingMail | None:
    """Return the mail to an address under a key that nobody has begun to send; it is ours until the transaction ends."""
    rows = OutgoingMail.objects.select_for_update().filter(state=MailState.WAITING, attempts=0, merge_key=merge_key)
    return rows.filter(recipient_hash__in=list(hashes(HASHED_FOR, address))).order_by("pk").first()


def join_mail(mail: OutgoingMail, texts: list[str], values: dict) -> OutgoingMail:
    """Add what a later mail tells to an earlier one; equal paragraphs stand there once."""
    mail.sections = list(dict.fromkeys([*mail.sections, *texts]))
    values |= {"headers": {**mail.headers, **values["headers"]}, "html": ""}
    for name, value in values.items():
        setattr(mail, name, value)
    mail.save(update_fields=["sections", *values])
    return mail


@task()
def deliver_mail(pk: int) -> None:
    """Send one mail, if it is due and nobody else sends it."""
    send_mail_row(pk)


@task()
def deliver_due() -> int:
    """Send what is due, the oldest first, for less than a minute; return how many mails were tried.

    It stops when the mail server does not answer, so that its silence costs one mail an attempt and not all of them.
    """
    end, tried = monotonic() + LONGEST_SECONDS, 0
    due = OutgoingMail.objects.due(timezone.now()).order_by("not_before", "pk")
    for pk in list(due.values_list("pk", flat=True)[:MOST_AT_ONCE]):
        fault = send_mail_row(pk)
        tried += 1
        if fault in (MailFault.AWAY, MailFault.SETUP) or monotonic() > end:
            break
    return tried


def sweep_outbox(now: datetime) -> None:
    """Have the worker send what is due at `now`, unless it has been told already. Run each minute."""
    open_states = (TaskResultStatus.READY, TaskResultStatus.RUNNING)
    if OutgoingMail.objects.due(now).exists():
        told = DBTaskResult.objects.filter(task_path=deliver_due.module_path, status__in=open_states)
        if not told.exists():
            deliver_due.enqueue()


def send_mails_again(pks: Iterable[int]) -> int:
    """Try once more, at once, what failed or waits; return how many mails that are. What was purged cannot be sent."""
    now = timezone.now()
    values = {"state": MailState.WAITING, "attempts": 0, "not_before": now, "done_at": None, "fault": "", "answer": ""}
    states = (MailState.FAILED, MailState.WAITING)
    with transaction.atomic():
        count = OutgoingMail.objects.filter(pk__in=pks, purged=False, state__in=states).update(**values)
        if count:
            transaction.on_commit(deliver_due.enqueue, robust=True)
    return count
