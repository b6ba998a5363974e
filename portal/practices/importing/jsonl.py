"""JSON Lines, one practice a line: the form in which the bank gives and takes all it has (docs/exchange.md)."""

import json
import math
import re
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from portal.core.import_report import Refusal
from portal.practices.questions import QUESTIONS

from .cells import MOST_COUNTED
from .clean import answer_of_text, clean_html, refuse_hostile
from .languages import LANGUAGE, language_code, one_of_these
from .record import (
    FACTS,
    FLAG_FACTS,
    NUMBER_FACTS,
    PARTS,
    SOURCE_FACTS,
    TERMS_FACTS,
    TEXTS,
    PracticePart,
    PracticeRecord,
    empty,
)

FORMAT = "participa-practice/1"
TOP = {
    "format", "reference", "language", "district", "source", "facts", "organisations", "languages", *PARTS,
    "reviews",  # this city's own word on the practice: written for the reader of its record, not read back
}  # fmt: skip
REFERENCE = re.compile(r"[A-Z]{2,10}-\d{1,9}")


# Writing ------------------------------------------------------------------------------------------------------------


def as_dict(record: PracticeRecord) -> dict[str, Any]:
    """Return a PracticeRecord as plain data in the order in which it is read best; what it does not say is left out."""
    data = {
        "format": FORMAT,
        "reference": record.reference,
        "language": record.language,
        "district": record.district,
        "source": {"key": record.key, **record.source},
        "facts": record.facts,
    }
    if record.organisations is not None:
        data["organisations"] = record.organisations
    for name, rows_said in record.parts.items():
        data[name] = [{**part.facts, "languages": part.languages} for part in rows_said]
    data["languages"] = {
        language: {"slug": record.slugs.get(language, ""), **texts} for language, texts in record.languages.items()
    }
    return data


def write_line(record: PracticeRecord) -> str:
    """Return a PracticeRecord as one line of JSON (str without a line end)."""
    return json.dumps(as_dict(record), ensure_ascii=False, allow_nan=False)


# Reading ------------------------------------------------------------------------------------------------------------


def read_line(text: str, line: int = 1) -> PracticeRecord:
    """Return the PracticeRecord of one line of JSON (str). Raises Refusal for what is no such record."""
    try:
        data = json.loads(text, parse_constant=refuse_constant, object_pairs_hook=refuse_double_names)
    except json.JSONDecodeError as fault:
        raise Refusal(_("no es JSON válido (columna %d)") % fault.colno, line) from None
    except (RecursionError, ValueError) as fault:
        raise Refusal(_("no es JSON válido (%s)") % str(fault)[:80], line) from None
    try:
        return read_json_record(data, line)
    except Refusal as refusal:
        raise Refusal(refusal.message, line) from None


def refuse_constant(name: str) -> None:
    """Raise ValueError for NaN and Infinity, which are no JSON."""
    raise ValueError(name)


def refuse_double_names(pairs: list[tuple]) -> dict[str, Any]:
    """Return an object's pairs as dict. Raises ValueError when a name comes twice: one of them would be lost."""
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _value in pairs]
        raise ValueError(next(name for name in names if names.count(name) > 1))
    return found


def read_json_record(data: dict[str, Any], line: int = 1) -> PracticeRecord:
    """Return the PracticeRecord of plain data (dict as `as_dict` writes it). Raises Refusal naming the field at fault."""
    expect(data, dict, _("la línea"))
    if data.get("format") != FORMAT:
        raise Refusal(_("falta «format»: «%s»") % FORMAT)
    known(data, TOP, "")
    languages = texts_by_language(data)
    source = dict(mapping(data, "source"))
    record = PracticeRecord(
        key=safe_text(source.pop("key", None), "source.key"),
        language=one_of_these(language_code(safe_text(data.get("language"), "language")), list(languages)),
        reference=safe_text(data.get("reference", ""), "reference"),
        district=safe_text(data.get("district", ""), "district"),
        slugs={code: safe_text(texts.pop("slug", ""), "slug") for code, texts in languages.items()},
        line=line,
    )
    if not record.key.strip():
        raise Refusal(_("falta «%s»") % "source.key")
    if record.reference and not REFERENCE.fullmatch(record.reference):
        raise Refusal(_("«%s» no es una referencia como EXP-0007") % record.reference[:40])
    known(source, SOURCE_FACTS, "source.")
    record.source = {name: safe_text(value, f"source.{name}") for name, value in source.items()}
    facts = mapping(data, "facts")
    known(facts, FACTS, "facts.")
    record.facts = {name: read_fact(name, value) for name, value in facts.items()}
    record.languages = {code: read_texts(code, texts) for code, texts in languages.items()}
    if not record.title.strip():
        raise Refusal(_("falta el título en «%s», el idioma de la ficha") % record.language)
    if "organisations" in data:
        record.organisations = [read_organisation(row) for row in rows(data, "organisations")]
    for name in PARTS:
        if name in data:
            record.parts[name] = [read_part(name, row, record.language) for row in rows(data, name)]
    return record


