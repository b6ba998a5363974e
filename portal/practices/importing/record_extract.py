"""What pages say, as a PracticeRecord: for the export, and to tell whether a stored record still is what was imported.

PracticeContact is never read here: personal data leave the portal by no door.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import translation
from wagtail.rich_text import expand_db_html

from portal.core.models import TranslatedRow

from .clean import clean_html
from .record import (
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
    comparable,
)

if TYPE_CHECKING:
    from portal.practices.models import Annex, Contribution, PracticePage

OWN_ADDRESS = re.compile(r'(<a href=")(?=/)')


def practice_field_values(page: PracticePage, with_facts: bool) -> dict[str, str]:
    """Return {name: value} of everything a practice page (PracticePage, saved or not) says, codes for terms.

    `with_facts` adds what is the same in all languages. Comparable with PracticeRecord.said_in.
    """
    said = practice_texts(page)
    for name in PARTS:
        said[name] = [{**facts, **texts} for facts, texts, _row in practice_part_rows(page, name)]
    if with_facts:
        said |= {name: comparable(value) for name, value in practice_facts(page).items()}
        said |= {f"source_{name}": value for name, value in practice_source_facts(page).items()}
        said["organisations"] = organisations_of(page)
    return said


def checksum(page: PracticePage, with_facts: bool) -> str:
    """Return a fingerprint (64 hexadecimal digits) of what `stored` says: another one means that somebody edited."""
    said = json.dumps(practice_field_values(page, with_facts), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def practice_record(versions: dict[str, PracticePage], first: str) -> PracticeRecord:
    """Return the PracticeRecord of the language versions of one practice: {language code: page}, `first` one of them."""
    page = versions[first]
    record = PracticeRecord(
        key=practice_source_key(page),
        language=first,
        reference=page.reference,
        district=page.district.code if page.district_id else "",
        facts=practice_facts(page),
        source=practice_source_facts(page),
        organisations=organisations_of(page),
        languages={language: practice_texts(version) for language, version in versions.items()},
        slugs={language: version.slug for language, version in versions.items()},
    )
    for name in PARTS:
        record.parts[name] = practice_parts(versions, first, name)
    return record


def practice_source_key(page: PracticePage) -> str:
    """Return the key of a practice's provenance; one that was written here is its own source."""
    return page.source_key or f"{SOURCE_KEY_START}{page.translation_key}"


def practice_texts(page: PracticePage) -> dict[str, str]:
    """Return {name: text} of one version, answers as clean HTML whose links work elsewhere."""
    plain = {name: getattr(page, name) for name in PLAIN_TEXTS}
    return plain | {name: answer_of(getattr(page, name)) for name in RICH_TEXTS}


def answer_of(html: str) -> str:
    """Return rich text as stored by Wagtail (str) with the addresses of its pages and documents in place of their ids."""
    if "linktype=" in html or "<embed" in html:
        with translation.override(settings.LANGUAGE_CODE):
            html = OWN_ADDRESS.sub(rf"\g<1>{settings.BASE_URL}", expand_db_html(html))
    return clean_html(html)


def practice_facts(page: PracticePage) -> dict[str, Any]:
    """Return {name: value} of the facts, terms as codes in the order of their vocabulary."""
    facts = {}
    for name in FACTS:
        if name in TERMS_FACTS:
            facts[name] = [
                term.code for term in sorted(getattr(page, name).all(), key=lambda term: (term.order, term.pk))
            ]
        elif name in TERM_FACTS or name == "neighbourhood":
            related = getattr(page, name)
            facts[name] = related.code if related else ""
        elif name == "last_reviewed":
            facts[name] = page.last_reviewed.isoformat() if page.last_reviewed else ""
        else:
            facts[name] = getattr(page, name)
    return facts


def practice_source_facts(page: PracticePage) -> dict[str, str]:
    """Return what is known of the source, without its key."""
    return {name: getattr(page, f"source_{name}") for name in SOURCE_FACTS}


def organisations_of(page: PracticePage) -> list[dict[str, str]]:
    """Return [{"name", "role"}] in the page's order."""
    links = sorted(page.organisation_links.all(), key=lambda link: link.sort_order or 0)
    return [{"name": link.organisation.name, "role": link.role.code if link.role else ""} for link in links]


def practice_part_rows(page: PracticePage, name: str) -> list[tuple[dict, dict, TranslatedRow]]:
    """Return [(facts, texts, row)] of a practice's rows of one kind ("annexes" …) in their order."""
    shape = PARTS[name]
    rows = sorted(getattr(page, name).all(), key=lambda row: row.sort_order or 0)
    return [
        ({fact: row_fact(row, fact) for fact in shape.facts}, {text: getattr(row, text) for text in shape.texts}, row)
        for row in rows
    ]


def row_fact(row: Annex | Contribution, fact: str) -> str:
    """Return one fact of a row as a record holds it: a code, an address, a date, or the fingerprint of an image."""
    if fact in ("kind", "who"):
        term = getattr(row, fact)
        return term.code if term else ""
    if fact == "image":
        return row.image.get_file_hash()
    if fact == "url" and row.document_id and not row.url:
        return f"{settings.BASE_URL}{row.document.url}"
    return getattr(row, fact)


def practice_parts(versions: dict[str, PracticePage], first: str, name: str) -> list[PracticePart]:
    """Return the rows of one kind (PracticePart), each with its words in every version that has it."""
    words = {
        language: {row.translation_key: texts for _facts, texts, row in practice_part_rows(version, name)}
        for language, version in versions.items()
    }
    parts = []
    for facts, _texts, row in practice_part_rows(versions[first], name):
        languages = {code: texts[row.translation_key] for code, texts in words.items() if row.translation_key in texts}
        parts.append(PracticePart({**facts, **informative(name, row)}, languages))
    return parts


def informative(name: str, row: TranslatedRow) -> dict:
    """Return what a reader of an export wants to know of a picture and an import does not read."""
    if name != "pictures":
        return {}
    file = row.image.file.url
    address = file if "://" in file else f"{settings.BASE_URL}{file}"
    return {"file": address, "credit": row.image.credit, "licence": row.image.licence}
