"""The Atom feed of any question about proposals: the newest public ones."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.translation import gettext

from portal.core.atom import NEVER, MultilingualFeed
from portal.core.context import city_of
from portal.core.escaping import printable
from portal.core.language import reader_language
from portal.submissions.choices import HistoryAction
from portal.submissions.models import HistoryEntry

from .documents import KIND
from .listing import ProposalQuery, matching_proposals
from .models import ProposalSubmission
from .proposal_page import canonical_address

MOST_ENTRIES, WORDS = 50, 60
#: what changes what a feed holds
TOLD = (HistoryAction.PUBLISHED, HistoryAction.UNPUBLISHED, HistoryAction.ANSWERED, HistoryAction.WITHDRAWN)


def last_proposal_change() -> datetime:
    """Return when anything that a feed of proposals holds last changed (aware datetime)."""
    told = HistoryEntry.objects.filter(submission__kind=KIND, action__in=TOLD).order_by("-at")
    return told.values_list("at", flat=True).first() or NEVER


def entry_of(proposal: ProposalSubmission) -> dict:
    """Return one proposal as Atom1Feed.add_item takes it; the city publishes it, nobody is named."""
    matter = proposal.submission
    published = matter.published_at or matter.received_at
    text = Truncator(" ".join(proposal.text.split())).words(WORDS, truncate="…")
    return {
        "title": printable(matter.title),
        "link": canonical_address(matter),
        "description": escape(printable(text)),
        "pubdate": published,
        "updateddate": max(published, matter.answered_at or published),
        "unique_id": canonical_address(matter),
        "categories": [proposal.theme.label()] if proposal.theme else [],
        "language": matter.language,
    }


def proposal_feed(request: HttpRequest, query: ProposalQuery, changed_at: datetime) -> MultilingualFeed:
    """Return the feed of a question; `changed_at` is `last_proposal_change`."""
    title, address = gettext("Propuestas y reclamos"), query.address()
    own = f"{settings.BASE_URL}{reverse('proposal_feed')}{address}"
    feed = MultilingualFeed(
        title=title,
        link=f"{settings.BASE_URL}{reverse('proposal_list')}{address}",
        description="",
        subtitle=gettext("Lo más nuevo que propusieron o reclamaron vecinas y vecinos"),
        language=reader_language(),
        author_name=printable(city_of(request).name) or title,
        feed_url=own,
        feed_guid=own,
        changed_at=changed_at,
    )
    for proposal in matching_proposals(query)[:MOST_ENTRIES]:
        feed.add_item(**entry_of(proposal))
    return feed