def texts_by_language(data: dict[str, Any], place: str = "") -> dict[str, dict[str, Any]]:
    """Return {language code: what is said in it}. Raises Refusal when two names mean one language."""
    found = {}
    for written, said in mapping(data, "languages", place).items():
        code = language_code(written)
        if code in found:
            raise Refusal(_("«%s» y otro código son el mismo idioma") % written[:40])
        found[code] = dict(expect(said, dict, f"{place}{written}"))
    return found


def read_texts(code: str, texts: dict[str, str]) -> dict[str, str]:
    """Return the texts of one language, answers cleaned. Raises Refusal for an unknown field or language code."""
    if not LANGUAGE.fullmatch(code):
        raise Refusal(_("«%s» no es el código de un idioma") % code[:40])
    known(texts, TEXTS, f"languages.{code}.")
    read = {name: safe_text(value, f"languages.{code}.{name}") for name, value in texts.items()}
    return {name: clean_html(answer_of_text(value)) if name in QUESTIONS else value for name, value in read.items()}


def read_fact(name: str, value: float | list[str] | str | None) -> float | list[str] | str | None:
    """Return one fact in the form in which records hold it. Raises Refusal when it is of another type."""
    place = f"facts.{name}"
    if value is None:
        return empty(name)
    if name in FLAG_FACTS:
        return expect(value, bool, place)
    if name in NUMBER_FACTS:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            raise Refusal(_("«%s» debe ser un número") % place)
        if NUMBER_FACTS[name] is int and value != int(value):
            raise Refusal(_("«%s» debe ser un número entero") % place)
        if NUMBER_FACTS[name] is int and not 0 <= value <= MOST_COUNTED:
            raise Refusal(_("«%(field)s» debe estar entre 0 y %(most)d") % {"field": place, "most": MOST_COUNTED})
        return NUMBER_FACTS[name](value)
    if name in TERMS_FACTS:
        codes = [str(code) if type(code) is int else safe_text(code, place) for code in expect(value, list, place)]
        return list(dict.fromkeys(codes))
    if name == "last_reviewed" and value:
        try:
            return date.fromisoformat(safe_text(value, place)).isoformat()
        except ValueError:
            raise Refusal(_("«%(field)s» no es una fecha: %(value)s") % {"field": place, "value": value[:40]}) from None
    return safe_text(value, place)


def read_organisation(row: dict[str, str]) -> dict[str, str]:
    """Return one organisation of a practice as {"name", "role"}."""
    known(row, ("name", "role"), "organisations.")
    read = {name: safe_text(row.get(name, ""), f"organisations.{name}").strip() for name in ("name", "role")}
    if not read["name"]:
        raise Refusal(_("falta «%s»") % "organisations.name")
    return read


def read_part(name: str, row: dict[str, Any], first: str) -> PracticePart:
    """Return one row of a practice (Part). Raises Refusal when it lacks its words in the `first` language."""
    shape = PARTS[name]
    known(row, (*shape.facts, *shape.informative, "languages"), f"{name}.")
    languages = {}
    for code, texts in texts_by_language(row, f"{name}.").items():
        known(texts, shape.texts, f"{name}.{code}.")
        languages[code] = {text: safe_text(texts.get(text, ""), f"{name}.{text}") for text in shape.texts}
    if not languages.get(first, {}).get(shape.texts[0], "").strip():
        raise Refusal(_("falta «%s»") % f"{name}.languages.{first}.{shape.texts[0]}")
    return PracticePart({fact: safe_text(row.get(fact, ""), f"{name}.{fact}") for fact in shape.facts}, languages)


# Types --------------------------------------------------------------------------------------------------------------


def expect(
    value: dict[str, str] | list[dict[str, str]] | str, kind: type, place: str
) -> dict[str, str] | list[dict[str, str]] | str:
    """Return `value` when it is of that type. Raises Refusal naming the place otherwise."""
    if not isinstance(value, kind):
        names = {dict: _("un objeto"), list: _("una lista"), str: _("un texto"), bool: _("true o false")}
        raise Refusal(_("«%(place)s» debe ser %(kind)s") % {"place": place, "kind": names[kind]})
    return value


def safe_text(value: str, place: str) -> str:
    """Return a text that carries nothing hostile. Raises Refusal otherwise."""
    refuse_hostile(expect("" if value is None else value, str, place))
    return value or ""


def mapping(data: dict[str, Any], name: str, place: str = "") -> dict[str, Any]:
    """Return the object under `name`, empty when it is missing."""
    return expect(data.get(name, {}), dict, f"{place}{name}")


def rows(data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return the list of objects under `name`."""
    return [expect(row, dict, name) for row in expect(data[name], list, name)]


def known(data: dict[str, Any], names: set[str] | tuple[str, ...], place: str) -> None:
    """Raise Refusal for the first name in `data` that the format does not have."""
    for name in data:
        if name not in names:
            raise Refusal(_("no conozco el campo «%s»") % f"{place}{name}"[:80])
