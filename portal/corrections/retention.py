"""What somebody wrote about a page goes when its time is over; what was put right stays right."""

import logging
from datetime import datetime

from portal.submissions.retention import contents_out_of_time

from .models import CorrectionSubmission

logger = logging.getLogger(__name__)


def purge_corrections(now: datetime) -> None:
    """Empty what was written in matters closed longer ago than it is kept; `now` is an aware datetime. Run daily."""
    nothing = dict.fromkeys(CorrectionSubmission.personal_data.fields, "")
    if count := contents_out_of_time(CorrectionSubmission, now).exclude(**nothing).update(**nothing):
        logger.info("%d corrections were emptied: their time was over", count)
