"""What somebody wrote about a page goes when its time is over; what was put right stays right."""

import logging
from datetime import datetime, timedelta

from .models import CorrectionSubmission

logger = logging.getLogger(__name__)


def purge_corrections(now: datetime) -> None:
    """Empty what was written in matters closed longer ago than it is kept; `now` is an aware datetime. Run daily."""
    over = now - timedelta(days=CorrectionSubmission.personal_data.days)
    nothing = dict.fromkeys(CorrectionSubmission.personal_data.fields, "")
    closed = {"submission__closed_at__lte": over}
    if count := CorrectionSubmission.objects.filter(**closed).exclude(**nothing).update(**nothing):
        logger.info("%d corrections were emptied: their time was over", count)
