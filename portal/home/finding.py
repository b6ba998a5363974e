"""Search over everything that is published."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.core.language import in_interface, language_name, reader_language
from portal.core.listing import pager, search_address, typed_text, whole_number
from portal.core.registry import labels
from portal.events.search_hits import state_found, when_found
from search.api import search
from search.query import SearchHit, SearchQuery, SearchResults

KIND_FACET = "_kind"
PAGE_SIZE = 20


def everything_context(request: HttpRequest) -> dict[str, Any]:
    """Return what the search page shows for this request (parameters q, type, page)."""
    language = reader_language()
    known = labels()
    kind = request.GET.get("type", "")
    query = SearchQuery(
        text=typed_text(request.GET),
        language=language,
        kinds=tuple(known),
        facets={KIND_FACET: (kind,)} if kind in known else {},
        page=whole_number(request.GET.get("page")),
        page_size=PAGE_SIZE,
        count_facets=(KIND_FACET,),
    )
    results = search(query) if query.text else None
    shown = address_state(query)
    return {
        "query": query,
        "results": results,
        "rows": [search_hit_row(hit, known, language) for hit in results.hits] if results else [],
        "tabs": kind_tabs(query, results, known) if results else [],
        "pager": pager(results, lambda number: search_address(shown, page=number)) if results else None,
        "suggestion_url": search_address(shown, text=results.suggestion, facets={})
        if results and results.suggestion
        else "",
    }


def address_state(query: SearchQuery) -> SearchQuery:
    """Return the question as the address says it: the kind is called "type" there."""
    facets = {"type": query.facets[KIND_FACET]} if query.facets else {}
    return SearchQuery(text=query.text, facets=facets, page=query.page)


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


def search_hit_row(hit: SearchHit, known: dict[str, str], language: str) -> dict[str, Any]:
    """Return a hit of any kind as the row component takes it."""
    foreign = hit.language != language
    return {
        "title_html": hit.highlighted_title,
        "url": in_interface(hit.url, language) if foreign else hit.url,
        "lang": hit.language if foreign else "",
        "text_html": hit.snippet,
        "tags": [tag for tag in (known[hit.kind], when_found(hit.data)) if tag],
        "state": state_found(hit.data),
        "side": [_("en %(language)s") % {"language": language_name(hit.language, language)}] if foreign else [],
    }
