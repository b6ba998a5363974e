"""Personal data go when their time is over."""

import logging
from datetime import datetime

from .models import PracticeContact

logger = logging.getLogger(__name__)


def purge_contacts(now: datetime) -> None:
    """Delete the contacts that nobody confirmed within their retention; `now` is an aware datetime. Run daily."""
    count, _ = PracticeContact.objects.out_of_time(now).delete()
    if count:
        logger.info("%d contacts of practices were deleted: their time was over", count)
