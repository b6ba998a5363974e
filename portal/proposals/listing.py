"""The list of what neighbours proposed: a readable address becomes a question, with its filters and their counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext

from portal.core.language import reader_language
from portal.core.listing import chosen_codes, pager, typed_text, whole_number
from portal.territory.known import open_district_names
from portal.territory.models import Neighbourhood
from portal.vocabularies.known import known_terms
from portal.vocabularies.models import Vocabulary
from search.api import iterate
from search.query import SearchQuery

from .documents import KIND
from .models import ProposalSubmission
from .public import READER_STATES, in_reader_state, public_proposals
from .rows import proposal_row

FILTERS = ("state", "district", "neighbourhood", "theme")
PAGE_SIZE = 20
#: column by which a filter's codes are counted
COLUMNS = {
    "district": "submission__district__code",
    "neighbourhood": "submission__neighbourhood__code",
    "theme": "theme__code",
}
LABELS: dict[str, Callable[[], str]] = {
    "state": lambda: gettext("Cómo va"),
    "district": lambda: gettext("Distrito"),
    "neighbourhood": lambda: gettext("Barrio"),
    "theme": lambda: gettext("Tema"),
}


@dataclass(frozen=True)
class ProposalQuery:
    """What an address of the list asks: words, and codes of filters."""

    text: str = ""
    codes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def without(self, name: str, code: str) -> ProposalQuery:
        """Return the question without one code of a filter."""
        kept = {key: tuple(one for one in codes if (key, one) != (name, code)) for key, codes in self.codes.items()}
        return replace(self, codes=kept)

    def address(self, page: int = 1) -> str:
        """Return the question as a query string, without what is usual."""
        state = QueryDict(mutable=True)
        if self.text:
            state["q"] = self.text
        for name, codes in self.codes.items():
            if codes:
                state.setlist(name, codes)
        if page > 1:
            state["page"] = page
        return f"?{state.urlencode()}" if state else ""


def asked_proposals(parameters: QueryDict) -> ProposalQuery:
    """Return what an address asks; what no code can be is left out."""
    codes = chosen_codes(parameters, FILTERS)
    storable = {name: tuple(code for code in found if code.isprintable()) for name, found in codes.items()}
    return ProposalQuery(typed_text(parameters), {name: found for name, found in storable.items() if found})


def filter_condition(query: ProposalQuery, leave_out: str = "") -> Q:
    """Return the condition of the filters of a question: one code within a filter, all filters together."""
    found = Q()
    for name, codes in query.codes.items():
        if name == leave_out:
            continue
        if name == "state":
            some = Q(pk__in=[])
            for code in codes:
                some |= in_reader_state(code)
            found &= some
        else:
            found &= Q(**{f"{COLUMNS[name]}__in": codes})
    return found


def proposals_with_words(query: ProposalQuery) -> QuerySet[ProposalSubmission]:
    """Return the public proposals in which search finds the words of a question; all without words."""
    rows = public_proposals()
    if not query.text:
        return rows
    hits = iterate(SearchQuery(text=query.text, language=reader_language(), kinds=(KIND,)))
    return rows.filter(pk__in=[int(hit.key.partition(":")[2]) for hit in hits])


def matching_proposals(query: ProposalQuery) -> QuerySet[ProposalSubmission]:
    """Return what a question finds, the newest first."""
    return proposals_with_words(query).filter(filter_condition(query))


def counted_codes(rows: QuerySet[ProposalSubmission], name: str, query: ProposalQuery) -> dict[str, int]:
    """Return {code: how many} of a filter, its own choice left aside. One query."""
    rows = rows.filter(filter_condition(query, leave_out=name)).order_by()
    if name == "state":
        sums = {state.code: Count("pk", filter=in_reader_state(state.code)) for state in READER_STATES}
        return {code: count for code, count in rows.aggregate(**sums).items() if count}
    column = COLUMNS[name]
    return dict(rows.exclude(**{column: None}).values_list(column).annotate(Count("pk")))


def code_labels() -> dict[str, dict[str, str]]:
    """Return {filter: {code: its name for the reader}}, in the order in which they are shown."""
    themes = [term for term in known_terms().values() if term.vocabulary == Vocabulary.THEME]
    return {
        "state": {state.code: str(state.word) for state in READER_STATES},
        "district": open_district_names(),
        "neighbourhood": dict(Neighbourhood.objects.order_by("name").values_list("code", "name")),
        "theme": {term.code: term.label() for term in sorted(themes, key=lambda term: term.order)},
    }


def facets_of(
    rows: QuerySet[ProposalSubmission], query: ProposalQuery, labels: dict[str, dict[str, str]]
) -> list[dict[str, Any]]:
    """Return the filters of rows with the words of a question, as the component takes them: what finds, or is chosen."""
    facets = []
    for name in FILTERS:
        counts, chosen = counted_codes(rows, name, query), query.codes.get(name, ())
        values = [
            {"code": code, "label": label, "count": counts.get(code, 0), "selected": code in chosen}
            for code, label in labels[name].items()
            if code in counts or code in chosen
        ]
        facets.append(
            {
                "name": name,
                "label": LABELS[name](),
                "values": values,
                "selected_count": len(chosen),
                "open": name == "state",
            }
        )
    return facets


def proposal_list_context(request: HttpRequest) -> dict[str, Any]:
    """Return what the list shows: as many queries for one row as for twenty."""
    query = asked_proposals(request.GET)
    worded = proposals_with_words(query)
    paginator = Paginator(worded.filter(filter_condition(query)), PAGE_SIZE)
    page = paginator.get_page(whole_number(request.GET.get("page")))
    labels, url = code_labels(), reverse("proposal_list")
    chosen = [(name, code) for name, codes in query.codes.items() for code in codes]
    return {
        "query": query,
        "total": paginator.count,
        "rows": [proposal_row(proposal, level=2) for proposal in page],
        "facets": facets_of(worded, query, labels),
        "chips": [
            {"label": labels[name].get(code, code), "remove_url": f"{url}{query.without(name, code).address()}"}
            for name, code in chosen
        ],
        "clear_url": f"{url}{replace(query, codes={}).address()}",
        "list_url": url,
        "begin_url": reverse("submission_begin", args=[KIND]),
        "feed_url": f"{reverse('proposal_feed')}{query.address()}",
        "hidden_filters": chosen,
        "hidden_words": [("q", query.text)] if query.text else [],
        "is_filtered": bool(query.address() or page.number > 1),
        "pager": pager(ListPages(page.number, paginator.num_pages), lambda number: f"{url}{query.address(number)}"),
    }


@dataclass(frozen=True)
class ListPages:
    """Where a reader stands in a list, as the pager asks it."""

    page: int
    pages: int
