"""A published weekly agenda on its way to the offices that receive it: one letter each, never two, each with its fate."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext, override
from django_tasks import task

from portal.agendas.models import CalendarPage, Delivery, IssueEdition, Recipient
from portal.core.language import in_interface, localized_pages

from .addresses import part_of
from .plain_text import as_message
from .rendition import edition_reading

if TYPE_CHECKING:
    from portal.agendas.models import WeeklyIssue

logger = logging.getLogger(__name__)
LONGEST_ERROR = Delivery._meta.get_field("error").max_length


def receivers(issue: WeeklyIssue) -> QuerySet[Recipient]:
    """Return the offices (QuerySet of Recipient) that receive a WeeklyIssue: those of its district, or of the city."""
    return Recipient.objects.filter(district=issue.district_id, active=True)


def send_issue(issue: WeeklyIssue) -> int:
    """Have the background send a published WeeklyIssue to each office that has not got it. Returns to how many."""
    new = list(receivers(issue).exclude(deliveries__issue=issue))
    for recipient in new:
        delivery, is_new = Delivery.objects.get_or_create(issue=issue, recipient=recipient)
        if is_new:
            transaction.on_commit(partial(deliver.enqueue, delivery.pk))
    return len(new)


def send_again(delivery: Delivery) -> bool:
    """Try once more what failed, or what nobody knows the fate of. Returns whether there was something to try."""
    waiting = {"state": Delivery.State.WAITING, "tried_at": None, "error": ""}
    with transaction.atomic():
        again = Delivery.objects.filter(pk=delivery.pk).exclude(state=Delivery.State.SENT).update(**waiting)
        if again:
            transaction.on_commit(partial(deliver.enqueue, delivery.pk))
    return bool(again)


@task()
def deliver(delivery_id: int) -> None:
    """Send one delivery, once: whoever marks it first does, and one that broke off in between waits for a person."""
    mine = {"pk": delivery_id, "state": Delivery.State.WAITING, "tried_at": None}
    if not Delivery.objects.filter(**mine).update(tried_at=timezone.now()):
        return
    delivery = Delivery.objects.select_related("issue__district", "recipient").get(pk=delivery_id)
    try:
        letter(delivery.issue, delivery.recipient, delivery.pk).send()
    except (OSError, ValueError) as fault:  # a server that is away, or an address it refuses
        logger.exception("The weekly agenda could not be sent: delivery %s.", delivery_id)
        state, error = Delivery.State.FAILED, f"{type(fault).__name__}: {fault}"[:LONGEST_ERROR]
    else:
        state, error = Delivery.State.SENT, ""
    Delivery.objects.filter(pk=delivery_id).update(state=state, error=error)


def release_delivery(delivery_id: int) -> bool:
    """Let a letter whose worker died be sent by another one: an office rather gets it twice, under one id, than never."""
    Delivery.objects.filter(pk=delivery_id, state=Delivery.State.WAITING).update(tried_at=None)
    return True


def public_address(issue: WeeklyIssue) -> str:
    """Return the address (absolute) of a published issue in the reader's language."""
    page = localized_pages(CalendarPage.objects.all()).first()
    return f"{settings.BASE_URL}{in_interface(urlsplit(page.url or '').path) if page else '/'}{part_of(issue)}"


def letter(issue: WeeklyIssue, recipient: Recipient, number: int) -> EmailMultiAlternatives:
    """Return the mail (EmailMultiAlternatives) with an issue for a Recipient, in its language; `number` makes its id."""
    audience = IssueEdition.Audience.INTERNAL if recipient.internal else IssueEdition.Audience.PUBLIC
    edition = issue.editions.get(audience=audience, language=recipient.language)
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    where = issue.district.code if issue.district else "city"
    with override(recipient.language):
        reading = edition_reading(edition, issue)
        subject = gettext("Agenda semanal, %(where)s: %(days)s") % {"where": reading.where, "days": reading.lower_title}
        address = public_address(issue)
        text = as_message(reading, address, for_mail=True)
        about = {"reading": reading, "base_url": settings.BASE_URL, "address": address, "language": recipient.language}
        html = render_to_string("agendas/weekly/mail.html", about)
    headers = {
        "List-Id": f"<weekly-agenda.{where}.{host}>",
        "Auto-Submitted": "auto-generated",
        # the same for each try, so that a letter that arrived twice is shown once
        "Message-ID": f"<weekly-agenda.{issue.week}.{number}@{host}>",
    }
    mail = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [recipient.email], headers=headers)
    mail.attach_alternative(html, "text/html")
    return mail
