"""Reader of OIDP's form (15th edition) as text, with headings in French, Spanish or English.

form-wording.md of the project describes the form and its traps. Nothing is guessed: a line that is neither a heading nor
part of an answer, an option that no vocabulary knows, a date that is none, each refuse the form and say where.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from portal.core.import_report import Refusal
from portal.vocabularies.countries import find_country
from portal.vocabularies.matching import match_option

from . import wording
from .options import Option, read_options, settle_options
from .paragraphs import annex, answer_html, form_line_text
from .periods import is_going_on, partial_date, split_period
from .record import PracticePart, PracticeRecord
from .sections import OPTION_FIELDS, OTHER_WORDS, doubtful_headings, read_sections

if TYPE_CHECKING:
    from portal.practices.importing.sections import FormSection

SOURCE_NAME = "Distinción OIDP"
KEY_START = "oidp-form"
ONE_ONLY = ("candidacy", "scope")
FREE_TEXT = {"types": "type_other", "objectives": "objective_other", "scope": "scope_other", "themes": "theme_other"}
VOCABULARIES = {
    "candidacy": "candidacy",
    "types": "type",
    "objectives": "objective",
    "scope": "scope",
    "themes": "theme",
}


def read_form(text: str, line: int = 1) -> PracticeRecord:
    """Return the PracticeRecord of a form (str). Raises Refusal with the line at fault."""
    sections, language = read_sections(text)
    found = {section.name: section for section in sections}
    record = PracticeRecord(key="", language=language, line=line)
    texts = record.languages.setdefault(language, {})
    if "title" not in found or not short_field_words(found["title"]):
        raise Refusal(_("falta el título de la experiencia"))
    texts["title"] = short_field_words(found["title"])
    texts["institution"] = short_field_words(found.get("institution"))
    city, _comma, region = short_field_words(found.get("place_city")).partition(",")
    record.facts |= {"place_city": city.strip(), "place_region": region.strip()}
    record.facts["place_country"] = read_country(found.get("place_country"))
    record.facts |= read_dates(found)
    options = settle_options({name: read_options(found[name].lines) for name in OPTION_FIELDS if name in found})
    ticked = any(option.ticked for chosen in options.values() for option in chosen)
    for name in OPTION_FIELDS:
        read_choice(name, found.get(name), options.get(name, []), record, ticked)
    for name in wording.PART_TWO:
        if name != "annexes":
            texts[name] = answer_html([line for _number, line in found[name].lines]) if name in found else ""
    record.facts["main_objective"] = read_main_objective(found.get("main_objective_text"), record)
    record.parts["annexes"] = read_annexes(found.get("annexes"), language)
    record.open_parts, record.loose_facts = frozenset({"annexes"}), frozenset({"place_region"})
    record.source = {"name": SOURCE_NAME, "language": language}
    record.key = form_key(record.facts["place_city"], texts["title"])
    record.notes += doubtful_headings(sections)
    return record


def form_key(city: str, title: str) -> str:
    """Return the key of a form's provenance: a form carries none, so its city and its title say which one it is."""
    key = "/".join([KEY_START, *(slugify(words) or slugify(words, allow_unicode=True) for words in (city, title))])
    if len(key) > 200:
        key = f"{key[:180]}-{hashlib.sha256(key.encode()).hexdigest()[:16]}"
    return key


def short_field_words(section: FormSection | None) -> str:
    """Return a short field's words (str), "" when the form has none."""
    return form_line_text(" ".join(line for _number, line in section.lines)) if section else ""


def read_country(section: FormSection) -> str:
    """Return the ISO 3166-1 code of the country named, "" for none. Raises Refusal when no country has that name."""
    name = short_field_words(section)
    code = find_country(name) if name else ""
    if code is None:
        raise Refusal(_("no conozco el país «%s»") % name[:80], section.line)
    return code


