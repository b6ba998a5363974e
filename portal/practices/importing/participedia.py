"""Reader of Participedia's cases, one JSON object a line: the mapping of docs/participedia.md, nothing guessed."""

import json
import re
from functools import cache
from typing import Any

from babel import Locale
from django.utils.translation import gettext as _

from portal.core.import_report import Refusal
from portal.practices.vocabulary import SOURCE_LANGUAGES
from portal.vocabularies.countries import find_country
from portal.vocabularies.matching import fold_wording

from . import participedia_wording as wording
from .clean import UNPRINTABLE, clean_html, refuse_hostile
from .jsonl import expect, refuse_constant, refuse_double_names
from .periods import iso_partial_date
from .record import PracticeRecord

SOURCE_NAME = "Participedia"
LICENCE = "CC BY-NC-SA 3.0"
SITE = "https://participedia.net"
KEY_START = "participedia/"
IDENTITY = re.compile(r"participedia-(\d{1,9})")
LEAD_LENGTH, PLACE_LENGTH = 600, 160
DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T][\d:.+Z-]*)?")
HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1\s*>", re.IGNORECASE | re.DOTALL)
ACTIVE_CONTENT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"<[^>]*>")
OWN_PAGE = re.compile(r"""(<a\b[^>]*?\shref=)(["'])/(?!/)""", re.IGNORECASE)
OWN_ANCHOR = re.compile(r"""(<a\b[^>]*?)\shref=(["'])#[^"']*\2""", re.IGNORECASE)
FIELDS = {
    "id", "url", "title", "description", "lang", "city", "province", "country", "location_name", "start_date", "end_date",
    "ongoing", "post_date", "issues", "approaches", "method_types", "tools_techniques", "scope_of_influence",
    "number_of_participants", "organizer_types", "decision_methods", "body_html",
}  # fmt: skip


def read_case(text: str, line: int = 1) -> PracticeRecord:
    """Return the PracticeRecord of one case (str, a line of JSON). Raises Refusal for what is no such case."""
    try:
        data = json.loads(text, parse_constant=refuse_constant, object_pairs_hook=refuse_double_names)
    except json.JSONDecodeError as fault:
        raise Refusal(_("no es JSON válido (columna %d)") % fault.colno, line) from None
    except (RecursionError, ValueError) as fault:
        raise Refusal(_("no es JSON válido (%s)") % str(fault)[:80], line) from None
    try:
        return read_participedia_case(expect(data, dict, _("la línea")), line)
    except Refusal as refusal:
        raise Refusal(refusal.message, line) from None


def read_participedia_case(data: dict[str, Any], line: int) -> PracticeRecord:
    """Return the PracticeRecord of a case as plain data. Raises Refusal naming the field at fault."""
    for name in data:
        if name not in FIELDS:
            raise Refusal(_("no conozco el campo «%s»") % name[:80])
    identity = IDENTITY.fullmatch(case_text(data, "id"))
    if not identity:
        raise Refusal(_("«%s» no es el número de un caso de Participedia") % case_text(data, "id")[:40])
    language = case_text(data, "lang")
    record = PracticeRecord(key=f"{KEY_START}{identity[1]}", language=language or "en", line=line)
    title = capital(case_text(data, "title"))
    if not title:
        raise Refusal(_("falta «%s»") % "title")
    if not language:
        record.notes.append((line, _("no dice en qué idioma está; queda en inglés")))
    elif language not in SOURCE_LANGUAGES:
        raise Refusal(_("«%s» no es el código de un idioma") % language[:40])
    record.source = {
        "name": SOURCE_NAME, "url": case_text(data, "url"), "language": language, "licence": LICENCE,
        "date": case_day(data, "post_date"),
    }  # fmt: skip
    record.facts = {**case_place_facts(data, record), **dates(data, record)}
    texts = record.languages[record.language] = {"title": title, **read_body(data, record)}
    texts["lead"] = lead_of(case_text(data, "description"))
    if texts["lead"].endswith("…"):
        texts["summary"] = clean_html(f"<p>{TAG.sub(' ', case_text(data, 'description'))}</p>") + texts["summary"]
    record.facts["types"], texts["type_other"] = choose(data, "method_types", wording.METHODS, several=True)
    record.facts["themes"], texts["theme_other"] = choose(data, "issues", wording.ISSUES, several=True)
    scopes, texts["scope_other"] = choose(data, "scope_of_influence", wording.SCOPES)
    record.facts["scope"] = (scopes or [""])[0]
    record.facts["participants_count"] = count(data)
    return record


def case_text(data: dict[str, Any], name: str) -> str:
    """Return a text of the case on one line. Raises Refusal when it is none or carries anything hostile."""
    value = expect("" if data.get(name) is None else data[name], str, name)
    refuse_hostile(value)
    return " ".join(value.split())


def capital(title: str) -> str:
    """Return a title with a capital: many cases came out of Participedia's data in lower case altogether."""
    return title[:1].upper() + title[1:] if title == title.lower() else title


def lead_of(description: str) -> str:
    """Return the description as a lead (str); a longer one ends with the last whole word that has room, and `…`."""
    description = " ".join(TAG.sub(" ", description).split())
    if len(description) <= LEAD_LENGTH:
        return description
    return description[: LEAD_LENGTH - 1].rpartition(" ")[0] + "…"


