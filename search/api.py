"""The one door: views, feeds, API, alerts and exports ask here and nowhere else."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from search import bitmaps, engines, thesaurus, visibility, vocabulary
from search.folding import fold_word
from search.grammar import ParsedText, parse_query
from search.hits import hits_of
from search.likeness import most_alike
from search.models import SearchDocument, SearchGroup
from search.query import KIND_FACET, PAGE_SIZE_LIMIT, SORTS, TOTAL_LIMIT, SearchHit, SearchQuery, SearchResults
from search.suggestions import suggest
from search.thesaurus import register_thesaurus
from search.visibility import register_visibility

__all__ = ["alike", "document_count", "iterate", "register_thesaurus", "register_visibility", "search", "suggest"]

_BATCH = 100


def search(query: SearchQuery) -> SearchResults:
    """Answer a question: one page of hits with total and counts. No text, number or code is an error.

    What the index found but is no longer public is left out, of the page and of the total.
    """
    query = _storable(query)
    parsed = parse_query(query.text, query.language, thesaurus.current_thesaurus())
    answer = engines.answering().answer(query, parsed)
    hits = hits_of(answer.ranked, query.language, parsed.phrases)
    total = answer.total - (len(answer.ranked) - len(hits))
    return SearchResults(
        total=min(total, TOTAL_LIMIT),
        total_is_exact=total <= TOTAL_LIMIT,
        hits=hits,
        facets=answer.counts,
        suggestion=_suggestion(query, parsed, found=bool(answer.total) and not answer.relaxed),
        expanded=parsed.expanded,
        relaxed=answer.relaxed,
        page=answer.page,
        pages=answer.pages,
        page_size=query.page_size,
    )


def iterate(query: SearchQuery) -> Iterator[SearchHit]:
    """Yield all hits of a question in its order, for exports and feeds; page and page_size are not looked at.

    Nothing is marked in them, which would take most of the time.
    """
    query = replace(_storable(query), page=1, count_facets=())
    parsed = parse_query(query.text, query.language, thesaurus.current_thesaurus())
    ranked = engines.answering().answer(query, parsed, whole=True).ranked
    for start in range(0, len(ranked), _BATCH):
        yield from hits_of(ranked[start : start + _BATCH], query.language, frozenset())


def alike(
    group: str, weights: Mapping[tuple[str, str], int], *, language: str, kinds: tuple[str, ...], limit: int
) -> list[SearchHit]:
    """Return the public groups that share most with one: `weights` is {(facet, code): weight}, the score their sum."""
    ranked = most_alike(weights, kinds, group, limit * 2)  # some may be no longer public
    return hits_of(ranked, language, frozenset())[:limit]


def document_count(kinds: Sequence[str] = ()) -> int:
    """Return the number of published objects (each once, whatever its languages) of these kinds, or of all."""
    if not kinds:
        return SearchGroup.objects.count()
    stored = bitmaps.facet_bitmaps({KIND_FACET})[KIND_FACET]  # counting rows would walk all documents
    return bitmaps.size(bitmaps.union(stored.get(kind, {}) for kind in kinds))


def _suggestion(query: SearchQuery, parsed: ParsedText, *, found: bool) -> str:
    """Return a correction that finds something public, where one is wanted; a word of what is no longer public is none."""
    wanted = query.with_suggestion and not found and parsed.typed
    text = vocabulary.correct(parsed.typed) if wanted else ""
    if not text:
        return ""
    corrected = replace(query, text=text, facets={}, ranges={}, page=1, page_size=20, count_facets=())
    answer = engines.answering().answer(corrected, parse_query(text, query.language, thesaurus.current_thesaurus()))
    new = {fold_word(word) for word in set(text.split()) - set(parsed.typed)}
    return text if new <= _public_words([group for group, _ in answer.ranked]) else ""


def _public_words(groups: Sequence[int]) -> set[str]:
    """Return the folded words of what is public of these groups: a version that is hidden gives none away."""
    documents = list(SearchDocument.objects.filter(group__in=groups))
    keys = defaultdict(list)
    for document in documents:
        keys[document.kind].append(document.key)
    shown = visibility.public(keys)
    texts = ((d.title, d.summary, d.body, d.keywords) for d in documents if d.key in shown)
    return {word for parts in texts for word in vocabulary.document_words(*parts)}


def _storable(query: SearchQuery) -> SearchQuery:
    """Return the question within bounds, its codes such that any database can compare them."""
    return replace(
        query,
        sort=query.sort if query.sort in SORTS else SORTS[0],
        page=max(1, query.page),
        page_size=min(max(1, query.page_size), PAGE_SIZE_LIMIT),
        kinds=tuple(map(_code, query.kinds)),
        facets={_code(facet): tuple(map(_code, codes)) for facet, codes in query.facets.items()},
        ranges={
            name: (_code(start) if start else None, _code(end) if end else None)
            for name, (start, end) in query.ranges.items()
        },
        count_facets=tuple(map(_code, query.count_facets)),
        first=(_code(query.first[0]), _code(query.first[1])) if query.first else None,
        languages=None if query.languages is None else tuple(map(_code, query.languages)),
    )


def _code(text: str) -> str:
    """Return a code without what no database stores; replaced, not removed, so that it never becomes a known one."""
    return text[:200].encode("utf-8", "replace").decode().replace("\x00", "\ufffd")
