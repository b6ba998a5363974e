"""Which topic a session of the demonstration discussed, and what the files say of it, with the places of its council."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from .editors_day import council_table
from .files import read_toml
from .sessions import lot
from .topics import SOURCE, council_place_words, fill_places, frame, pool_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portal.councils.models import SessionPage

#: "{12-30}": a number that each session has of its own
NUMBER = re.compile(r"\{(\d+)-(\d+)\}")


@dataclass(frozen=True)
class SaidLine:
    """One line of what was said in the room, as it is written in a file."""

    kind: str
    theme: str
    spot: str
    text: str
    answer: str


@dataclass(frozen=True)
class Discussion:
    """What a topic's table says, filled for one session: its points in their order, its agreements by point."""

    summary: str
    points: Sequence[str]
    agreements: Sequence[tuple[int, str]]
    said: Sequence[SaidLine]


@cache
def minutes_frame() -> dict[str, Any]:
    """Return what minutes of all topics share."""
    return read_toml("minutes/frame.toml")


@cache
def discussed_topics(name: str) -> dict[str, dict[str, Any]]:
    """Return {title as it is written: table} of the minutes of one file of topics."""
    return {topic["title"]: topic for topic in read_toml(f"minutes/{name}.toml")["topics"]}


@cache
def topics_of_council(slug: str, neighbourhood: str) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    """Return ({title of a session: its minutes table}, {slot: words}) of a council of the demonstration."""
    data = council_table(slug)
    places = council_place_words(data, neighbourhood)[SOURCE]
    names = [*data["topics"], *([data["translated"]] if "translated" in data else [])]
    tables = {
        fill_places(topic["title"], places): discussed_topics(name)[topic["title"]]
        for name in names
        for topic in pool_of((name,))
    }
    return tables, places


def bare_title(title: str) -> str:
    """Return the title of a session without "(segunda parte)"."""
    before, _mark, part = title.rpartition(" (")
    return before if part.rstrip(")") in frame()["parts"][SOURCE] else title


def filled(text: str, places: dict[str, str], *words: object) -> str:
    """Return a text with its places and its numbers, always the same for the same `words`."""

    def number(found: re.Match) -> str:
        least, most = int(found[1]), int(found[2])
        return str(least + int(lot(*words, text[:20]) * (most - least + 1)))

    return fill_places(NUMBER.sub(number, text), places)


def parts_of(line: str) -> list[str]:
    """Return the parts of a line of a file."""
    return [part.strip() for part in line.split("|")]


def discussion_of(session: SessionPage, number: int, votes: int) -> Discussion:
    """Return what a session discussed, where `votes` people voted; `number` draws the other numbers.

    Raises KeyError where no file knows its title.
    """
    place = session.council.neighbourhood
    tables, places = topics_of_council(session.council.slug, place.name if place else "")
    places = {**places, "votes": str(votes)}
    topic, words = tables[bare_title(session.title)], (session.council.slug, number)
    agreements = [parts_of(line) for line in topic["agreements"]]
    return Discussion(
        filled(topic["summary"], places, *words),
        [filled(text, places, *words) for text in topic["points"]],
        [(int(point), filled(text, places, *words)) for point, text in agreements],
        [SaidLine(*(filled(part, places, *words) for part in parts_of(line))) for line in topic.get("said", ())],
    )
