"""Signs of personal data in a text that may become public: telephones, mail addresses, identity cards, number plates.

The patterns are those of Argentina, Mexico and Brazil, and what is international; they ask a question and refuse nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

#: (what it is, pattern); the first that fits a place of the text counts
PATTERNS: tuple[tuple[Any, re.Pattern], ...] = (
    (_("un correo"), re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")),
    # CPF of Brazil; CURP and RFC of Mexico; CUIT and DNI of Argentina
    (_("un número de documento"), re.compile(r"\b\d{3}\.\d{3}\.\d{3}-\d{2}\b")),
    (_("un número de documento"), re.compile(r"\b[A-Z][AEIOUX][A-Z]{2}\d{6}[HM][A-Z]{5}[A-Z\d]\d\b", re.IGNORECASE)),
    (_("un número de documento"), re.compile(r"\b[A-ZÑ&]{3,4}\d{6}[A-Z\d]{3}\b", re.IGNORECASE)),
    (_("un número de documento"), re.compile(r"\b(?:20|23|24|27|30|33)-?\d{8}-?\d\b")),
    (_("un número de documento"), re.compile(r"\b\d{1,2}\.\d{3}\.\d{3}\b")),
    (_("un número de documento"), re.compile(r"\b(?:DNI|CI|LC|LE|RG|INE)\W{0,4}\d{6,10}\b", re.IGNORECASE)),
    (_("una patente"), re.compile(r"\b(?:[A-Z]{2}[ -]?\d{3}[ -]?[A-Z]{2}|[A-Z]{3}[ -]?\d{3}|[A-Z]{3}-\d{2}-\d{2})\b")),
    (_("una patente"), re.compile(r"\b[A-Z]{3}[ -]?\d[A-Z]\d{2}\b")),
    (
        _("un teléfono"),
        re.compile(
            r"(?<![\w/.-])(?:\+\d{1,3}[\s.-]?)?(?:9[\s.-]?)?(?:\(?\d{2,5}\)?[\s.-]?)?\d{3,4}[\s.-]?\d{4}(?![\w/-])"
        ),
    ),
)
#: what looks like a telephone and is a day, a year, a time or an amount
NO_PHONE = re.compile(r"(?:19|20)\d{2}\D?(?:19|20)\d{2}|\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}")


@dataclass(frozen=True)
class PersonalMark:
    """One place of a text: from `start` to `end` (characters), what it seems to be, and its words."""

    start: int
    end: int
    label: Any
    text: str


def personal_marks(text: str) -> list[PersonalMark]:
    """Return what looks like personal data in a text, in its order, without overlaps."""
    found: list[PersonalMark] = []
    for label, pattern in PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if NO_PHONE.fullmatch(match.group()) or any(start < mark.end and mark.start < end for mark in found):
                continue
            found.append(PersonalMark(start, end, label, match.group()))
    return sorted(found, key=lambda mark: mark.start)
