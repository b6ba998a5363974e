"""What others said already nearby or about the same: public proposals of the place, and what search finds."""

from __future__ import annotations

from django.db.models import Q
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
OTHER_KINDS = ("practice", "session")
#: letters of the title by which search looks for more
LONGEST_QUESTION = 160


def similar_proposals(cleaned: Cleaned, title: str) -> list[Similar]:
    """Return what is near in place or words, the joinable first, each once; at most NEAR + FOUND."""
    near = near_proposals(cleaned)
    question = title[:LONGEST_QUESTION]
    alike = worded_proposals(question, {proposal.pk for proposal in near}) if question else []
    others = found_elsewhere(question) if question else []
    return [*(joinable(proposal) for proposal in [*near, *alike][:NEAR]), *others]


def near_proposals(cleaned: Cleaned) -> list[ProposalSubmission]:
    """Return the newest public proposals of the same theme in the same neighbourhood, or of either where both are few."""
    where, theme = cleaned.get("where"), cleaned.get("theme")
    if where is None or where.district is None:
        return []
    rows = public_proposals().filter(submission__district=where.district)
    here = Q(submission__neighbourhood=where.neighbourhood) if where.neighbourhood else Q(pk__in=[])
    same = Q(theme=theme) if theme else Q(pk__in=[])
    both = list(rows.filter(here & same)[:NEAR])
    if len(both) < NEAR:
        seen = {proposal.pk for proposal in both}
        both += list(rows.filter(here | same).exclude(pk__in=seen)[: NEAR - len(both)])
    return both


def worded_proposals(question: str, seen: set[int]) -> list[ProposalSubmission]:
    """Return public proposals of the whole city in which search finds the words."""
    query = SearchQuery(text=question, language=reader_language(), kinds=(KIND,), page_size=NEAR)
    keys = [int(hit.key.partition(":")[2]) for hit in search(query).hits]
    found = {proposal.pk: proposal for proposal in public_proposals().filter(pk__in=set(keys) - seen)}
    return [found[key] for key in keys if key in found]


def found_elsewhere(question: str) -> list[Similar]:
    """Return practices and sessions in which search finds the words: something to read, nothing to join."""
    query = SearchQuery(text=question, language=reader_language(), kinds=OTHER_KINDS, page_size=FOUND)
    words = labels()
    return [elsewhere(hit, str(words.get(hit.kind, ""))) for hit in search(query).hits]


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
