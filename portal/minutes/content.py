"""What minutes say, as one flat dict of texts: two people merge it key by key, and a draft keeps even what is wrong.

`FORM_TEXTS` and the tables beside it are the whole list of keys; whatever else a form sends is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from portal.councils.choices import AgeBand, Gender
from portal.submissions.drafts import clean_text

from .choices import Attendance, Presence

Content = dict[str, str]

#: key of the single texts: how long each may be
FORM_TEXTS = {
    "covered": 300,
    "summary": 6000,
    "connection": 600,
    "recording": 500,
    "chapters": 4000,
    "other_topics": 600,
    "remarks": 3000,
}
#: what leaves the office nowhere
PRIVATE_KEYS = frozenset({"remarks"})
#: kind of row: {field: how long it may be}; a row without its first field says nothing
ROW_FIELDS = {
    "item": {"outcome": 12, "discussed": 6000},
    "extra": {"title": 250, "outcome": 12, "discussed": 6000},
    "agreement": {"text": 600, "item": 20},
    "said": {"text": 1500, "kind": 12, "theme": 60, "place": 20, "spot": 200, "item": 20, "times": 4},
    "organisation": {"name": 200},
}
#: kind of number: its categories
NUMBERS = {
    "count": tuple(Presence.values),
    "age": tuple(AgeBand.values),
    "gender": tuple(Gender.values),
    "times": tuple(Attendance.values),
    "turn": tuple(Gender.values),
    "turn-age": tuple(AgeBand.values),
}
NUMBER_KEYS = frozenset(f"{kind}.{name}" for kind, names in NUMBERS.items() for name in names)
#: texts that are translated: single ones, and fields of rows
TRANSLATED_TEXTS = ("covered", "summary", "connection", "chapters", "other_topics")
TRANSLATED_FIELDS = {
    "item": ("discussed",),
    "extra": ("title", "discussed"),
    "agreement": ("text",),
    "said": ("text",),
}
ROW_ID = re.compile(r"[0-9a-z]{6,20}")
TOPIC = re.compile(r"topic\.([a-z0-9-]{1,60})")
LONGEST_NUMBER = 40  # what is no number stays, too, until somebody mends it
MOST_ROWS = 200
MOST_KEYS = 4000


@dataclass(frozen=True)
class ContentRow:
    """One row: its id, which orders the rows, and {field: text} of all its fields."""

    id: str
    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")


def longest_of(key: str) -> int:
    """Return how many signs the text of a key may have; 0 for a key that minutes do not have."""
    if key in FORM_TEXTS:
        return FORM_TEXTS[key]
    if key in NUMBER_KEYS:
        return LONGEST_NUMBER
    if TOPIC.fullmatch(key):
        return 1
    kind, _dot, rest = key.partition(".")
    row, _dot, name = rest.partition(".")
    fields = ROW_FIELDS.get(kind, {})
    return fields.get(name, 0) if ROW_ID.fullmatch(row) else 0


def clean_content(raw: Mapping[str, object]) -> Content:
    """Return what minutes may hold of what a form sent: known keys, texts that any database stores, at most MOST_ROWS rows.

    Nothing is refused because it is wrong; `portal/minutes/faults.py` tells that. An empty text is left out.
    """
    found: Content = {}
    rows: dict[str, set[str]] = {}
    for key, text in sorted(raw.items())[:MOST_KEYS]:
        longest = longest_of(key)
        if not longest or not isinstance(text, str):
            continue
        kind, _dot, rest = key.partition(".")
        if kind in ROW_FIELDS:
            known = rows.setdefault(kind, set())
            known.add(rest.partition(".")[0])
            if len(known) > MOST_ROWS:
                continue
        cleaned = clean_text(text)[:longest]
        if cleaned.strip():  # blanks at the end stay: somebody may be typing the next word
            found[key] = cleaned
    return found


def content_rows(content: Mapping[str, str], kind: str) -> list[ContentRow]:
    """Return the rows of one kind that say something, in the order in which they were begun."""
    found: dict[str, dict[str, str]] = {}
    for key, text in content.items():
        named, _dot, rest = key.partition(".")
        if named == kind:
            row, _dot, name = rest.partition(".")
            found.setdefault(row, {})[name] = text
    first = next(iter(ROW_FIELDS[kind]))
    return [ContentRow(row, found[row]) for row in sorted(found) if kind == "item" or found[row].get(first)]


def row_of(content: Mapping[str, str], kind: str, row: str) -> ContentRow:
    """Return one row by its id, with empty fields where nothing was typed."""
    return ContentRow(row, {name: content.get(f"{kind}.{row}.{name}", "") for name in ROW_FIELDS[kind]})


def number_in(content: Mapping[str, str], key: str) -> int | None:
    """Return the number of a key; None where nothing was counted, or something that is no number."""
    text = content.get(key, "").strip()
    return int(text) if text.isascii() and text.isdecimal() else None


def tally_of(content: Mapping[str, str], kind: str) -> dict[str, int]:
    """Return {category: number} of what was counted of one kind of NUMBERS; {} where nothing was."""
    counted = {name: number_in(content, f"{kind}.{name}") for name in NUMBERS[kind]}
    if all(number is None for number in counted.values()):
        return {}
    return {name: number or 0 for name, number in counted.items()}


def attendance_total(content: Mapping[str, str]) -> int | None:
    """Return how many people took part: the sum of the places; None where nobody counted."""
    counted = tally_of(content, "count")
    return sum(counted.values()) if counted else None


def topics_in(content: Mapping[str, str]) -> list[str]:
    """Return the codes of the themes that were ticked."""
    return sorted(found[1] for key in content if (found := TOPIC.fullmatch(key)))


def public_content(content: Mapping[str, str]) -> Content:
    """Return what everybody may read of a draft, without blanks around its texts."""
    return {key: text.strip() for key, text in content.items() if key not in PRIVATE_KEYS}


def translated_keys(content: Mapping[str, str]) -> Iterator[str]:
    """Yield the keys of the texts that another language says in its own words, in the order of the page."""
    for key in TRANSLATED_TEXTS:
        if content.get(key):
            yield key
    for kind, names in TRANSLATED_FIELDS.items():
        for row in content_rows(content, kind):
            for name in names:
                if row[name]:
                    yield f"{kind}.{row.id}.{name}"
