"""What a record says otherwise than the stored pages, field by field, in words that a curator reads."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from portal.core.import_report import Refusal
from portal.core.partial_dates import partial_date_words
from portal.practices.importing.apply import MODELS, field_vocabulary, only_words
from portal.practices.importing.record import FLAG_FACTS, PARTS, RICH_TEXTS, TERM_FACTS, TERMS_FACTS, TEXTS
from portal.practices.importing.record_extract import practice_field_values
from portal.practices.importing.store import find_first, practice_versions
from portal.practices.models import OrganisationLink, PracticePage
from portal.vocabularies.countries import country_name

if TYPE_CHECKING:
    from portal.practices.importing.catalogue import Catalogue
    from portal.practices.importing.record import PracticeRecord

BLOCK_ENDS = re.compile(r"</(?:p|li|ul|ol)>|<br\s*/?>", re.IGNORECASE)
DATES = ("start", "end", "last_reviewed")
#: rows hold codes of terms in these
ROW_TERMS = ("kind", "who", "role")


def snapshot(key: str) -> dict[str, dict[str, str]]:
    """Return {language: {field: value}} of what is stored under a key, first version first; empty when nothing is."""
    try:
        first = find_first(key)
    except Refusal:
        return {}
    if first is None:
        return {}
    return {
        language: practice_field_values(
            page.get_latest_revision_as_object(), with_facts=language == first.locale.language_code
        )
        for language, page in practice_versions(first).items()
    }


def record_differences(
    record: PracticeRecord, before: dict[str, dict[str, str]], catalogue: Catalogue
) -> list[dict[str, str]]:
    """Return [{"language", "field", "old", "new"}], all str, between a record that was compared and a `snapshot`.

    The language is "" for a fact, which is the same in all of them.
    """
    found = []
    first = next(iter(before), None)
    for language in record.languages:
        if language not in before:
            found.append({"language": language, "field": _("idioma nuevo"), "old": "", "new": record.title})
            continue
        for name, new in record.said_in(language, with_facts=language == first).items():
            old = before[language][name]
            if old != new:
                old_words, new_words = (field_value_words(name, value, catalogue) for value in (old, new))
                code = language if name in TEXTS or name in PARTS else ""
                found.append({"language": code, "field": only_words({name}), "old": old_words, "new": new_words})
    return found


def field_value_words(name: str, value: list[dict[str, str] | str] | str, catalogue: Catalogue) -> str:
    """Return the value of one field of a record, whatever its kind, as text (str) in the active language."""
    if name in FLAG_FACTS:
        return _("sí") if value else _("no")
    if value is None or value == "" or value == []:
        return ""
    if name in TERMS_FACTS:
        return ", ".join(term_in_words(field_vocabulary(PracticePage, name), code, catalogue) for code in value)
    if name in TERM_FACTS:
        return term_in_words(field_vocabulary(PracticePage, name), value, catalogue)
    if name in DATES:
        return partial_date_words(value)
    if name == "place_country":
        return country_name(value)
    if name in PARTS or name == "organisations":
        return "\n".join(row_in_words(name, row, catalogue) for row in value)
    return html_plain_text(value) if name in RICH_TEXTS else str(value)


def term_in_words(vocabulary: str, code: str, catalogue: Catalogue) -> str:
    """Return the name of a term, or its code where nobody knows it."""
    term = catalogue.terms.get((vocabulary, code))
    return term.label() if term else str(code)


def row_in_words(name: str, row: dict[str, str], catalogue: Catalogue) -> str:
    """Return one annex, figure, contribution, picture or organisation (dict) in one line."""
    model = MODELS.get(name, OrganisationLink)
    said = []
    for fact, value in row.items():
        if value and fact in ROW_TERMS:
            said.append(term_in_words(field_vocabulary(model, fact), value, catalogue))
        elif value and fact != "image":
            said.append(str(value))
    return " · ".join(said)


def html_plain_text(html: str) -> str:
    """Return clean HTML as plain text, a line for each paragraph."""
    text = unescape(strip_tags(BLOCK_ENDS.sub("\n", html)))
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())
