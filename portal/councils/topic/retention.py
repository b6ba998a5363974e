"""The sender's words of a topic go when their time is over; what stands on the agenda stays."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils.translation import override

from portal.councils.models import TopicSubmission
from portal.submissions.kinds import submission_kind
from portal.submissions.retention import contents_out_of_time

logger = logging.getLogger(__name__)


def purge_topics(now: datetime) -> None:
    """Empty topic and reason of what was closed longer ago than they are kept; `now` is an aware datetime. Run daily.

    The matter is called by its kind from then on: its title was the sender's.
    """
    rows = contents_out_of_time(TopicSubmission, now).exclude(headline="", reason="")
    count = 0
    for topic in rows.select_related("submission"):
        with transaction.atomic():
            topic.headline = topic.reason = ""
            topic.save(update_fields=["headline", "reason"])
            matter = topic.submission
            with override(matter.language):
                matter.title = str(submission_kind(matter.kind).label)
            matter.save(update_fields=["title"])
        count += 1
    if count:
        logger.info("%d topics for councils were emptied: their time was over", count)
