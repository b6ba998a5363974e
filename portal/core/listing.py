"""Lists with a readable address: what was typed becomes a question, and each link is the address of another question."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict

from search.query import SearchQuery, SearchResults

LONGEST_TEXT, LONGEST_CODE, MOST_CODES = 500, 60, 40


def typed_text(parameters: QueryDict, name: str = "q") -> str:
    """Return the words of an address (QueryDict), without superfluous space and not endless."""
    return " ".join(parameters.get(name, "").split())[:LONGEST_TEXT]


def whole_number(text: str | None, default: int = 1) -> int:
    """Return a page number as typed in an address, or `default` when it is none."""
    text = (text or "").strip()[:10]
    return int(text) if text.isascii() and text.lstrip("-").isdigit() else default


def chosen_codes(parameters: QueryDict, names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return {name: codes} of an address (QueryDict), without doubles and without what no code can be."""
    return {
        name: tuple(
            dict.fromkeys(code for code in parameters.getlist(name)[:MOST_CODES] if 0 < len(code) <= LONGEST_CODE)
        )
        for name in names
        if parameters.getlist(name)
    }


def search_address(query: SearchQuery, usual_sort: str = "", **changes) -> str:
    """Return the query string of a question (SearchQuery), with `changes` (field=value) applied; defaults are left out."""
    state = QueryDict(mutable=True)
    text, sort = changes.get("text", query.text), changes.get("sort", query.sort)
    if text:
        state["q"] = text
    for name, codes in changes.get("facets", query.facets).items():
        state.setlist(name, codes)
    if usual_sort and sort != usual_sort:
        state["sort"] = sort
    if changes.get("page", 1) > 1:
        state["page"] = changes["page"]
    return f"?{state.urlencode()}" if state else "?"


def pager(results: SearchResults, page_address: Callable) -> dict[str, Any] | None:
    """Return the pages around this one; `page_address` gives the address of a page number. None when there is only one."""
    if results.pages <= 1:
        return None
    pages = Paginator(range(results.pages), 1).get_elided_page_range(results.page, on_each_side=2, on_ends=1)
    return {
        "page": results.page,
        "pages": results.pages,
        "previous_url": page_address(results.page - 1) if results.page > 1 else "",
        "next_url": page_address(results.page + 1) if results.page < results.pages else "",
        "page_links": [
            {"number": page, "url": page_address(page), "current": page == results.page}
            if isinstance(page, int)
            else {"gap": True}
            for page in pages
        ],
    }
