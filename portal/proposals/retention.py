"""What never became public goes some time after its matter was closed; the row stays, to count without naming."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db.models import Q

from portal.submissions.models import Submission
from portal.submissions.retention import contents_out_of_time
from portal.uploads.intake import delete_bundle

from .models import ProposalKind, ProposalSubmission

logger = logging.getLogger(__name__)


def purge_proposals(now: datetime) -> None:
    """Empty what is closed longer than it is kept, and not public; `now` is an aware datetime. Run daily."""
    said = ~Q(text="") | ~Q(headline="") | ~Q(spot="")
    rows = contents_out_of_time(ProposalSubmission, now).filter(said).select_related("submission")
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
