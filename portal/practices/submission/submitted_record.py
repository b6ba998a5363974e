"""What somebody sent, as a record of the bank: the same door through which an import makes pages."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from portal.practices.importing.clean import answer_of_text, clean_html
from portal.practices.importing.record import (
    FACTS,
    PARTS,
    PLAIN_TEXTS,
    RICH_TEXTS,
    SOURCE_FACTS,
    SOURCE_KEY_START,
    TERM_FACTS,
    TERMS_FACTS,
    PracticePart,
    PracticeRecord,
)
from portal.practices.models import PracticeSubmission
from portal.practices.panels import own_city_place
from portal.territory.models import Neighbourhood

if TYPE_CHECKING:
    from portal.vocabularies.models import Term

ASKED = frozenset(field.name for field in PracticeSubmission._meta.get_fields())
ROWS = tuple(name for name in PARTS if name in ASKED)
PLACE = ("place_city", "place_region", "place_country")


def submitted_record(
    content: PracticeSubmission, language: str, title: str, neighbourhood: Neighbourhood | None = None
) -> PracticeRecord:
    """Return what a sender answered as a PracticeRecord in one language, without its pictures."""
    facts = {name: fact_value(content, name) for name in FACTS if name in ASKED}
    if not any(facts[name] for name in PLACE):
        facts |= own_city_place()
    facts["neighbourhood"] = neighbourhood.code if neighbourhood else ""
    texts = {name: getattr(content, name) for name in PLAIN_TEXTS if name in ASKED}
    answers = {name: rich_answer(getattr(content, name)) for name in RICH_TEXTS if name in ASKED}
    return PracticeRecord(
        key=SOURCE_KEY_START,
        language=language,
        facts=facts,
        languages={language: {**texts, **answers, "title": title}},
        source={name: getattr(content, f"source_{name}") for name in SOURCE_FACTS if f"source_{name}" in ASKED},
        organisations=[{"name": row["name"], "role": row["role"]} for row in content.organisations],
        parts={name: [row_part(name, row, language) for row in getattr(content, name)] for name in ROWS},
    )


def fact_value(content: PracticeSubmission, name: str) -> Any:
    """Return one fact as a record holds it: terms as codes."""
    if name in TERMS_FACTS:
        return term_codes(getattr(content, name).all())
    value = getattr(content, name)
    if name in TERM_FACTS:
        return value.code if value else ""
    return value


def term_codes(terms: list[Term]) -> list[str]:
    """Return the codes of terms, in the order of their vocabulary."""
    return [term.code for term in sorted(terms, key=lambda term: (term.order, term.pk))]


def row_part(name: str, row: dict[str, str], language: str) -> PracticePart:
    """Return a stored row as a part of a record."""
    shape = PARTS[name]
    facts = {fact: row.get(fact, "") for fact in shape.facts}
    return PracticePart(facts, {language: {text: row.get(text, "") for text in shape.texts}})


def rich_answer(text: str) -> str:
    """Return a plain text as the rich text of a page: its signs are never read as tags, its lines and lists stay."""
    return clean_html(answer_of_text(escape(text, quote=False)))
