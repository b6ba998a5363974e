"""The one way in which the portal writes to people: after the change that it tells is stored."""

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction


def queue_mail(
    *,
    to: str,
    subject: str,
    sections: list[str],
    language: str,
    purpose: str,
    merge_key: str = "",
    headers: dict | None = None,
    html: str = "",
    delay: timedelta | None = None,
    message_id: str = "",
) -> None:
    """Send a mail once the transaction is stored."""
    mail = EmailMessage(subject, "\n\n".join(sections), settings.DEFAULT_FROM_EMAIL, [to], headers=headers)
    transaction.on_commit(partial(mail.send))
