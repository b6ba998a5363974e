"""What a session of the demonstration discusses: its title, its lead and its agenda, composed from readable files."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from portal.core.language import CODES
from portal.councils.choices import ItemVisibility
from portal.councils.models import AgendaItem

from .files import file_languages, read_toml

SOURCE = "es"
#: {language: {preposition: {article: the two in one word}}}
CONTRACTIONS = {
    "es": {"de": {"el": "del"}, "a": {"el": "al"}},
    "fr": {"de": {"le": "du", "les": "des"}, "à": {"le": "au", "les": "aux"}},
    "pt": {
        "de": {"a": "da", "o": "do", "as": "das", "os": "dos"},
        "em": {"a": "na", "o": "no", "as": "nas", "os": "nos"},
        "a": {"a": "à", "o": "ao", "as": "às", "os": "aos"},
        "por": {"a": "pela", "o": "pelo", "as": "pelas", "os": "pelos"},
    },
}
SLOT = re.compile(r"(?:\b(\w+) )?\{(\w+)\}")


@dataclass
class Point:
    """One point of an agenda: facts that are the same everywhere, and its words by language."""

    titles: dict[str, str]
    minutes: int = 0
    is_sub: bool = False
    is_internal: bool = False
    proposed_by: str = ""
    text: str = ""
    theme: str = ""
    key: UUID = field(default_factory=uuid4)

    def item(self, number, language, directory):
        """Return it as an AgendaItem (not stored) in a language; its first one where nobody translated it."""
        return AgendaItem(
            locale=directory.locales[language],
            translation_key=self.key,
            sort_order=number,
            title=self.titles.get(language) or self.titles[SOURCE],
            text=self.text if language == SOURCE else "",
            proposed_by=self.proposed_by,
            minutes=self.minutes or None,
            is_sub=self.is_sub,
            theme=directory.terms["theme", self.theme] if self.theme else None,
            visibility=ItemVisibility.INTERNAL if self.is_internal else ItemVisibility.PUBLIC,
        )


@dataclass
class SessionWords:
    """All that a session says: {language: {title, lead}}, its points, its theme."""

    languages: dict[str, dict]
    points: list[Point]
    theme: str

    def items(self, language, directory):
        """Return the agenda (list of AgendaItem, not stored) in a language."""
        return [point.item(number, language, directory) for number, point in enumerate(self.points)]


@cache
def frame() -> dict[str, Any]:
    """Return what every agenda begins and ends with."""
    return read_toml("sessions/frame.toml")


@cache
def pool_of(names: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the topics of files of sessions/topics/ (tuple of stems), one after another."""
    return [topic for name in names for topic in read_toml(f"sessions/topics/{name}.toml")["topics"]]


def fill_places(text: str, places: dict[str, str], language: str = SOURCE) -> str:
    """Return a text with its places in it, preposition and article in one word where people say them so."""

    def filled(slot: re.Match) -> str:
        before, place = slot[1] or "", places[slot[2]]
        article, _mark, rest = place.partition(" ")
        joined = CONTRACTIONS.get(language, {}).get(before.lower(), {}).get(article)
        if joined and rest:
            return f"{joined.capitalize() if before[0].isupper() else joined} {rest}"
        return f"{before} {place}" if before else place

    return SLOT.sub(filled, text)


def council_place_words(data: dict[str, Any], name: str) -> dict[str, dict[str, str]]:
    """Return {language: {slot: words}} of a council's table; `name` is its neighbourhood's."""
    found = {}
    for code in CODES:
        places = data.get("places", {}) | (data.get(f"places_{code}", {}) if code != SOURCE else {})
        square = places.get("square", "")
        found[code] = {**places, "place": name, "square_title": square[:1].upper() + square[1:]}
    return found


def topic_point(written: str, number: int, topic: dict[str, Any], places: dict[str, dict[str, str]]) -> Point:
    """Return one Point of a topic as it is written: "minutes | title | who proposed it | text", "-" and "!" before."""
    mark, rest = (written[0], written[1:]) if written[0] in "-!" else ("", written)
    minutes, title, *more = (part.strip() for part in rest.split("|"))
    proposed_by, text = [*more, "", ""][:2]
    titles = {SOURCE: fill_places(title, places[SOURCE])}
    for code, words in file_languages(topic).items():
        titles[code] = fill_places(words["points"][number], places[code], code)
    return Point(
        titles,
        int(minutes),
        is_sub=mark == "-",
        is_internal=mark == "!",
        proposed_by=fill_places(proposed_by, places[SOURCE]),
        text=text,
        theme=topic["theme"] if number == 0 else "",
    )


def framing(rows: list[dict[str, Any]], number: int) -> Point:
    """Return one of the rows that begin or end agendas, in turn, as a Point."""
    row = rows[number % len(rows)]
    return Point(file_languages(row), row["minutes"])


class Programme:
    """What a council discusses, session after session: its topics in turn, those that come again say so."""

    def __init__(self, data, name):
        self.data, self.places, self.seen = data, council_place_words(data, name), Counter()

    def words(self, number, is_near=False, in_all_languages=False):
        """Return the SessionWords of its session with this number, in the languages of its topic where it `is_near`.

        `in_all_languages`: of the pool that is translated as a whole, for the councils that have one.
        """
        names = (self.data["translated"],) if in_all_languages else tuple(self.data["topics"])
        pool = pool_of(names)
        topic = pool[(self.data.get("start", 0) + number) % len(pool)]
        again = 0 if in_all_languages or topic.get("recurring") else self.seen[topic["title"]]
        self.seen[topic["title"]] += 1
        said = {SOURCE: topic} | (file_languages(topic) if is_near or in_all_languages else {})
        languages = {code: self.session_texts(words, code, again) for code, words in said.items()}
        return SessionWords(languages, self.agenda(topic, number, again), topic["theme"])

    def session_texts(self, words, code, again):
        """Return {title, lead} in a language; `again` counts how often the topic came before."""
        texts = {name: fill_places(words[name], self.places[code], code) for name in ("title", "lead")}
        if again:
            parts = frame()["parts"][code]
            texts["title"] += f" ({parts[min(again, len(parts)) - 1]})"
        return texts

    def agenda(self, topic, number, again):
        """Return the Points of a session: an opening, what the topic says, a closing."""
        points = [topic_point(written, place, topic, self.places) for place, written in enumerate(topic["points"])]
        if again:
            points.insert(0, Point(file_languages(frame()["again"]), 10))
        return [framing(frame()["openings"], number), *points, framing(frame()["closings"], number)]