def case_place_facts(data: dict[str, Any], record: PracticeRecord) -> dict[str, str]:
    """Return the facts about the place. What names no country, or is too long, is left out or cut, with a note."""
    city, region, country = case_text(data, "city"), case_text(data, "province"), case_text(data, "country")
    region = region or ("" if city else case_text(data, "location_name"))
    code = country_code(country)
    if code is None:
        record.notes.append((record.line, _("no conozco el país «%s»; queda vacío") % country[:80]))
    facts = {"place_city": city, "place_region": region, "place_country": code or ""}
    for name in ("place_city", "place_region"):
        if len(facts[name]) > PLACE_LENGTH:
            facts[name] = facts[name][: PLACE_LENGTH - 1].rpartition(" ")[0] + "…"
            record.notes.append((record.line, _("el lugar es más largo que %d letras; se cortó") % PLACE_LENGTH))
    return facts


def country_code(name: str) -> str | None:
    """Return the ISO 3166-1 code of a country as Participedia names it, in whichever language; None when unknown."""
    if not name:
        return ""
    folded = fold_wording(name)
    for locale in wording.COUNTRY_LOCALES:
        if found := country_names(locale).get(folded):
            return found
    return find_country(name) or wording.COUNTRIES.get(folded)


@cache
def country_names(locale: str) -> dict[str, str]:
    """Return {folded name: code} of a CLDR locale."""
    names = Locale.parse(locale).territories.items()
    return {fold_wording(name): code for code, name in names if len(code) == 2 and find_country(code) == code}


def case_day(data: dict[str, Any], name: str) -> str:
    """Return a day of the case in ISO, "" for none. Raises Refusal for what is no day."""
    text = case_text(data, name)
    found = DAY.fullmatch(text)
    try:
        return iso_partial_date(*found.groups()) if found else refuse_day(name, text)
    except ValueError:
        return refuse_day(name, text)


def refuse_day(name: str, text: str) -> str:
    """Return "" for an empty text. Raises Refusal for any other: it is no day."""
    if text:
        raise Refusal(_("«%(field)s» no es una fecha: %(value)s") % {"field": name, "value": text[:40]})
    return ""


def dates(data: dict[str, Any], record: PracticeRecord) -> dict[str, Any]:
    """Return the facts about time; an end that contradicts the beginning, or that it goes on, is kept as wording only."""
    start, end, ongoing = case_day(data, "start_date"), case_day(data, "end_date"), data.get("ongoing")
    if ongoing is not None:
        expect(ongoing, bool, "ongoing")
    facts = {"start": start, "end": end, "end_open": ongoing is True, "start_as_written": "", "end_as_written": ""}
    facts["outcome"] = "ongoing" if ongoing else "ended" if ongoing is False and end else ""
    if end and (ongoing or end < start):
        facts |= {"end": "", "end_as_written": end, "outcome": "ongoing" if ongoing else ""}
        said = (
            _("dice que sigue en marcha y también que terminó el %s") if ongoing else _("terminó antes de empezar: %s")
        )
        record.notes.append((record.line, said % end))
    return facts


def count(data: dict[str, Any]) -> int:
    """Return how many took part, None when nobody said. Raises Refusal for what is no such number."""
    value = data.get("number_of_participants")
    if value is None:
        return None
    if type(value) is not int or not 0 <= value < 2**31:
        raise Refusal(_("«%s» debe ser un número entero") % "number_of_participants")
    return value


def choose(
    data: dict[str, Any], name: str, table: dict[str, tuple[str, str]], several: bool = False
) -> tuple[list[str], str]:
    """Return (codes, words for those that no vocabulary has). Only the first counts unless `several`. Raises Refusal."""
    codes, others = [], []
    for value in expect(data.get(name) or [], list, name):
        if value not in table:
            raise Refusal(_("no conozco el código «%(code)s» de «%(list)s»") % {"code": str(value)[:40], "list": name})
        code, label = table[value]
        codes.append(code)
        others += [label] if code == "other" else []
    if not several:
        codes, others = codes[:1], others if codes[:1] == ["other"] else []
    return list(dict.fromkeys(codes)), "; ".join(filter(None, others))


def read_body(data: dict[str, Any], record: PracticeRecord) -> dict[str, str]:
    """Return the answers (clean HTML) of a case's body: its sections under the questions that they answer."""
    html = expect(data.get("body_html") or "", str, "body_html")
    if ACTIVE_CONTENT.search(html):
        record.notes.append((record.line, _("traía código que podría ejecutarse; se quitó")))
    html = UNPRINTABLE.sub("", ACTIVE_CONTENT.sub("", html))
    html = OWN_ANCHOR.sub(r"\1", OWN_PAGE.sub(rf"\1\2{SITE}/", html))
    answers = dict.fromkeys(wording.ANSWERS, "")
    name, begin = "summary", 0
    for found in HEADING.finditer(html):
        answers[name] += html[begin : found.start()]
        heading = fold_wording(TAG.sub(" ", found[2]))
        if heading:
            # A heading that is smaller than the section's, or unknown, stays in the section it divides.
            name = wording.SECTIONS.get(heading, name if name != "summary" else wording.UNKNOWN)
        begin = found.start()
    answers[name] += html[begin:]
    return {name: clean_html(answer) for name, answer in answers.items()}
