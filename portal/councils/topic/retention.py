"""The sender's words of a topic go when their time is over; what stands on the agenda stays."""

import logging
from datetime import datetime, timedelta

from portal.councils.models import TopicSubmission

logger = logging.getLogger(__name__)


def purge_topics(now: datetime) -> None:
    """Empty topic and reason of what was closed longer ago than they are kept; `now` is an aware datetime. Run daily."""
    over = now - timedelta(days=TopicSubmission.personal_data.days)
    count = (
        TopicSubmission.objects.filter(submission__closed_at__lte=over)
        .exclude(headline="", reason="")
        .update(headline="", reason="")
    )
    if count:
        logger.info("%d topics for councils were emptied: their time was over", count)
