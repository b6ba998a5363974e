"""What goes through the door: the question, and the answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

SORTS = ("relevance", "newest", "title", "soonest", "latest")  # the last two by the beginning of a period
# Facets every document has without its app saying so.
KIND_FACET = "_kind"
LANGUAGE_FACET = "_language"
SOURCE_FACET, SOURCE_CODE = "_source", "yes"  # groups whose source version is published
PAGE_SIZE_LIMIT = 200
TOTAL_LIMIT = 20_000  # beyond it "more than 20,000" is an honest total


@dataclass(frozen=True)
class DocumentData:
    """One published public object in one language, as an app hands it in.

    `key` is unique over all documents; `group` is the key shared by the translations of one object. `facets` are codes
    by facet name; names that begin with "_" are the search's own. Dates are ISO 8601 texts, partial ones too.
    `keywords` are searched like the body, but never shown: names of terms, places.
    A document with a `parent_key` is a part (a page of a document): searched, but its group is shown by a whole one.
    """

    key: str
    group: str
    kind: str
    language: str
    title: str
    url: str = ""
    is_source: bool = True
    summary: str = ""
    body: str = ""
    keywords: str = ""
    parent_key: str = ""
    position: int = 0
    date_start: str = ""
    date_end: str = ""
    published: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class SearchQuery:
    """A question. Any text, number and code is valid: what is unknown finds nothing, pages are clamped.

    `language` is the reader's. `facets` are chosen codes by facet: one of them within a facet, every facet together.
    `ranges` are (from, to) ISO dates, either None, of "date" (the object's own period) and "published".
    `languages` keeps objects that exist in one of them; None means all. Those with the code `first` (facet, code) come
    before the others where the newest come first. Without `with_suggestion` no correction of the words is looked for.
    """

    text: str = ""
    language: str = "es"
    kinds: tuple[str, ...] = ()
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)
    sort: str = "relevance"
    page: int = 1
    page_size: int = 20
    count_facets: tuple[str, ...] = ()
    languages: tuple[str, ...] | None = None
    first: tuple[str, str] | None = None
    with_suggestion: bool = True


@dataclass(frozen=True)
class FacetValue:
    """A code of a facet and the number of groups one would get with it, the facet's own selection left aside."""

    code: str
    count: int
    selected: bool


@dataclass(frozen=True)
class SearchHit:
    """One group, shown in the reader's language if it exists in it. The highlighted texts are safe HTML."""

    group: str
    key: str
    kind: str
    language: str
    title: str
    url: str
    highlighted_title: str
    snippet: str
    summary: str
    facets: Mapping[str, list[str]]
    date: str
    date_start: str
    date_end: str
    data: Mapping[str, Any]
    score: float


@dataclass(frozen=True)
class Expansion:
    """Words of the question that are a term of the thesaurus, and the labels that were looked for as well."""

    words: str
    code: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class SearchResults:
    """One page of the answer with its counts; `relaxed` says that only some of the words were asked for."""

    total: int
    total_is_exact: bool
    hits: list[SearchHit]
    facets: Mapping[str, list[FacetValue]]
    suggestion: str
    expanded: tuple[Expansion, ...]
    relaxed: bool
    page: int
    pages: int
    page_size: int


@dataclass(frozen=True)
class Suggestion:
    """A completion while typing: a title with its address, or a term of the thesaurus (kind and url empty)."""

    text: str
    language: str
    kind: str = ""
    url: str = ""
