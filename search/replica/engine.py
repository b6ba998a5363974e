"""The engine of Elasticsearch: the same answers as the database's, asked of the replica."""

import hashlib
from collections.abc import Mapping, Sequence

from elasticsearch import ApiError, BadRequestError
from elasticsearch.dsl import A, Q, Search
from elasticsearch.dsl.response import Response

from search.analysis import primary, search_languages
from search.engines.base import EXPANSION_WEIGHT, LANGUAGE_WEIGHT, Answer, Engine
from search.grammar import Clause, ParsedText, Phrase
from search.models import SearchGroup
from search.query import KIND_FACET, LANGUAGE_FACET, TOTAL_LIMIT, FacetValue, SearchQuery
from search.replica.connection import client
from search.replica.content import PARTS_ONLY, code_of, facet_prefix, field_of
from search.replica.mapping import alias

REMEMBERED = True  # many readers ask the same: the node keeps each answer until something changes
_MOST_CODES = 50_000  # of all facets counted together
_STEP = 2_000  # hits fetched at once for an export
_ORDERS = {"soonest": ("date_start", "asc"), "latest": ("date_start", "desc")}
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
        wanted, is_ranked = _hits(query, parsed, selected, every=every), _is_ranked(query, parsed)
        if whole and is_ranked:
            wanted = wanted.sort({"_score": "desc"}, {"number": "asc"})  # to go on after the last one
        size = query.page_size
        start = 0 if whole else (min(query.page, -(-TOTAL_LIMIT // size)) - 1) * size
        response, counted = _ask(
            query.text,
            wanted[start : start + (_STEP if whole else size)],
            _counting(query, parsed, selected, every=every),
        )
        total = response.hits.total.value
        pages = 1 if whole else max(1, -(-min(total, TOTAL_LIMIT) // size))
        page = 1 if whole else min(query.page, pages)
        if not whole and total and start >= total:
            (response,) = _ask(query.text, wanted[(page - 1) * size : page * size])
        hits = sorted(response.hits, key=_place) if is_ranked else list(response.hits)
        while whole and len(hits) < total and response.hits:
            after = list(response.hits[-1].meta.sort)
            (response,) = _ask(query.text, wanted.extra(search_after=after)[:_STEP])
            hits += response.hits
        return {
            "ranked": [(hit.meta.id, _score(hit, query)) for hit in hits],
            "total": total,
            "unfiltered": counted.hits.total.value,
            "page": page,
            "pages": pages,
            "counts": _counts(counted.aggregations, query, selected),
        }


def _ask(text: str, *searches: Search) -> list[Response]:
    """Ask for the hits of a page, and for its counts, in one request: the node's processors work on both at once.

    The same words go to the same copy of a shard: where scores are equal a later page goes on where the one before
    ended. Raises what the client raises, also when the cluster refused one of the two.
    """
    copy = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
    header = {
        "index": alias(),
        "preference": copy,
        "allow_partial_search_results": False,
        "request_cache": REMEMBERED,
    }
    answer = client().msearch(searches=[line for search in searches for line in (header, search.to_dict())])
    for each in answer["responses"]:
        if "error" in each:
            refused = BadRequestError if each["status"] == 400 else ApiError
            raise refused(each["error"]["type"], meta=answer.meta, body=each)
    return [Response(search, each) for search, each in zip(searches, answer["responses"], strict=True)]


def _is_ranked(query: SearchQuery, parsed: ParsedText) -> bool:
    return bool(parsed.clauses) and query.sort == "relevance"


def _place(hit) -> tuple[float, int]:
    return -hit.meta.score, hit.number[0]


def _hits(query: SearchQuery, parsed: ParsedText, selected: Mapping[str, Sequence[str]], *, every: bool) -> Search:
    """Return the question for the hits, narrowed by what is selected, in the order asked for."""
    conditions = [*_scope(query), *_filters(selected).values()]
    search = Search().source(False).extra(track_total_hits=True)
    if not _is_ranked(query, parsed):
        conditions += [_text(parsed.clauses, every=every)] if parsed.clauses else []
        if query.first and query.sort == "newest":  # the score is 1 with the code that comes first, else 0
            facet, code = query.first
            ahead = Q("constant_score", filter=Q("term", **{field_of(facet): code_of(facet, code)}))
            return search.query(Q("bool", filter=conditions, should=[ahead])).sort({"_score": "desc"}, *_sort(query))
        return search.query(Q("bool", filter=conditions)).sort(*_sort(query))
    wanted = Q("bool", filter=conditions, must=[_text(parsed.clauses, every=every)])
    # One language as a list of them: that is what a node keeps the matches of, and does not look up for each hit.
    mine = Q("terms", marks=[code_of(LANGUAGE_FACET, primary(query.language))])
    ranked = Q("function_score", query=wanted, functions=[{"filter": mine, "weight": LANGUAGE_WEIGHT}])
    # By score alone: that the processors of a node find together, an order of several fields is found by one.
    return search.query(ranked).extra(docvalue_fields=["number"])


def _counting(query: SearchQuery, parsed: ParsedText, selected: Mapping[str, Sequence[str]], *, every: bool) -> Search:
    """Return the question for the counts, each leaving its own facet aside; its total is that without a selection."""
    text = [_text(parsed.clauses, every=every)] if parsed.clauses else []
    search = Search().query(Q("bool", filter=[*_scope(query), *text])).extra(track_total_hits=True)[:0]
    filters = _filters(selected)
    for name, facets in _counted_together(query, selected).items():
        conditions = [condition for facet, condition in filters.items() if facet not in facets]
        where = search.aggs.bucket(name, "filter", filter=Q("bool", filter=conditions)) if conditions else search.aggs
        # All codes, also those of facets that nobody counts: to leave some out costs more than to count them.
        where.bucket("codes" if conditions else name, A("terms", field=field_of(facets[0]), size=_MOST_CODES))
    return search


def _filters(selected: Mapping[str, Sequence[str]]) -> dict:
    return {
        facet: Q("terms", **{field_of(facet): [code_of(facet, code) for code in codes]})
        for facet, codes in selected.items()
    }


def _counted_together(query: SearchQuery, selected: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the facets to count by name of an aggregation: those without a selection share that of their field."""
    together: dict[str, list[str]] = {}
    for number, facet in enumerate(query.count_facets):
        together.setdefault(f"chosen{number}" if facet in selected else field_of(facet), []).append(facet)
    return together


def _scope(query: SearchQuery) -> list:
    """Return the conditions of kinds, languages and periods; without kinds every group that a whole document shows."""
    kinds = [code_of(KIND_FACET, kind) for kind in query.kinds]
    conditions = [Q("terms", marks=kinds) if kinds else ~Q("term", marks=PARTS_ONLY)]
    if query.languages is not None:
        codes = [code_of(LANGUAGE_FACET, primary(code)) for code in query.languages]
        conditions.append(Q("terms", marks=codes))
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
    if len(clauses) == 1:
        others = _beside_words(clauses[0])
        if not others:
            return own
        more = _in_a_version(lambda field: _any(others, field))
    else:
        more = _in_a_version(lambda field: _joined([_clause(clause, field, every) for clause in clauses], every=every))
    more.boost = EXPANSION_WEIGHT
    return Q("dis_max", queries=[own, more])


def _beside_words(clause: Clause) -> frozenset[Phrase]:
    """Return the expansions that find what the words themselves do not: one that holds them all is found by them."""
    return frozenset(
        phrase
        for phrase in clause.expansions
        if not all(any({*form} <= {*phrase} for form in forms) for forms in clause.words)
    )


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


def _sort(query: SearchQuery) -> list:
    """Return the order asked for where it is not that of scores; ties as the database breaks them."""
    if query.sort == "title":
        language = primary(query.language)
        language = language if language in search_languages() else search_languages()[0]
        return [{f"titles.{language}": {"order": "asc", "unmapped_type": "keyword"}}, {"number": "asc"}]
    field, order = _ORDERS.get(query.sort, ("date", "desc"))
    return [{field: {"order": order, "missing": "_last"}}, {"number": order}]


def _score(hit, query: SearchQuery) -> float:
    return hit.meta.score if query.sort == "relevance" and hit.meta.score else 0.0


def _counts(aggregations, query: SearchQuery, selected) -> dict[str, list[FacetValue]]:
    found: dict[str, dict[str, int]] = {facet: {} for facet in query.count_facets}
    for name, facets in _counted_together(query, selected).items():
        facet_of = {facet_prefix(facet): facet for facet in facets}
        answer = aggregations[name]
        for bucket in getattr(answer, "codes", answer).buckets:
            mark, _, code = bucket.key.partition(":")
            if code and mark in facet_of:
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
