"""The contact that somebody gave with a practice goes some time after the matter is closed."""

import logging
from datetime import datetime, timedelta

from portal.practices.models import PracticeSubmission
from portal.practices.models.submission import CONTACT_DAYS, CONTACT_FIELDS

logger = logging.getLogger(__name__)


def empty_contact(content: PracticeSubmission) -> None:
    """Take whom to ask out of what was sent; the rest stays."""
    for name in CONTACT_FIELDS:
        setattr(content, name, "")
    content.contact_agrees = False
    content.save(update_fields=[*CONTACT_FIELDS, "contact_agrees"])


def purge_submitted_contacts(now: datetime) -> None:
    """Empty the contact of practices whose matter was closed CONTACT_DAYS before `now` (aware datetime). Run daily."""
    limit = now - timedelta(days=CONTACT_DAYS)
    # nobody gives a contact without consent, so that marks the rows that may have one
    for content in PracticeSubmission.objects.filter(contact_agrees=True, submission__closed_at__lt=limit):
        empty_contact(content)
        logger.info("the contact of submitted practice %d was emptied: its time was over", content.pk)
