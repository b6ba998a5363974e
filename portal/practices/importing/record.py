"""The practice between two places: what a reader found in a file, or what pages say, independent of either.

What a record does not say (a missing key) is left as it is where the record is stored; what it says is empty is emptied.
"""

from dataclasses import dataclass, field
from typing import Any

from portal.practices.models import practice as model
from portal.practices.questions import QUESTIONS

Value = str | int | float | bool | None | list[str]

SOURCE_FACTS = ("name", "url", "language", "licence", "date")
SOURCE_KEY_START = "urn:uuid:"

TERM_FACTS = model.TERM_FACTS
TERMS_FACTS = model.TERMS_FACTS
NUMBER_FACTS = {"latitude": float, "longitude": float, "participants_count": int, "edition": int}
FLAG_FACTS = ("end_open",)
ELSEWHERE = {"reference", "source_key", *(f"source_{name}" for name in SOURCE_FACTS)}
FACTS = (
    *(name for name in model.PLAIN_FACTS if name not in ELSEWHERE),
    *TERM_FACTS,
    *TERMS_FACTS,
)
PLAIN_TEXTS = ("title", *model.PLAIN_TEXTS)
RICH_TEXTS = tuple(QUESTIONS)
TEXTS = (*PLAIN_TEXTS, *RICH_TEXTS)


@dataclass(frozen=True)
class PartShape:
    """What one kind of row of a practice holds: facts, the same in all languages, and texts of each language."""

    facts: tuple[str, ...]
    texts: tuple[str, ...]
    #: written for the reader of an export, not read back
    informative: tuple[str, ...] = ()


PARTS = {
    "annexes": PartShape(("kind", "url", "date"), ("title",)),
    "figures": PartShape((), ("value", "label")),
    "contributions": PartShape(("who",), ("text",)),
    "pictures": PartShape(("image",), ("alt", "caption"), ("file", "credit", "licence")),
}


@dataclass
class PracticePart:
    """One row of a practice: an annex, a figure, a contribution or a picture."""

    facts: dict[str, str] = field(default_factory=dict)
    languages: dict[str, dict[str, str]] = field(default_factory=dict)

    def said_in(self, language: str, first: str, shape: PartShape) -> dict[str, str]:
        """Return facts and texts of this row in `language`; a text nobody translated is that of the `first` language."""
        said = {**self.facts, **self.languages.get(first, {}), **self.languages.get(language, {})}
        return {name: said.get(name, "") for name in (*shape.facts, *shape.texts)}


@dataclass
class PracticeRecord:
    """One practice in all its languages.

    `key` is the stable key of its provenance, `language` the code of the version it was first written in, `facts` are
    by field name with vocabulary codes, `languages` holds {code: {field: text}} with the answers as clean HTML.
    """

    key: str
    language: str
    facts: dict[str, Value] = field(default_factory=dict)
    languages: dict[str, dict[str, str]] = field(default_factory=dict)
    source: dict[str, str] = field(default_factory=dict)
    organisations: list[dict[str, str]] | None = None
    parts: dict[str, list[PracticePart]] = field(default_factory=dict)
    #: names of the parts of which the source gives only some: rows that stand elsewhere are no contradiction
    open_parts: frozenset[str] = frozenset()
    #: names of the facts that the source words loosely: they fill what is empty and change nothing that is stored
    loose_facts: frozenset[str] = frozenset()
    slugs: dict[str, str] = field(default_factory=dict)
    #: code of the language of the first version's texts, where the portal does not have it
    written_in: str = ""
    reference: str = ""
    district: str = ""
    #: line of the file it begins on, and what its reader wants to say about it: [(line, message)]
    line: int = 1
    notes: list[tuple[int, str]] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Return the title in the first language."""
        return self.languages.get(self.language, {}).get("title", "")

    def said_in(self, language: str, with_facts: bool) -> dict[str, Any]:
        """Return everything the record says of one language version, comparable with `extract.stored`.

        Facts and organisations are asked for the first version only: the others follow it.
        """
        said: dict[str, Any] = {**self.languages[language]}
        for name, rows in self.parts.items():
            said[name] = [part.said_in(language, self.language, PARTS[name]) for part in rows]
        if with_facts:
            said |= {name: comparable(value) for name, value in self.facts.items()}
            said |= {f"source_{name}": value for name, value in self.source.items()}
            if self.organisations is not None:
                said["organisations"] = self.organisations
        return said

    def rename_language(self, old: str, new: str) -> None:
        """Write the texts of language `old` as those of `new`: a portal without `old` keeps them there."""
        for texts in (self.languages, self.slugs, *(part.languages for rows in self.parts.values() for part in rows)):
            if old in texts:
                texts[new] = texts.pop(old)
        self.language = new if self.language == old else self.language

    def drop_first_language(self, instead: str) -> None:
        """Make `instead` the first language and drop the texts of the one before; rows that lack it keep their words."""
        for part in (part for rows in self.parts.values() for part in rows):
            words = part.languages.pop(self.language, {})
            part.languages.setdefault(instead, words)
        self.languages.pop(self.language)
        self.slugs.pop(self.language, None)
        self.language = instead


def comparable(value: Value) -> Value:
    """Return `value` with the codes of a multiple choice in one order: which came first says nothing."""
    return sorted(value) if isinstance(value, list) else value


def empty(name: str) -> Value:
    """Return how a fact without a value is written."""
    if name in TERMS_FACTS:
        return []
    if name in NUMBER_FACTS:
        return None
    return False if name in FLAG_FACTS else ""
