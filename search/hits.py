"""From ranked groups to what is shown: the version of each for this reader, checked, with its words marked."""

from collections.abc import Sequence

from search import visibility
from search.analysis import primary
from search.grammar import Phrase
from search.highlight import Marker, separate_lines
from search.models import SLOT_BITS, SearchDocument
from search.query import SearchHit


def hits_of(ranked: Sequence[tuple[int, float]], language: str, phrases: frozenset[Phrase]) -> list[SearchHit]:
    """Return the hits of ranked groups in their order; groups without a version still public are left out."""
    shown = _shown([group for group, _ in ranked], language)
    documents = SearchDocument.objects.select_related("group").in_bulk(shown.values())
    marker = Marker(phrases)
    return [_hit(documents[shown[group]], score, marker) for group, score in ranked if shown.get(group) in documents]


def _shown(groups: list[int], language: str) -> dict[int, int]:
    """Return group → id of the version to show: the reader's, then the source, then any; only public ones."""
    versions = list(
        SearchDocument.objects.filter(group__in=groups, parent_key="").values_list(
            "id", "key", "kind", "language", "is_source"
        )
    )
    keys_by_kind: dict[str, list[str]] = {}
    for _, key, kind, _, _ in versions:
        keys_by_kind.setdefault(kind, []).append(key)
    public = visibility.public(keys_by_kind)
    best: dict[int, tuple] = {}
    for identity, key, _, version, is_source in versions:
        if key in public:
            choice = (primary(version) != primary(language), not is_source, version, identity)
            group = identity >> SLOT_BITS
            best[group] = min(best.get(group, choice), choice)
    return {group: choice[-1] for group, choice in best.items()}


def _hit(document: SearchDocument, score: float, marker: Marker) -> SearchHit:
    return SearchHit(
        group=document.group.key,
        key=document.key,
        kind=document.kind,
        language=document.language,
        title=document.title,
        url=document.url,
        highlighted_title=marker.highlight(document.title, document.language),
        snippet=separate_lines(marker.snippet(document.summary, document.body, document.language)),
        summary=document.summary,
        facets=document.facets,
        date=document.published or document.date_start,
        date_start=document.date_start,
        date_end=document.date_end,
        data=document.data,
        score=round(score, 4),
    )
