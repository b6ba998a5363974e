"""The engine of Elasticsearch: the same answers as the database's, asked of the replica."""

from collections.abc import Mapping, Sequence

from elasticsearch.dsl import A, Q, Search

from search.analysis import languages, primary
from search.engines.base import EXPANSION_WEIGHT, LANGUAGE_WEIGHT, Answer, Engine
from search.grammar import Clause, ParsedText, Phrase
from search.models import SearchGroup
from search.query import KIND_FACET, LANGUAGE_FACET, TOTAL_LIMIT, FacetValue, SearchQuery
from search.replica.connection import client
from search.replica.content import code_of, mark_of
from search.replica.mapping import alias

_MOST_CODES = 50_000  # of all facets counted together
_STEP = 2_000  # hits fetched at once for an export
_RANGES = {"date": ("date_start", "date_end"), "published": ("date", "date")}


class ElasticsearchEngine(Engine):
    """Matches, counts and ranks in the cluster; raises what the client raises when it does not answer."""

    name = "elasticsearch"

    def answer(self, query: SearchQuery, parsed: ParsedText, *, whole: bool = False) -> Answer:
        """Return the page asked for, its counts and the number of groups; see Engine."""
        found, relaxed = self._page(query, parsed, every=True, whole=whole), False
        if parsed.word_count > 1 and not found["unfiltered"]:
            other = self._page(query, parsed, every=False, whole=whole)
            if other["unfiltered"]:
                found, relaxed = other, True
        return Answer(
            ranked=_with_ids(found["ranked"]),
            total=found["total"],
            page=found["page"],
            pages=found["pages"],
            relaxed=relaxed,
            counts=found["counts"],
        )

    def _page(self, query: SearchQuery, parsed: ParsedText, *, every: bool, whole: bool) -> dict:
        selected = {facet: tuple(codes) for facet, codes in query.facets.items() if codes}
        asked = _search(query, parsed, selected, every=every)
        size = query.page_size
        start = 0 if whole else (min(query.page, -(-TOTAL_LIMIT // size)) - 1) * size
        quick = None if whole or not _is_ranked(query, parsed) else _by_score(asked, start, size)
        response = quick[0] if quick else asked[start : start + (_STEP if whole else size)].execute()
        total = response.hits.total.value
        pages = 1 if whole else max(1, -(-min(total, TOTAL_LIMIT) // size))
        page = 1 if whole else min(query.page, pages)
        if not whole and total and start >= total:
            response = asked[(page - 1) * size : page * size].execute()
        hits = quick[1] if quick else list(response.hits)
        while whole and len(hits) < total and response.hits:
            response = asked.extra(search_after=list(response.hits[-1].meta.sort))[:_STEP].execute()
            hits += response.hits
        return {
            "ranked": [(hit.meta.id, _score(hit, query)) for hit in hits],
            "total": total,
            "unfiltered": response.aggregations.unfiltered.doc_count if selected else total,
            "page": page,
            "pages": pages,
            "counts": _counts(response.aggregations, query, selected),
        }


def _is_ranked(query: SearchQuery, parsed: ParsedText) -> bool:
    return bool(parsed.clauses) and query.sort == "relevance"


def _by_score(asked: Search, start: int, size: int):
    """Return (response, hits in order) of a page in the order of scores, which the node's processors find together.

    An order of several fields is found by one processor alone; it is needed only where equal scores stand on both sides
    of an edge of the page: then, and where the page is empty, the answer is None.
    """
    before = min(start, 1)
    asked = asked.sort("_score").extra(docvalue_fields=["number"])
    response = asked[start - before : start + size + 1].execute()
    hits = list(response.hits)
    edges = (hits[:2] if before else [], hits[before + size - 1 : before + size + 1])
    if len(hits) <= before or any(len(edge) == 2 and edge[0].meta.score == edge[1].meta.score for edge in edges):
        return None
    return response, sorted(hits[before : before + size], key=lambda hit: (-hit.meta.score, hit.number[0]))


def _search(query: SearchQuery, parsed: ParsedText, selected: Mapping[str, Sequence[str]], *, every: bool) -> Search:
    """Return the question to the cluster; what is selected narrows the hits, each count leaves its own facet aside."""
    wanted = Q("bool", filter=_scope(query), must=[_text(parsed.clauses, every=every)] if parsed.clauses else [])
    mine = Q("term", codes=code_of(LANGUAGE_FACET, primary(query.language)))
    if _is_ranked(query, parsed):
        wanted = Q("function_score", query=wanted, functions=[{"filter": mine, "weight": LANGUAGE_WEIGHT}])
    filters = {facet: Q("terms", codes=[code_of(facet, code) for code in codes]) for facet, codes in selected.items()}
    search = Search(using=client(), index=alias()).query(wanted).source(False)
    # Without words many readers ask the same: the shard keeps such answers until something changes.
    search = search.params(allow_partial_search_results=False, request_cache=not parsed.clauses)
    search = search.extra(track_total_hits=True).sort(*_sort(query, parsed))
    if filters:
        search = search.post_filter(Q("bool", filter=list(filters.values())))
        search.aggs.bucket("unfiltered", "filter", filter=Q("match_all"))
    for name, facets in _counted_together(query, selected).items():
        conditions = [condition for facet, condition in filters.items() if facet not in facets]
        where = search.aggs.bucket(name, "filter", filter=Q("bool", filter=conditions)) if conditions else search.aggs
        where.bucket("codes" if conditions else name, _terms(facets))
    return search


def _counted_together(query: SearchQuery, selected: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the facets to count by name of an aggregation: those without a selection share one, each other has its own."""
    chosen = [facet for facet in query.count_facets if facet in selected]
    others = [facet for facet in query.count_facets if facet not in selected]
    together = {f"chosen{number}": [facet] for number, facet in enumerate(chosen)}
    return {**together, "others": others} if others else together


def _terms(facets: Sequence[str]):
    marks = "|".join(sorted({mark_of(facet) for facet in facets}))
    return A("terms", field="codes", size=_MOST_CODES, include=f"({marks}):.+")


def _scope(query: SearchQuery) -> list:
    """Return the conditions of kinds, languages and periods; without kinds every group that a whole document shows."""
    conditions = [Q("terms", codes=[code_of(KIND_FACET, kind) for kind in query.kinds or ("",)])]
    if query.languages is not None:
        codes = [code_of(LANGUAGE_FACET, primary(code)) for code in query.languages]
        conditions.append(Q("terms", codes=codes))
    for name, (start, end) in query.ranges.items():
        if not (start or end):
            continue
        first, last = _RANGES.get(name, ("", ""))
        if not first:
            return [Q("match_none")]
        conditions.append(Q("range", **{first: {"gt": "", **({"lte": end + "~"} if end else {})}}))
        if start:
            conditions.append(Q("range", **{last: {"gte": start}}))
    return conditions


def _text(clauses: Sequence[Clause], *, every: bool):
    """Return the condition that one version meets every clause (or any word); the best version gives the score."""
    own = _in_a_version(lambda field: _joined([_words(clause, field, every) for clause in clauses], every=every))
    expanded = [clause for clause in clauses if clause.expansions]
    if not expanded:
        return own
    if len(clauses) == 1:  # what the words themselves find is in the first part already
        more = _in_a_version(lambda field: _any(expanded[0].expansions, field))
    else:
        more = _in_a_version(lambda field: _joined([_clause(clause, field, every) for clause in clauses], every=every))
    more.boost = EXPANSION_WEIGHT
    return Q("dis_max", queries=[own, more])


def _in_a_version(condition):
    """Return that the only version of a group, or one of several, meets a condition (a function of its field)."""
    several = Q("nested", path="versions", score_mode="max", query=condition("versions.tokens"))
    return Q("bool", should=[condition("tokens"), several])


def _clause(clause: Clause, field: str, every: bool):
    words = _words(clause, field, every)
    return _joined([words, _any(clause.expansions, field)], every=False) if clause.expansions else words


def _words(clause: Clause, field: str, every: bool):
    return _joined([_any(forms, field) for forms in clause.words], every=every)


def _joined(conditions: list, *, every: bool):
    if len(conditions) == 1:
        return conditions[0]
    return Q("bool", must=conditions) if every else Q("bool", should=conditions)


def _any(phrases: frozenset[Phrase], field: str):
    return _joined([_phrase(phrase, field) for phrase in sorted(phrases)], every=False)


def _phrase(phrase: Phrase, field: str):
    if len(phrase) == 1:
        return Q("term", **{field: phrase[0]})
    return Q("match_phrase", **{field: " ".join(phrase)})


def _sort(query: SearchQuery, parsed: ParsedText) -> list:
    """Return the order asked for; ties as the database breaks them."""
    if query.sort == "title":
        language = primary(query.language)
        language = language if language in languages() else languages()[0]
        return [{f"titles.{language}": {"order": "asc", "unmapped_type": "keyword"}}, {"number": "asc"}]
    if query.sort == "newest" or not parsed.clauses:
        return [{"date": {"order": "desc", "missing": "_last"}}, {"number": "desc"}]
    return [{"_score": "desc"}, {"number": "asc"}]


def _score(hit, query: SearchQuery) -> float:
    return hit.meta.score if query.sort == "relevance" and hit.meta.score else 0.0


def _counts(aggregations, query: SearchQuery, selected) -> dict[str, list[FacetValue]]:
    found: dict[str, dict[str, int]] = {facet: {} for facet in query.count_facets}
    for name, facets in _counted_together(query, selected).items():
        facet_of = {mark_of(facet): facet for facet in facets}
        answer = aggregations[name]
        for bucket in getattr(answer, "codes", answer).buckets:
            mark, _, code = bucket.key.partition(":")
            found[facet_of[mark]][code] = bucket.doc_count
    counts = {}
    for facet, codes in found.items():
        chosen = selected.get(facet, ())
        codes = dict.fromkeys(chosen, 0) | codes
        values = [FacetValue(code, count, code in chosen) for code, count in codes.items()]
        counts[facet] = sorted(values, key=lambda value: (-value.count, value.code))
    return counts


def _with_ids(ranked: list[tuple[str, float]]) -> list[tuple[int, float]]:
    """Return the groups by their ids in the database; one that it no longer has is left out."""
    ids = dict(SearchGroup.objects.filter(key__in=[key for key, _ in ranked]).values_list("key", "pk"))
    return [(ids[key], score) for key, score in ranked if key in ids]
