"""Completions while typing: titles and terms of the thesaurus."""

from django.db.models import Q

from search import thesaurus, visibility
from search.analysis import primary, storable_text
from search.documents import title_key
from search.models import SearchDocument
from search.query import Suggestion

SHORTEST = 2
LONGEST = 60


def suggest(prefix: str, language: str, kinds: tuple[str, ...] = (), limit: int = 8) -> list[Suggestion]:
    """Return up to `limit` completions of what is typed: terms first (at most half), then titles in any language.

    Titles in the reader's language and such that begin with the prefix come first. Any text is valid; one shorter than
    two letters gives nothing.
    """
    folded = title_key(storable_text(prefix[:LONGEST]).strip())
    if len(folded) < SHORTEST or limit < 1:
        return []
    labels = thesaurus.current_thesaurus().beginning_with(folded, primary(language), max(limit // 2, 1))
    terms = [Suggestion(label, primary(language)) for label in labels]
    return terms + _titles(folded, language, kinds, limit - len(terms))


def _titles(folded: str, language: str, kinds: tuple[str, ...], limit: int) -> list[Suggestion]:
    fields = ("group_id", "key", "kind", "language", "is_source", "title", "title_key", "url")
    documents = SearchDocument.objects.filter(parent_key="").order_by("title_key", "pk")
    if kinds:
        documents = documents.filter(kind__in=kinds)
    inside = Q(title_key__contains=f" {folded}")
    begins = Q(title_key__gte=folded, title_key__lt=folded + "\U0010ffff")
    rows = list(documents.filter(begins).values_list(*fields)[: limit * 4])
    if len(rows) < limit:
        rows += documents.filter(inside).exclude(begins).values_list(*fields)[: limit * 4]
    keys_by_kind: dict[str, list[str]] = {}
    for row in rows:
        keys_by_kind.setdefault(row[2], []).append(row[1])
    public = visibility.public(keys_by_kind)
    rows = [row for row in rows if row[1] in public]
    rows.sort(key=lambda row: (primary(row[3]) != primary(language), not row[6].startswith(folded), row[6]))
    groups: dict[int, Suggestion] = {}
    for group, _, kind, version, _, title, _, url in rows:
        groups.setdefault(group, Suggestion(title, version, kind, url))
    return list(groups.values())[:limit]
