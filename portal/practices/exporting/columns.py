"""The columns of the bank as a table: docs/codebook.md is their definition, a test holds the two together."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.timezone import localdate

from portal.core.language import language_name
from portal.practices.importing.jsonl import as_dict
from portal.practices.importing.record import (
    FACTS,
    FLAG_FACTS,
    NUMBER_FACTS,
    PARTS,
    SOURCE_FACTS,
    TERM_FACTS,
    TERMS_FACTS,
    TEXTS,
)
from portal.practices.models import PracticePage
from portal.vocabularies.countries import country_name

TEXT, CODE, CODES, DATE, NUMBER, FLAG, LIST, LABEL = "text", "code", "codes", "date", "number", "flag", "list", "label"
DATES = ("start", "end", "last_reviewed", "source_date")
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
BETWEEN = "; "


@dataclass(frozen=True)
class PracticeExportRow:
    """One practice on its way into a table: the version shown, the record as plain data, the language of the labels."""

    page: PracticePage
    data: dict[str, Any]
    language: str

    @classmethod
    def of(cls, page, record, language):
        """Return the PracticeExportRow of a practice (PracticePage shown, its PracticeRecord)."""
        return cls(page, as_dict(record), language)


@dataclass(frozen=True)
class Column:
    """One column: its name, the kind of its cells, how a PracticeExportRow fills it, its field and its vocabulary."""

    name: str
    kind: str
    value: Callable[[PracticeExportRow], Any]
    field: str = ""
    vocabulary: str = ""
    language: str = ""

    @property
    def is_read(self):
        """Tell whether an import reads the column."""
        return self.kind != LABEL and self.name not in ("url", "published", "updated")


def cell_kind(fact: str) -> str:
    """Return the kind of a fact's cells."""
    if fact in TERMS_FACTS:
        return CODES
    if fact in NUMBER_FACTS:
        return NUMBER
    if fact in FLAG_FACTS:
        return FLAG
    if fact in DATES:
        return DATE
    return CODE if fact in TERM_FACTS or fact in ("place_country", "neighbourhood") else TEXT


def fact_vocabulary(fact: str) -> str:
    """Return the vocabulary whose codes a fact holds, or "country", "neighbourhood" …, or an empty string."""
    if fact in (*TERM_FACTS, *TERMS_FACTS):
        return PracticePage._meta.get_field(fact).vocabulary
    return {"place_country": "country", "neighbourhood": "neighbourhood"}.get(fact, "")


def fact_label(fact: str, row: PracticeExportRow) -> str:
    """Return the words for a fact's codes in the row's language."""
    page, language = row.page, row.language
    if fact == "place_country":
        return country_name(page.place_country, language) if page.place_country else ""
    if fact in ("neighbourhood", "district"):
        return str(getattr(page, fact) or "")
    if fact == "source.language":
        return language_name(page.source_language, language) if page.source_language else ""
    if fact in TERMS_FACTS:
        return BETWEEN.join(term.label(language) for term in page.known_terms[fact])
    term = getattr(page, fact)
    return term.label(language) if term else ""


def date_cell(moment: datetime) -> str:
    """Return the day (ISO 8601) of a datetime by the city's clock, or an empty string."""
    return localdate(moment).isoformat() if moment else ""


def language_text_cell(row: PracticeExportRow, language: str, name: str) -> str:
    """Return a text of one language version, empty when there is no such version."""
    return row.data["languages"].get(language, {}).get(name, "")


def label_column(fact: str, field: str = "") -> Column:
    """Return the column with the words for a column of codes."""
    return Column(f"{fact}.label", LABEL, lambda row: fact_label(fact, row), field or fact)


def text_column(name: str, language: str) -> Column:
    """Return the column of a text in one language."""
    return Column(
        f"{name}@{language}", TEXT, lambda row: language_text_cell(row, language, name), name, language=language
    )


def fact_columns(fact: str) -> Iterator[Column]:
    """Return the column of a fact and, for codes, that of its words."""
    vocabulary = fact_vocabulary(fact)
    yield Column(fact, cell_kind(fact), lambda row: row.data["facts"][fact], fact, vocabulary)
    if vocabulary:
        yield label_column(fact)


def source_columns() -> Iterator[Column]:
    """Return the columns of the source."""
    for name in ("key", *SOURCE_FACTS):
        kind = {"language": CODE, "date": DATE}.get(name, TEXT)
        vocabulary = "language" if name == "language" else ""
        yield Column(
            f"source.{name}", kind, lambda row, name=name: row.data["source"][name], f"source_{name}", vocabulary
        )
        if vocabulary:
            yield label_column("source.language", "source_language")


def list_column(name: str) -> Column:
    """Return the column of a practice's rows: the list of JSON Lines as JSON, empty when there is none."""
    return Column(name, LIST, lambda row: json_cell(row.data[name]), name)


def json_cell(rows: list[dict[str, Any]]) -> str:
    """Return a list as JSON for one cell."""
    return json.dumps(rows, ensure_ascii=False, allow_nan=False) if rows else ""


def all_columns() -> list[Column]:
    """Return all columns in the order of a download."""
    return [
        Column("reference", TEXT, lambda row: row.data["reference"], "reference"),
        Column("url", TEXT, lambda row: f"{settings.BASE_URL}/p/{row.page.reference}"),
        Column("published", DATE, lambda row: date_cell(row.page.first_published_at)),
        Column("updated", DATE, lambda row: date_cell(row.page.last_published_at)),
        Column("language", CODE, lambda row: row.data["language"], "", "language"),
        *(text_column("title", language) for language in LANGUAGES),
        Column("district", CODE, lambda row: row.data["district"], "district", "district"),
        label_column("district"),
        *(column for fact in FACTS for column in fact_columns(fact)),
        *source_columns(),
        *(list_column(name) for name in ("organisations", *PARTS)),
        *(text_column(name, language) for language in LANGUAGES for name in ("slug", *TEXTS) if name != "title"),
    ]


COLUMNS = tuple(all_columns())
