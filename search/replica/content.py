"""From the documents of a group in the database to its document in the cluster."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.db.models import F

from search.analysis import primary, search_languages
from search.documents import document_codes, group_dates, index_row, shown_before
from search.engines.base import BODY_WEIGHT, SUMMARY_WEIGHT, TITLE_WEIGHT
from search.models import SLOT_BITS, SearchDocument
from search.query import KIND_FACET, LANGUAGE_FACET, SOURCE_FACET

_PLAIN = re.compile(r"[a-z0-9_]{1,50}")
_BETWEEN = " \ue000 "  # a token that no text has: phrases do not run from one part into the next
MARKS = frozenset({KIND_FACET, LANGUAGE_FACET, SOURCE_FACET})
#: a mark of groups that no whole document shows: few have it, so that asking for the others is free
PARTS_ONLY = "parts-only"
Content = dict[str, Any]


def facet_prefix(facet: str) -> str:
    """Return what the codes of a facet begin with; any text names one, only letters as they are, never a colon."""
    if _PLAIN.fullmatch(facet):
        return facet
    return f"x{hashlib.sha256(facet.encode('utf-8', 'replace')).hexdigest()[:16]}"


def field_of(facet: str) -> str:
    """Return the field of the cluster that holds a facet's codes."""
    return "marks" if facet in MARKS else "codes"


def code_of(facet: str, code: str) -> str:
    """Return a code as the cluster keeps it, "theme:health"."""
    return f"{facet_prefix(facet)}:{code}"


def content_of(documents: Iterable[SearchDocument]) -> Content:
    """Return what the cluster keeps of one group, from all its documents (at least one)."""
    documents = sorted(documents, key=lambda document: document.pk)
    source = min(documents, key=lambda document: (shown_before(document), document.pk))
    codes = {pair for document in documents for pair in document_codes(document)}
    facets = {facet for facet, _ in codes}
    content = {
        "number": source.group_id,
        **group_dates(source),
        "titles": titles_of(documents, with_source=SOURCE_FACET in facets),
        "codes": sorted(code_of(*pair) for pair in codes if pair[0] not in MARKS),
        "marks": sorted(code_of(*pair) for pair in codes if pair[0] in MARKS)
        + [PARTS_ONLY] * (KIND_FACET not in facets),
        **group_content(documents),
    }
    return {**content, "checksum": checksum_of(content)}


def group_content(documents: list[SearchDocument]) -> Content:
    """Return the words of a group; those of a single version need no nesting, which costs every question time."""
    if len(documents) == 1:
        return {"tokens": tokens_of(documents[0])}
    return {"versions": [{"tokens": tokens_of(document)} for document in documents]}


def titles_of(documents: list[SearchDocument], *, with_source: bool) -> dict[str, str]:
    """Return for each language of a reader the title key by which the version shown to her is sorted."""
    whole = [document for document in documents if not document.parent_key]
    found = {}
    for language in search_languages():
        shown = [document for document in whole if primary(document.language) == language]
        shown = shown or [document for document in whole if document.is_source or not with_source]
        if shown:
            found[language] = min((document.title_key, document.pk) for document in shown)[0]
    return found


def tokens_of(document: SearchDocument) -> str:
    """Return the tokens of a document in one text, each part as often as it weighs."""
    row = index_row(document)
    parts = [row.title] * int(TITLE_WEIGHT) + [row.summary] * int(SUMMARY_WEIGHT) + [row.body] * int(BODY_WEIGHT)
    return _BETWEEN.join(part for part in parts if part)


def checksum_of(content: Content) -> str:
    """Return what tells one content from another; the group's id is not part of it: a rebuild gives new ones."""
    told = {name: value for name, value in content.items() if name != "number"}
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def group_contents(groups: Iterable[int]) -> Iterator[tuple[str, Content]]:
    """Yield (key, content) of the groups with these ids that have documents, one question for all of them."""
    yield from _by_group(SearchDocument.objects.filter(group__in=list(groups)))


def contents_between(first: int, last: int) -> Iterator[tuple[str, Content]]:
    """Yield (key, content) of the groups whose ids lie between two, both included: a walk along the table."""
    yield from _by_group(SearchDocument.objects.filter(pk__gte=first << SLOT_BITS, pk__lt=(last + 1) << SLOT_BITS))


def _by_group(rows) -> Iterator[tuple[str, Content]]:
    rows = rows.order_by("pk").annotate(group_key=F("group__key")).iterator(chunk_size=500)
    for _, documents in groupby(rows, key=lambda document: document.group_id):
        found = list(documents)
        yield found[0].group_key, content_of(found)
