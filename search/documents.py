"""From what an app hands in to a stored document, and what is derived from one."""

from search.analysis import analyse, fold, primary, storable_text
from search.engines.database import IndexRow
from search.models import SLOT_BITS, SearchDocument
from search.query import KIND_FACET, LANGUAGE_FACET, SOURCE_CODE, SOURCE_FACET, DocumentData

Codes = tuple[str, str]
"""Facet and code."""


def to_model(data: DocumentData, identity: int) -> SearchDocument:
    """Return the unsaved row of a document under an id; its texts made storable."""
    title = storable_text(data.title)
    return SearchDocument(
        pk=identity,
        group_id=identity >> SLOT_BITS,
        key=data.key,
        parent_key=data.parent_key,
        position=data.position,
        kind=data.kind,
        language=data.language,
        is_source=data.is_source,
        title=title,
        summary=storable_text(data.summary),
        body=storable_text(data.body),
        keywords=storable_text(data.keywords),
        url=data.url,
        date_start=data.date_start,
        date_end=data.date_end,
        published=data.published,
        title_key=title_key(title),
        data=dict(data.data),
        facets={facet: sorted(set(codes)) for facet, codes in data.facets.items() if codes},
    )


def title_key(title: str) -> str:
    """Return what a title is sorted by: folded, without the signs it begins with ("¿Qué…" under q)."""
    return fold(title).lstrip("¿¡\"'«“‘([ ")[:200]


def document_codes(document: SearchDocument) -> set[Codes]:
    """Return the facet codes a document gives its group; kind and language come from whole documents, not parts."""
    codes = {(facet, code) for facet, values in document.facets.items() for code in values}
    if not document.parent_key:
        codes |= {(KIND_FACET, document.kind), (LANGUAGE_FACET, primary(document.language))}
        if document.is_source:
            codes.add((SOURCE_FACET, SOURCE_CODE))
    return codes


def group_dates(document: SearchDocument) -> dict[str, str]:
    """Return the dates of a group from the document that stands for it; an open end counts as its beginning."""
    return {
        "date": document.published or document.date_start,
        "date_start": document.date_start,
        "date_end": document.date_end or document.date_start,
    }


def index_row(document: SearchDocument) -> IndexRow:
    """Return the tokens an engine indexes of a document."""
    texts = (document.title, document.summary, f"{document.body}\n{document.keywords}")
    return IndexRow(document.pk, *(" ".join(analyse(text, document.language)) for text in texts))


def shown_before(document: SearchDocument) -> tuple[bool, bool]:
    """Return what sorts the documents of a group: whole ones before parts, the source before its translations."""
    return bool(document.parent_key), not document.is_source
