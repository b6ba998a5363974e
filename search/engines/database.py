"""What the engines of both databases share: sets of groups for filters and counts, sorting, pages."""

import heapq
from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from search import bitmaps
from search.analysis import primary
from search.bitmaps import Bits
from search.engines.base import EXPANSION_WEIGHT, LANGUAGE_WEIGHT, Answer, Engine
from search.grammar import Clause, ParsedText
from search.models import SLOT_BITS, SearchDocument, SearchGroup
from search.query import KIND_FACET, LANGUAGE_FACET, SOURCE_CODE, SOURCE_FACET, TOTAL_LIMIT, FacetValue, SearchQuery

_FEW = 400  # groups that are asked for by id rather than by walking an index
_STEP = 500
_PERIODS = {"soonest": ("date_start", "id"), "latest": ("-date_start", "-id")}


@dataclass(frozen=True)
class IndexRow:
    """A document's tokens as an engine indexes them, separated by spaces."""

    id: int
    title: str
    summary: str
    body: str


class DatabaseEngine(Engine):
    """Filters and counts with the stored sets; a subclass finds and scores the documents that match a text."""

    @abstractmethod
    def put(self, rows: Sequence[IndexRow], *, replace: bool = True) -> None:
        """Index documents; `replace` takes out what stood under their ids before."""

    @abstractmethod
    def delete(self, ids: Sequence[int]) -> None:
        """Take documents out by id."""

    @abstractmethod
    def clear(self) -> None:
        """Take everything out."""

    @abstractmethod
    def finish(self) -> None:
        """Tidy up and let the planner count after a rebuild."""

    @abstractmethod
    def lock(self) -> None:
        """Let one writer at a time change the index, until its transaction ends."""

    @abstractmethod
    def matches(self, clauses: Sequence[Clause], *, expanded: bool, every: bool) -> Iterable[tuple[int, float]]:
        """Yield (document id, score) of the documents that meet every clause (or any word of them).

        Without `expanded` by their own words; with it those only that need an expansion.
        """

    def answer(self, query: SearchQuery, parsed: ParsedText, *, whole: bool = False) -> Answer:
        """Return the page asked for, its counts and the number of groups; see Engine."""
        selected = {facet: tuple(codes) for facet, codes in query.facets.items() if codes}
        named = {*selected, *query.count_facets, *(query.first or ())[:1]}
        stored = bitmaps.facet_bitmaps({KIND_FACET, LANGUAGE_FACET, SOURCE_FACET, *named})
        scope = _scope(query, stored)
        scores, found, relaxed = self._scores(parsed, scope) if parsed.clauses else (None, scope, False)
        sets = {
            facet: bitmaps.union(stored[facet].get(code, {}) for code in codes) for facet, codes in selected.items()
        }
        final = _narrow(found, sets.values())
        total = bitmaps.size(final)
        size = max(total, 1) if whole else query.page_size
        pages = max(1, -(-min(total, total if whole else TOTAL_LIMIT) // size))
        page = min(max(query.page, 1), pages)
        ranked = self._ranked(query, scores, final, total, stored, page * size)
        return Answer(
            ranked=ranked[(page - 1) * size : page * size],
            total=total,
            page=page,
            pages=pages,
            relaxed=relaxed,
            counts={facet: _count(facet, stored, found, sets, selected) for facet in query.count_facets},
        )

    def _scores(self, parsed: ParsedText, scope: Bits) -> tuple[dict[int, float], Bits, bool]:
        """Return group → score, the groups in scope, and whether any word was enough because none has them all."""
        scores = self._best(parsed.clauses, every=True)
        found = bitmaps.intersection(bitmaps.of(scores), scope)
        if found or parsed.word_count < 2:
            return scores, found, False
        scores = self._best(parsed.clauses, every=False)
        found = bitmaps.intersection(bitmaps.of(scores), scope)
        return scores, found, bool(found)

    def _best(self, clauses: Sequence[Clause], *, every: bool) -> dict[int, float]:
        scores: dict[int, float] = {}
        for document, score in self.matches(clauses, expanded=False, every=every):
            group = document >> SLOT_BITS
            if score > scores.get(group, -1.0):
                scores[group] = score
        if any(clause.expansions for clause in clauses):
            for document, score in self.matches(clauses, expanded=True, every=every):
                group = document >> SLOT_BITS
                score *= EXPANSION_WEIGHT
                if score > scores.get(group, -1.0):
                    scores[group] = score
        return scores

    def _ranked(self, query, scores, final: Bits, total: int, stored, limit: int) -> list[tuple[int, float]]:
        """Return the first groups of the answer in the order asked for, as many as the limit, with their score."""
        if query.sort == "title":
            order = _by_title(query.language, final, total, stored, limit)
        elif query.sort == "newest" and query.first:
            facet, code = query.first
            ahead = bitmaps.intersection(final, stored[facet].get(code, {}))
            order = _by_date(ahead, bitmaps.size(ahead), limit)
            others = bitmaps.remainder(final, ahead)
            order += _by_date(others, bitmaps.size(others), limit - len(order)) if len(order) < limit else []
        elif query.sort in _PERIODS:
            order = _by_date(final, total, limit, _PERIODS[query.sort])
        elif query.sort == "newest" or scores is None:
            order = _by_date(final, total, limit)
        else:
            return _by_score(scores, final, total, stored[LANGUAGE_FACET].get(primary(query.language), {}), limit)
        return [(group, (scores or {}).get(group, 0.0)) for group in order]


def _scope(query: SearchQuery, stored) -> Bits:
    """Return the groups of the kinds, languages and periods asked for, before any facet."""
    kinds = stored[KIND_FACET]
    scope = bitmaps.union(kinds.get(kind, {}) for kind in (query.kinds or kinds))
    if query.languages is not None:
        languages = (stored[LANGUAGE_FACET].get(primary(language), {}) for language in query.languages)
        scope = bitmaps.intersection(scope, bitmaps.union(languages))
    for name, (start, end) in query.ranges.items():
        if start or end:
            scope = bitmaps.intersection(scope, bitmaps.of(_in_range(name, start, end)))
    return scope


def _in_range(name: str, start: str | None, end: str | None) -> Iterable[int]:
    """Return the ids of groups in a range; an end of "2024" takes in all that begins with it; unknown names none."""
    columns = {"date": ("date_start", "date_end"), "published": ("date", "date")}.get(name)
    if columns is None:
        return ()
    groups = SearchGroup.objects.exclude(**{columns[0]: ""})
    if end:
        groups = groups.filter(**{f"{columns[0]}__lte": end + "~"})
    if start:
        groups = groups.filter(**{f"{columns[1]}__gte": start})
    return groups.values_list("id", flat=True)


def _narrow(found: Bits, sets: Iterable[Bits]) -> Bits:
    for selection in sets:
        found = bitmaps.intersection(found, selection)
    return found


def _count(facet: str, stored, found: Bits, sets, selected) -> list[FacetValue]:
    """Count a facet's codes among what the other facets leave; chosen codes are listed even when empty."""
    base = _narrow(found, (selection for other, selection in sets.items() if other != facet))
    chosen = selected.get(facet, ())
    counts = {code: bitmaps.common(base, bits) for code, bits in stored[facet].items()}
    counts |= {code: 0 for code in chosen if code not in counts}
    values = [FacetValue(code, count, code in chosen) for code, count in counts.items() if count or code in chosen]
    return sorted(values, key=lambda value: (-value.count, value.code))


def _by_score(scores: dict[int, float], final: Bits, total: int, readable: Bits, limit: int) -> list[tuple[int, float]]:
    ids: Iterable[int] = scores if total == len(scores) else bitmaps.keep(scores, final)
    # The first by bare score and the first of those in the reader's language hold the first of both together.
    best = heapq.nsmallest(limit, ids, key=lambda group: (-scores[group], group))
    mine = heapq.nsmallest(limit, bitmaps.keep(ids, readable), key=lambda group: (-scores[group], group))
    weighted = dict.fromkeys(best, 1.0) | dict.fromkeys(mine, LANGUAGE_WEIGHT)
    ranked = sorted(
        ((group, scores[group] * weight) for group, weight in weighted.items()), key=lambda pair: (-pair[1], pair[0])
    )
    return ranked[:limit]


def _by_date(final: Bits, total: int, limit: int, order: tuple[str, str] = ("-date", "-id")) -> list[int]:
    """Return the first groups of a set in an order of their dates, the newest before if nothing is said."""
    groups = SearchGroup.objects.order_by(*order).values_list("id", flat=True)
    if total <= _FEW:
        return list(groups.filter(id__in=list(bitmaps.groups(final))))[:limit]
    return _walk(groups, lambda step: bitmaps.keep(step, final), limit)


def _by_title(language: str, final: Bits, total: int, stored, limit: int) -> list[int]:
    """Return the first groups of a set by the folded title of the version shown to this reader."""
    documents = SearchDocument.objects.filter(parent_key="").order_by("title_key", "id")
    if total <= _FEW:
        documents = documents.filter(group__in=list(bitmaps.groups(final)))
    readable = stored[LANGUAGE_FACET].get(primary(language), {})
    with_source = stored[SOURCE_FACET].get(SOURCE_CODE, {})

    def shown(step: list[tuple[int, str, bool]]) -> list[int]:
        ids = bitmaps.keep([document >> SLOT_BITS for document, _, _ in step], final)
        wanted, mine, sourced = set(ids), set(bitmaps.keep(ids, readable)), set(bitmaps.keep(ids, with_source))
        return [
            group
            for document, version, is_source in step
            if (group := document >> SLOT_BITS) in wanted
            and (primary(version) == primary(language) if group in mine else is_source or group not in sourced)
        ]

    return _walk(documents.values_list("id", "language", "is_source"), shown, limit)


def _walk(rows: QuerySet, chosen: Callable[[list], list[int]], limit: int) -> list[int]:
    """Go through ordered rows in growing steps until enough groups are chosen; each group once.

    Slices and no iterator: PostgreSQL's cursor that outlives its query would sort and keep all rows first.
    """
    found: dict[int, None] = {}
    start, size = 0, _STEP
    while len(found) < limit and (step := list(rows[start : start + size])):
        found.update(dict.fromkeys(chosen(step)))
        start, size = start + size, size * 2
    return list(found)[:limit]
