"""A practice as everybody will see it, before it has a page: its answers under the page's questions, its facts in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Manager
from django.utils.text import capfirst
from django.utils.translation import gettext

from portal.core.language import label_line
from portal.core.partial_dates import partial_date_words
from portal.practices.models import PracticePage, PracticeSubmission
from portal.practices.page_parts import PAGE_QUESTIONS
from portal.vocabularies.countries import country_name
from portal.vocabularies.known import known_terms

if TYPE_CHECKING:
    from portal.submissions.kinds import Cleaned

#: facts of the page in its order, without those that only an "in your own words" follows
FACTS_SHOWN = (
    "author_kind", "participants", "participants_count", "institution", "place_city", "place_region", "place_country",
    "scope", "scope_other", "territory_size", "start", "end", "end_open", "outcome", "outcome_reason", "candidacy",
    "types", "type_other", "main_objective", "objectives", "objective_other", "themes", "theme_other",
    "bank_categories", "sdgs", "evaluation_state", "distinction", "edition", "call_category", "source_name",
    "source_url", "source_licence",
)  # fmt: skip


def practice_preview(content: PracticeSubmission, cleaned: Cleaned) -> dict[str, Any]:
    """Return what the template shows of a practice, stored or not; lists of terms that are not stored are in `cleaned`."""
    facts = [(name, fact_words(said(content, cleaned, name), name)) for name in FACTS_SHOWN]
    return {
        "title": content.practice_title,
        "lead": content.lead,
        "answers": [
            {"question": question, "text": getattr(content, name)}
            for name, question in PAGE_QUESTIONS.items()
            if getattr(content, name)
        ],
        "facts": [{"term": fact_name(name), "value": words} for name, words in facts if words],
        "contributions": row_sentences(content.contributions, "who", "text", "contributor"),
        "organisations": row_sentences(content.organisations, "name", "role", "organisation_role"),
        "figures": [f"{row['value']} {row['label']}" for row in content.figures],
        "links": [(row["title"], row["url"]) for row in content.annexes],
        "credit": content.picture_credit,
        "licence": content.picture_licence,
    }


def said(content: PracticeSubmission, cleaned: Cleaned, name: str) -> Any:
    """Return the value of an answer; several terms as a list."""
    if name in cleaned:
        return cleaned[name]
    if content._state.adding and content._meta.get_field(name).many_to_many:
        return []
    value = getattr(content, name)
    return list(value.all()) if isinstance(value, Manager) else value


def fact_name(name: str) -> str:
    """Return the page's own word for a fact."""
    return capfirst(PracticePage._meta.get_field(name).verbose_name)


def fact_words(value: Any, name: str) -> str:
    """Return the value of a fact in words; "" for nothing."""
    if value in (None, "", False):
        return ""
    if name in ("start", "end"):
        return partial_date_words(value)
    if name == "place_country":
        return country_name(value)
    if name == "end_open":
        return gettext("Sí")
    return str(value) if isinstance(value, str | int) or hasattr(value, "code") else ", ".join(map(str, value))


def row_sentences(rows: list[dict[str, str]], first: str, second: str, vocabulary: str) -> list[str]:
    """Return rows as "Escuela: juntó el dinero"; the part that is a code of `vocabulary` in words."""
    labels = {term.code: term.label() for term in known_terms().values() if term.vocabulary == vocabulary}
    lines = []
    for row in rows:
        parts = [labels.get(row[part], row[part]) for part in (first, second)]
        lines.append(label_line(*parts) if all(parts) else parts[0])
    return lines
