"""What never became public goes some time after its matter was closed; the row stays, to count without naming."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db.models import Q

from portal.submissions.choices import CLOSED_STATES
from portal.submissions.models import Submission
from portal.uploads.intake import delete_bundle

from .models import KEPT_DAYS, ProposalKind, ProposalSubmission

logger = logging.getLogger(__name__)


def purge_proposals(now: datetime) -> None:
    """Empty what proposals say that are closed for KEPT_DAYS at `now` (aware datetime) and not public. Run daily."""
    closed = Submission.objects.filter(state__in=CLOSED_STATES, closed_at__lt=now - timedelta(days=KEPT_DAYS))
    said = ~Q(text="") | ~Q(headline="") | ~Q(spot="")
    rows = ProposalSubmission.objects.filter(said, submission__in=closed).select_related("submission")
    emptied = 0
    for proposal in rows.exclude(submission__in=Submission.objects.public()):
        proposal.text = proposal.headline = proposal.spot = ""
        proposal.save(update_fields=["text", "headline", "spot"])
        matter = proposal.submission
        if matter.bundle:
            delete_bundle(matter.bundle)
        matter.title, matter.place = str(ProposalKind(proposal.what_kind).label), ""
        matter.save(update_fields=["title", "place"])
        emptied += 1
    if emptied:
        logger.info("The words of %s closed proposals were deleted: their time was over", emptied)
