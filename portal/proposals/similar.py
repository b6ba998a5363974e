"""What others said already nearby or about the same: public proposals of the place, and what search finds."""

from __future__ import annotations

from django.db.models import Case, Q, When
from django.urls import reverse

from portal.core.language import in_interface, reader_language
from portal.core.registry import labels
from portal.submissions.kinds import Cleaned, Similar
from search.api import search
from search.query import SearchHit, SearchQuery

from .documents import KIND
from .models import ProposalSubmission
from .public import public_proposals, reader_state

NEAR, FOUND = 4, 4
SEARCHED = 16  # hits of which those are taken
OTHER_KINDS = ("practice", "session")
#: letters of the title by which search looks for more
LONGEST_QUESTION = 160


def similar_proposals(cleaned: Cleaned, title: str) -> list[Similar]:
    """Return what is near in place or words, the joinable first, each once; at most NEAR + FOUND."""
    near = near_proposals(cleaned)
    question = title[:LONGEST_QUESTION]
    hits = found_by_words(question) if question else []
    alike = proposals_of([hit for hit in hits if hit.kind == KIND], {proposal.pk for proposal in near})
    others = [hit for hit in hits if hit.kind != KIND][:FOUND]
    words = labels() if others else {}
    return [
        *(joinable(proposal) for proposal in [*near, *alike][:NEAR]),
        *(elsewhere(hit, str(words.get(hit.kind, ""))) for hit in others),
    ]


def near_proposals(cleaned: Cleaned) -> list[ProposalSubmission]:
    """Return the newest public proposals of the same theme in the same neighbourhood, or of either where both are few."""
    where, theme = cleaned.get("where"), cleaned.get("theme")
    if where is None or where.district is None:
        return []
    rows = public_proposals().filter(submission__district=where.district)
    here = Q(submission__neighbourhood=where.neighbourhood) if where.neighbourhood else Q(pk__in=[])
    same = Q(theme=theme) if theme else Q(pk__in=[])
    found = rows.filter(here | same)
    if where.neighbourhood and theme:
        # without both the order would be a constant, which PostgreSQL reads as a column's number
        found = found.order_by(Case(When(here & same, then=0), default=1), *rows.query.order_by)
    return list(found[:NEAR])


def found_by_words(question: str) -> list[SearchHit]:
    """Return proposals to join, and practices and sessions to read, in which search finds the words: one search."""
    kinds = (KIND, *OTHER_KINDS)
    query = SearchQuery(
        text=question, language=reader_language(), kinds=kinds, page_size=SEARCHED, with_suggestion=False
    )
    return search(query).hits


def proposals_of(hits: list[SearchHit], seen: set[int]) -> list[ProposalSubmission]:
    """Return the public proposals of hits in their order, without those seen already."""
    keys = [int(hit.key.partition(":")[2]) for hit in hits]
    wanted = set(keys) - seen
    found = {proposal.pk: proposal for proposal in public_proposals().filter(pk__in=wanted)} if wanted else {}
    return [found[key] for key in keys if key in found]


def elsewhere(hit: SearchHit, word: str) -> Similar:
    """Return a hit as something similar."""
    return Similar(title=hit.title, url=in_interface(hit.url), detail=word)


def joinable(proposal: ProposalSubmission) -> Similar:
    """Return a public proposal, to join while it is open."""
    matter = proposal.submission
    place = matter.neighbourhood or matter.district
    detail = " · ".join(str(part) for part in (place, reader_state(matter).word) if part)
    return Similar(
        matter.title,
        reverse("proposal_page", args=[matter.code]),
        detail,
        join_code=matter.code if matter.is_open else "",
    )
