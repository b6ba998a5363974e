"""Loading the vocabularies from their data file, without touching what the city changed."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from .matching import fold_wording, term_words
from .models import Vocabulary

if TYPE_CHECKING:
    from portal.vocabularies.models import Term

DATA = Path(__file__).parent / "data" / "terms.toml"
LANGUAGE_TABLES = ("labels", "alternative_labels", "oidp_form", "oidp_bank")
LOADED_FIELDS = ("order", *LANGUAGE_TABLES, "note")
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CODE_LENGTH = 40
_STEP = 10  # between two places of a list, so that the city's own terms fit between


class DataError(ValueError):
    """The data file cannot be loaded; the message has one line per fault, each naming file, term and key."""


@dataclass(frozen=True)
class TermChange:
    """What loading did with a term: created, updated, kept (edited here, the file differs) or gone (from the file)."""

    action: str
    term: str
    fields: tuple[str, ...] = ()

    def __str__(self):
        because = {
            "kept": "edited here, the file now differs in",
            "gone": "no longer in the file, left as it is",
        }.get(self.action, "")
        return " ".join(filter(None, [self.action, self.term, because, ", ".join(self.fields)]))


def read_terms(path: Path = DATA) -> list[dict[str, Any]]:
    """Return the terms of a data file (path) as dicts of model fields, in file order. Raises DataError."""
    path = Path(path)
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path.name}: {error}") from error
    faults, terms = [], []
    for vocabulary, entries in tables.items():
        if vocabulary not in Vocabulary.values:
            faults.append(f"{vocabulary}: unknown vocabulary, known are {', '.join(Vocabulary.values)}")
            continue
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            faults.append(f"{vocabulary}: write every term as [[{vocabulary}]]")
            continue
        for position, entry in enumerate(entries, start=1):
            terms.append(_term(vocabulary, position, entry, faults))
    faults += _missing(terms) + _doubles(terms)
    if faults:
        raise DataError("\n".join(f"{path.name}: {fault}" for fault in faults))
    return terms


def load(model: type[Term], path: Path = DATA, using: str = "default") -> list[TermChange]:
    """Bring the terms of a data file into `model` (Term, or a migration's Term) and return the list of Changes.

    All or nothing. A row that differs from what was last loaded was edited by the city and is kept; whether a term
    is in use is the city's alone. Nothing is deleted. Raises DataError when the file has faults.
    """
    terms = read_terms(path)
    with transaction.atomic(using=using):
        rows = {(row.vocabulary, row.code): row for row in model.objects.using(using).all()}
        changes = [_load_term(model, rows.pop((term["vocabulary"], term["code"]), None), term, using) for term in terms]
        gone = [TermChange("gone", f"{row.vocabulary}/{row.code}") for row in rows.values() if row.loaded_checksum]
    return [change for change in changes if change] + sorted(gone, key=str)


def _load_term(model, row, term, using):
    """Create or update the row of one term; return its TermChange, None when there is nothing to say."""
    key, checksum = f"{term['vocabulary']}/{term['code']}", _checksum(term)
    if row is None:
        model(**term, loaded_checksum=checksum).save(using=using)
        return TermChange("created", key)
    here = {field: getattr(row, field) for field in LOADED_FIELDS}
    differing = tuple(field for field in LOADED_FIELDS if here[field] != term[field])
    if row.loaded_checksum == checksum and differing:
        return None  # the city's edit of a term whose source has not changed
    if differing and _checksum(here) != row.loaded_checksum:
        return TermChange("kept", key, differing)
    if differing or row.loaded_checksum != checksum:
        for field in differing:
            setattr(row, field, term[field])
        row.loaded_checksum = checksum
        row.save(using=using)
    return TermChange("updated", key, differing) if differing else None


def _checksum(values):
    """Return the SHA-256 (hex) of the loaded fields of a term."""
    told = json.dumps([values[field] for field in LOADED_FIELDS], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def _term(vocabulary, position, entry, faults):
    """Return one entry as model fields, adding what is wrong with it to `faults`."""
    code = entry.get("code")
    where = f"{vocabulary}/{code}" if isinstance(code, str) and code else f"{vocabulary}, term {position}"
    if not isinstance(code, str) or not _CODE.fullmatch(code) or len(code) > _CODE_LENGTH:
        faults.append(f"{where}: code must be lower-case letters, digits and hyphens, at most {_CODE_LENGTH}")
    if unknown := set(entry) - {"code", "note", *LANGUAGE_TABLES}:
        faults.append(f"{where}: unknown key {', '.join(sorted(unknown))}")
    note = entry.get("note", "")
    if not isinstance(note, str):
        faults.append(f"{where}: note must be text")
    term = {"vocabulary": vocabulary, "code": code, "order": position * _STEP, "note": note}
    for name in LANGUAGE_TABLES:
        term[name] = _language_table(entry.get(name, {}), f"{where}: {name}", name != "labels", faults)
    return term


def _language_table(table, where, several, faults):
    """Return {language: text} or, where a term may have several, {language: [texts]}; adds to `faults`."""
    if not isinstance(table, dict):
        faults.append(f"{where} must say its language, {where.split(': ')[-1]}.es = …")
        return {}
    read = {}
    for language, value in table.items():
        texts = value if several and isinstance(value, list) else [value]
        if language not in dict(settings.LANGUAGES):
            faults.append(f"{where}.{language}: unknown language")
        elif not all(isinstance(text, str) and text.strip() for text in texts):
            faults.append(f"{where}.{language}: only text that is not empty")
        else:
            read[language] = texts if several else value
    return read


def _missing(terms):
    """Return the faults of terms without a name in a language in which the file names others, or in the source."""
    spoken = [code for code, _name in settings.LANGUAGES if any(term["labels"].get(code) for term in terms)]
    return [
        f"{term['vocabulary']}/{term['code']}: labels.{language} is missing"
        for term in terms
        for language in dict.fromkeys([settings.LANGUAGE_CODE, *spoken])
        if not term["labels"].get(language)
    ]


def _doubles(terms):
    """Return the faults of codes that a vocabulary has twice and of words that name two of its terms."""
    faults, codes, named = [], set(), {}
    for term in terms:
        key = (term["vocabulary"], str(term["code"]))
        if key in codes:
            faults.append(f"{key[0]}/{key[1]}: the code is there twice")
        codes.add(key)
        for words in term_words(*(term[name] for name in LANGUAGE_TABLES)).values():
            for word in words:
                other = named.setdefault((term["vocabulary"], fold_wording(word)), key)
                if other != key:
                    faults.append(f'{key[0]}/{key[1]}: "{word}" already names {other[0]}/{other[1]}')
    return list(dict.fromkeys(faults))