def read_dates(found: dict[str, FormSection]) -> dict[str, Any]:
    """Return the facts about beginning and end, with the form's own wording. Raises Refusal for what is no date."""
    start, end = found.get("start"), found.get("end")
    wordings = {"start": short_field_words(start), "end": short_field_words(end)}
    lines = {"start": start and start.line, "end": end and end.line}
    if period := found.get("period"):
        try:
            wordings["start"], wordings["end"] = split_period(short_field_words(period))
        except ValueError:
            raise Refusal(bad_date(short_field_words(period)), period.line) from None
        lines = dict.fromkeys(lines, period.line)
    facts = {"end_open": is_going_on(wordings["end"])}
    for name, written in wordings.items():
        facts[f"{name}_as_written"] = written
        try:
            facts[name] = "" if name == "end" and facts["end_open"] else partial_date(written)
        except ValueError:
            raise Refusal(bad_date(written), lines[name]) from None
    return facts


def bad_date(written: str) -> str:
    """Return what is said of a wording that is no date."""
    return _("no entiendo la fecha «%s»; escríbela así: diciembre de 2018, 2018 o 2018-12-24") % written[:60]


def read_choice(
    name: str, section: FormSection | None, options: list[Option], record: PracticeRecord, ticked: bool
) -> None:
    """Put the options chosen under one heading into the record. Raises Refusal for an option that no list has.

    `ticked` tells that an option of the form carries a mark: then, in the whole form, only marked ones were chosen. A
    heading with one answer and no box is no list to mark, and that answer is taken, with a note.
    """
    codes = []
    texts = record.languages[record.language]
    if name in FREE_TEXT:
        texts[FREE_TEXT[name]] = ""
    alone = len(options) == 1 and not options[0].sign and match_option(VOCABULARIES[name], options[0].text)
    for option in options:
        if alone and ticked and not option.ticked:
            names = {"option": option.text[:80], "heading": section.heading[:80]}
            note = _("«%(option)s» se tomó sin marca: es lo único que dice «%(heading)s»") % names
            record.notes.append((option.line, note))
        elif not option.ticked and (ticked or option.boxed is False):
            record.notes.append((option.line, _("«%s» no está marcado y no se tomó") % option.text[:80]))
            continue
        before, _colon, after = option.text.partition(":")
        if name in FREE_TEXT and wording.fold_heading(before) in OTHER_WORDS:
            codes += [] if name == "objectives" else ["other"]
            texts[FREE_TEXT[name]] = " ".join(filter(None, [texts[FREE_TEXT[name]], form_line_text(after)]))
            continue
        term = match_option(VOCABULARIES[name], form_line_text(option.text), record.language)
        if term is None:
            raise Refusal(
                _("«%(option)s» no es una opción de «%(heading)s»; si es otra, escribe «%(other)s : …»")
                % {
                    "option": option.text[:80],
                    "heading": section.heading[:80],
                    "other": wording.OTHER[record.language][0],
                },
                option.line,
            )
        codes.append(term.code)
    codes = list(dict.fromkeys(codes))
    if name in ONE_ONLY and len(codes) > 1:
        raise Refusal(_("«%s» admite una sola opción") % section.heading[:80], section.line)
    record.facts[name] = (codes or [""])[0] if name in ONE_ONLY else codes


def read_main_objective(section: FormSection, record: PracticeRecord) -> str:
    """Return the code of the main objective when the answer, or its first line, is one; its words stay in the answer."""
    lines = [line.strip() for _number, line in section.lines if line.strip()] if section else []
    for candidate in (lines[0], " ".join(lines)) if lines else ():
        folded = wording.fold_heading(candidate)
        for code, wordings in wording.MAIN_OBJECTIVES.items():
            if folded in map(wording.fold_heading, wordings):
                return code
        if term := match_option("objective", form_line_text(candidate).rstrip("."), record.language):
            return term.code
    if lines:
        record.notes.append((section.line, _("el objetivo principal no es una de las opciones; elígelo en la ficha")))
    return ""


def read_annexes(section: FormSection | None, language: str) -> list[PracticePart]:
    """Return the rows of the form's annexes; their kind is known only where the title is the name of one."""
    rows = []
    for _number, line in section.lines if section else []:
        if not line.strip():
            continue
        title, url = annex(line)
        kind = match_option("annex_kind", title, language)
        rows.append(
            PracticePart({"kind": kind.code if kind else "", "url": url, "date": ""}, {language: {"title": title}})
        )
    return rows
