"""An address as people type it: the street however it is written, and the house number, to the neighbourhoods there."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from difflib import get_close_matches

from portal.territory.models import StreetSegment
from search.folding import WORD, fold, fold_word

#: words that say what kind of way it is: "Av. Mitre" and "calle Mitre" are found by "mitre"
WAYS = {
    "av",
    "avda",
    "ave",
    "avenida",
    "avenue",
    "calle",
    "cl",
    "pasaje",
    "pje",
    "psje",
    "bulevar",
    "bv",
    "bvar",
    "blvd",
    "boulevard",
    "rua",
    "rue",
    "street",
    "st",
}
LINKS = {"de", "del", "la", "las", "los", "el", "des", "du", "le", "les", "do", "da", "dos", "das", "of", "the"}
BEFORE_NUMBERS = {"al", "altura", "n", "no", "nro", "num", "numero", "number"}
CROSSINGS = {"y", "esq", "esquina", "entre", "et", "and", "e"}
SHORT = {
    "gral": "general", "cnel": "coronel", "cap": "capitan", "tte": "teniente", "alte": "almirante", "pte": "presidente",
    "dr": "doctor", "dra": "doctora", "ing": "ingeniero", "prof": "profesor", "sta": "santa", "sto": "santo",
    "gdor": "gobernador", "int": "intendente",
}  # fmt: skip
LONGEST_KEY = StreetSegment._meta.get_field("key").max_length
LONGEST_NUMBER = 6  # digits; longer ones are no house number
SHORTEST = 3  # letters from which the beginning of a name is enough
ALIKE, MOST_ALIKE, MOST_STREETS = 0.75, 3, 8
MOST_WORDS = 8  # comparing more of them with every word of a city takes seconds, and no street has so many
APART = re.compile(r"[,;(]")


@dataclass
class StreetFinding:
    """The StreetSegments of an address, whether the name is only written almost so, whether no stretch has the number."""

    segments: list = field(default_factory=list)
    similar: bool = False
    number: int | None = None
    is_outside: bool = False


def street_words(text: str) -> list[str]:
    """Return the words (folded) that tell a street from others: without its kind and small words, if any are left."""
    words = [fold_word(word) for word in WORD.findall(fold(text))]
    words = [SHORT.get(word, word) for word in words if word]
    told = words[1:] if len(words) > 1 and words[0] in WAYS else words
    return [word for word in told if word not in LINKS] or told


def street_key(text: str) -> str:
    """Return the name of a street as it is kept to be compared; a full "General" may not lengthen it beyond its column."""
    return " ".join(street_words(text))[:LONGEST_KEY]


def readings(text: str) -> list[tuple[str, int | None]]:
    """Return what an address may mean: [(key, house number or None)], the likeliest first.

    "9 de Julio 1200" has two numbers, "Plaza 25 de Mayo" none: the whole is tried as a name first. Of a crossing each
    street is tried. What stands behind a comma (flat, city) tells nothing.
    """
    words = street_words(APART.split(text.strip(" ,;("))[0])
    found = [(" ".join(words), None)]
    place = next((place for place in range(len(words) - 1, 0, -1) if is_typed_number(words[place])), None)
    if place:
        name = [word for word in words[:place] if word not in BEFORE_NUMBERS]
        found.append((" ".join(name), int(words[place])))
    crossing = next((place for place, word in enumerate(words) if place and word in CROSSINGS), None)
    if crossing:
        parts = (words[:crossing], words[crossing + 1 :])
        found += [(street_key(" ".join(part)), None) for part in parts]
    return [(key, number) for key, number in found if key]


def is_typed_number(word: str) -> bool:
    """Tell whether a folded word may be a house number."""
    return word.isdecimal() and word.isascii() and len(word) <= LONGEST_NUMBER


def find_streets(text: str, districts: Collection[int]) -> StreetFinding:
    """Return the StreetFinding of an address as typed, in the districts with these ids. At most two queries."""
    known = StreetSegment.objects.filter(neighbourhood__district__in=districts)
    keys = set(known.order_by().values_list("key", flat=True).distinct())
    asked = readings(text) if keys else []
    for look, similar in ((known_streets, False), (streets_within, False), (alike_streets, True)):
        for key, number in asked:
            if hits := look(key, keys):
                return stretches(list(known.filter(key__in=hits).select_related("neighbourhood")), number, similar)
    return StreetFinding()


def stretches(segments: list[StreetSegment], number: int | None, similar: bool) -> StreetFinding:
    """Return the StreetFinding of the segments of some streets: those that have the number, or all where none has it."""
    inside = segments if number is None else [segment for segment in segments if segment.holds(number)]
    return StreetFinding(inside or segments, similar, number, is_outside=not inside)


def known_streets(key: str, keys: set[str]) -> set[str]:
    """Return those of `keys` that a typed key means: itself, else those whose words its words begin."""
    if key in keys:
        return {key}
    if len(key) < SHORTEST:
        return set()
    parts = key.split()
    begun = {known for known in keys if all(any(word.startswith(part) for word in known.split()) for part in parts)}
    return set(sorted(begun)[:MOST_STREETS])


def streets_within(key: str, keys: set[str]) -> set[str]:
    """Return those of `keys` all of whose words were typed, with more beside them."""
    parts = set(key.split())
    return {known for known in keys if len(known) > SHORTEST and set(known.split()) < parts}


def alike_streets(key: str, keys: set[str]) -> set[str]:
    """Return those of `keys` that are written almost like a typed key, as a whole, run together, or word by word."""
    if len(key) < SHORTEST or key.count(" ") >= MOST_WORDS:
        return set()
    if near := get_close_matches(key, keys, n=MOST_ALIKE, cutoff=ALIKE):
        return set(near)
    joined = key.replace(" ", "")
    if len(joined) > SHORTEST and (run := {known for known in keys if joined in known.replace(" ", "")}):
        return set(sorted(run)[:MOST_ALIKE])
    words = {word for known in keys for word in known.split()}
    mended = [next(iter(get_close_matches(part, words, n=1, cutoff=ALIKE)), "") for part in key.split()]
    return set(sorted(known_streets(" ".join(mended), keys))[:MOST_ALIKE]) if all(mended) else set()
