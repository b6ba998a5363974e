"""Search over everything that is published: what comes next before what is over, the place or council meant on top."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.language import reader_language
from portal.core.listing import pager, search_address, typed_text, whole_number
from portal.core.registry import labels
from search.api import search
from search.folding import fold
from search.query import SearchHit, SearchQuery, SearchResults

from .found_rows import search_hit_row
from .next_words import asked_next

KIND_FACET = "_kind"
PAGE_SIZE = 20
DATED = ("session", "event")
PLACES = ("neighbourhood", "council", "district")
MOST_UPCOMING, MOST_BEST = 3, 3
NEXT, PAST, ALL = "next", "past", "all"


def everything_context(request: HttpRequest) -> dict[str, Any]:
    """Return what the search page shows for this request (parameters q, type, when, page)."""
    known, language = labels(), reader_language()
    query = everything_query(request.GET, known, language)
    when = asked_when(request.GET, query)
    context = {"query": query, "results": None, "rows": [], "tabs": [], "when": when}
    if not query.text:
        return context
    results, when = dated_results(query, when)
    shown = address_state(query, request.GET.get("when", ""))
    best, upcoming = leading_hits(query, results) if not when and results.page == 1 else ([], [])
    above = {hit.group for hit in [*best, *upcoming]}
    counted = search(replace(query, page_size=1)) if when and query.facets else results
    return {
        **context,
        "when": when,
        "results": results,
        "best": [search_hit_row(hit, known, language) for hit in best],
        "upcoming": [search_hit_row(hit, known, language) for hit in upcoming],
        "rows": [search_hit_row(hit, known, language) for hit in results.hits if hit.group not in above],
        "tabs": kind_tabs(query, counted, known) if query.facets or not when else [],
        "when_links": when_links(query, when),
        "pager": pager(results, lambda number: search_address(shown, page=number)),
        "suggestion_url": search_address(shown, text=results.suggestion, facets={}) if results.suggestion else "",
    }


def everything_query(parameters: QueryDict, known: dict[str, str], language: str) -> SearchQuery:
    """Return the question of an address over all kinds, as it was typed."""
    kind = parameters.get("type", "")
    return SearchQuery(
        text=typed_text(parameters),
        language=language,
        kinds=tuple(known),
        facets={KIND_FACET: (kind,)} if kind in known else {},
        page=whole_number(parameters.get("page")),
        page_size=PAGE_SIZE,
        count_facets=(KIND_FACET,),
    )


def asked_when(parameters: QueryDict, query: SearchQuery) -> str:
    """Return NEXT or PAST where the answer is a list of dates, or an empty string where it is everything."""
    asked = parameters.get("when", "")
    if asked == ALL:
        return ""
    kind = query.facets.get(KIND_FACET, ("",))[0]
    if kind in DATED or (not kind and asked_next(query.text) is not None):
        return PAST if asked == PAST else NEXT
    return ""


def dated_results(query: SearchQuery, when: str) -> tuple[SearchResults, str]:
    """Return the results and of which time they are: the past ones where nothing that comes has the words."""
    if not when:
        return search(query), when
    today = timezone.localdate()
    words = asked_next(query.text)
    dated = replace(query, text=query.text if words is None else words, kinds=DATED)
    soon = replace(dated, ranges={"date": (today.isoformat(), None)}, sort="soonest")
    results = search(soon) if when == NEXT else None
    if results and results.total and not results.relaxed:
        return results, NEXT
    yesterday = (today - timedelta(days=1)).isoformat()
    over = search(replace(dated, sort="latest", ranges={"date": (None, yesterday)}))
    if results and results.total and (over.relaxed or not over.total):  # neither has all the words
        return results, NEXT
    return over, PAST


def leading_hits(query: SearchQuery, results: SearchResults) -> tuple[list[SearchHit], list[SearchHit]]:
    """Return the places or councils of that very name, and what comes next; of an answer to all kinds only."""
    counts = {value.code for value in results.facets.get(KIND_FACET, []) if value.count}
    if query.facets or results.relaxed:
        return [], []
    best, upcoming = [], []
    plain = replace(query, count_facets=(), page=1)
    if counts.intersection(PLACES):
        name = fold(query.text)
        found = search(replace(plain, kinds=PLACES, page_size=PAGE_SIZE)).hits
        named = [hit for hit in found if name in fold(hit.title)]
        best = sorted(named, key=lambda hit: (fold(hit.title) != name, PLACES.index(hit.kind)))[:MOST_BEST]
    if counts.intersection(DATED):
        soon = {"date": (timezone.localdate().isoformat(), None)}
        upcoming = search(replace(plain, kinds=DATED, ranges=soon, sort="soonest", page_size=MOST_UPCOMING)).hits
    return best, upcoming


def address_state(query: SearchQuery, when: str = "") -> SearchQuery:
    """Return the question as the address says it: the kind is called "type" there, and "when" stands beside it."""
    facets = {"type": query.facets[KIND_FACET]} if query.facets else {}
    return SearchQuery(text=query.text, facets={**facets, **({"when": (when,)} if when else {})}, page=query.page)


def when_links(query: SearchQuery, when: str) -> list[dict[str, Any]]:
    """Return the ways from what comes next to what is over, and to everything with these words."""
    if not when:
        return []
    kind = {"type": query.facets[KIND_FACET]} if query.facets else {}
    base = SearchQuery(text=query.text)
    before = search_address(base, facets={**kind, "when": (PAST,)})
    links = [
        {"text": _("Lo que viene"), "url": search_address(base, facets=kind), "current": when == NEXT},
        {"text": _("Lo que ya pasó"), "url": before, "current": when == PAST},
    ]
    if not kind:
        words = asked_next(query.text)
        everything = (
            search_address(replace(base, text=words)) if words else search_address(base, facets={"when": (ALL,)})
        )
        links.append({"text": _("Todo"), "url": everything, "current": False})
    return links


def kind_tabs(query: SearchQuery, results: SearchResults, known: dict[str, str]) -> list[dict[str, Any]]:
    """Return one tab for everything and one for each kind that has an answer, with its count."""
    counts = {value.code: value.count for value in results.facets.get(KIND_FACET, [])}
    base = SearchQuery(text=query.text)
    chosen = query.facets.get(KIND_FACET, ("",))[0]
    everything = _("Todo")
    tabs = [{"text": f"{everything} ({sum(counts.values())})", "url": search_address(base), "current": not chosen}]
    return tabs + [
        {
            "text": f"{known[name]} ({count})",
            "url": search_address(base, facets={"type": (name,)}),
            "current": name == chosen,
        }
        for name, count in counts.items()
        if name in known and count
    ]
