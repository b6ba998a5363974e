"""The contact that somebody gave with a practice goes some time after the matter is closed."""

import logging
from datetime import datetime

from portal.practices.models import PracticeSubmission
from portal.practices.models.submission import CONTACT_FIELDS
from portal.submissions.retention import contents_out_of_time

logger = logging.getLogger(__name__)


def empty_contact(content: PracticeSubmission) -> None:
    """Take whom to ask out of what was sent; the rest stays."""
    for name in CONTACT_FIELDS:
        setattr(content, name, "")
    content.contact_agrees = False
    content.save(update_fields=[*CONTACT_FIELDS, "contact_agrees"])


def purge_submitted_contacts(now: datetime) -> None:
    """Empty the contact in matters closed longer than it is kept; `now` is an aware datetime. Run daily."""
    # nobody gives a contact without consent, so that marks the rows that may have one
    for content in contents_out_of_time(PracticeSubmission, now).filter(contact_agrees=True):
        empty_contact(content)
        logger.info("the contact of submitted practice %d was emptied: its time was over", content.pk)
