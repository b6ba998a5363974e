"""The bank page: a readable address goes in, the answer with its filters comes out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from portal.core.language import in_interface, reader_language
from portal.core.listing import chosen_codes, pager, search_address, typed_text, whole_number
from search.api import search
from search.query import SearchQuery, SearchResults

from .atlas.answer import atlas_map_context, on_map
from .documents import TOLD, TOLD_FACET
from .facets import FILTERS, FIRST_FILTERS, NAMES, PracticeFilterLabels
from .rows import covered_rows

if TYPE_CHECKING:
    from portal.practices.models import PracticeIndexPage

KIND = "practice"
SORTS = ("relevance", "newest", "title")
PAGE_SIZE = 20
MAP_URLS = ("clear_url", "suggestion_url", "without_filters_url")


def question(parameters: QueryDict, language: str) -> SearchQuery:
    """Return the SearchQuery that an address (QueryDict) asks in `language`; every address is a valid one."""
    text = typed_text(parameters)
    sort = parameters.get("sort", "")
    if sort not in SORTS or (sort == "relevance" and not text):
        sort = "relevance" if text else "newest"
    return SearchQuery(
        text=text,
        language=language,
        kinds=(KIND,),
        facets=chosen_codes(parameters, NAMES),
        sort=sort,
        page=whole_number(parameters.get("page")),
        page_size=PAGE_SIZE,
        count_facets=NAMES,
    )


def bank_address(query: SearchQuery, **changes) -> str:
    """Return the query string of a question of the bank, with `changes` (field=value) applied."""
    text = changes.get("text", query.text)
    return search_address(query, usual_sort="relevance" if text else "newest", **changes)


def without(facets: dict[str, tuple[str, ...]], name: str, code: str) -> dict[str, tuple[str, ...]]:
    """Return the chosen facets without one code."""
    kept = {key: tuple(value for value in codes if (key, value) != (name, code)) for key, codes in facets.items()}
    return {key: codes for key, codes in kept.items() if codes}


def filter_groups(query: SearchQuery, results: SearchResults, labels: PracticeFilterLabels) -> list[dict[str, Any]]:
    """Return the filters to show: those with a value to choose or a value chosen."""
    groups = []
    for filter_ in FILTERS:
        values = list(results.facets.get(filter_.name, []))
        known = {value.code for value in values}
        rows = [
            {
                "code": value.code,
                "label": labels.of(filter_, value.code),
                "count": value.count,
                "selected": value.selected,
            }
            for value in sorted(values, key=lambda value: labels.order(filter_, value.code))
        ]
        rows += [
            {"code": code, "label": labels.of(filter_, code), "count": 0, "selected": True}
            for code in query.facets.get(filter_.name, ())
            if code not in known
        ]
        rows.sort(key=lambda row: not row["selected"])
        selected = sum(row["selected"] for row in rows)
        if rows:
            groups.append(
                {
                    "name": filter_.name,
                    "label": filter_.label,
                    "open": filter_.starts_open or bool(selected),
                    "values": rows,
                    "selected_count": selected,
                }
            )
    return groups


def bank_chips(query: SearchQuery, labels: PracticeFilterLabels) -> list[dict[str, str]]:
    """Return the filters that are on, each with the address that takes it off."""
    return [
        {
            "label": labels.of(filter_, code),
            "remove_url": bank_address(query, facets=without(query.facets, filter_.name, code)),
        }
        for filter_ in FILTERS
        for code in query.facets.get(filter_.name, ())
    ]


def sort_links(query: SearchQuery) -> list[dict[str, Any]]:
    """Return the ways to order the answer, relevance only where there are words."""
    names = {"relevance": _("las que más coinciden"), "newest": _("las más nuevas"), "title": _("por título")}
    return [
        {"label": label, "url": bank_address(query, sort=name), "current": query.sort == name}
        for name, label in names.items()
        if name != "relevance" or query.text
    ]


def expansions(results: SearchResults, labels: PracticeFilterLabels) -> list[dict[str, Any]]:
    """Return what else the words were searched as: the names in other languages of the terms that they name."""
    known = {f"{vocabulary}/{code}": term for (vocabulary, code), term in labels.terms().items()}
    return [
        {"words": expansion.words, "labels": list(dict.fromkeys(known[expansion.code].labels.values()))}
        for expansion in results.expanded
        if expansion.code in known
    ]


def view_tabs(query: SearchQuery, is_map: bool) -> list[dict[str, Any]]:
    """Return the two looks at one answer as the tabs component takes them."""
    url = bank_address(query)
    return [
        {"text": _("Lista"), "url": url, "current": not is_map},
        {"text": _("Mapa"), "url": on_map(url), "current": is_map},
    ]


def kept_on_map(context: dict[str, Any]) -> dict[str, Any]:
    """Return the bank's context with every link and form that changes the question leading to the map again."""
    urls = {name: on_map(context[name]) for name in MAP_URLS if context[name]}
    chips = [{**chip, "remove_url": on_map(chip["remove_url"])} for chip in context["chips"]]
    fields = {name: [*context[name], ("view", "map")] for name in ("hidden_filters", "hidden_words")}
    return {**context, **urls, **fields, "chips": chips, "is_filtered": True}


def bank_context(request: HttpRequest, page: PracticeIndexPage) -> dict[str, Any]:
    """Return what the bank's template shows for this request: `question`'s GET parameters, and view=map for the map."""
    context = answer_context(request, page)
    query, is_map = context["query"], request.GET.get("view") == "map"
    context["tabs"] = view_tabs(query, is_map)
    if not (is_map and context["results"].total):
        return context
    return {**kept_on_map(context), **atlas_map_context(query, context["results"], bank_address, reader_language())}


def answer_context(request: HttpRequest, page: PracticeIndexPage) -> dict[str, Any]:
    """Return the answer to a request with its filters, as a list."""
    language = reader_language()
    query = question(request.GET, language)
    results = search(replace(query, first=(TOLD_FACET, TOLD)))
    labels = PracticeFilterLabels(language)
    groups = filter_groups(query, results, labels)
    return {
        "query": query,
        "results": results,
        "rows": covered_rows(results.hits, labels),
        "filters": groups[:FIRST_FILTERS],
        "more_filters": groups[FIRST_FILTERS:],
        "chips": bank_chips(query, labels),
        "clear_url": bank_address(query, facets={}),
        "sort_links": sort_links(query),
        "pager": pager(results, lambda number: bank_address(query, page=number)),
        "expansions": expansions(results, labels) if results.total else [],
        "suggestion_url": bank_address(query, text=results.suggestion, facets={}) if results.suggestion else "",
        "without_filters_url": bank_address(query, facets={}) if query.facets and query.text else "",
        "bank_url": in_interface(page.get_url(request) or ""),
        "hidden_filters": [(name, code) for name, codes in query.facets.items() for code in codes],
        "hidden_words": [("q", query.text)] if query.text else [],
        "is_filtered": bool(query.text or query.facets or query.page > 1),
    }
