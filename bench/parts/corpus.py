"""A generated experience bank: seeded, so that every run and every database has the same practices and words."""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from uuid import UUID

SEED = 20260101
LANGUAGES = ("es", "fr", "en", "pt")
# Word or phrase → share of the practices that have it. The phrases are one term's labels in four languages.
PLANTED = {
    "vecinos": 1 / 5,
    "huerta": 1 / 100,
    "zapato": 1 / 1000,
    "presupuesto participativo": 1 / 8,
    "budget participatif": 1 / 20,
    "participatory budgeting": 1 / 40,
    "orçamento participativo": 1 / 40,
}
TOPICS = 30  # questions whose right answers are known
ABOUT, MENTIONS = 12, 60  # practices about a topic (in title and text), and such that mention its words once


@dataclass(frozen=True)
class Version:
    """A practice in one language."""

    language: str
    title: str
    summary: str
    body: str


@dataclass(frozen=True)
class Practice:
    """A practice with its facts; the first version is the source. `published` is an ISO date."""

    number: int
    key: str
    published: str
    codes: Mapping[str, tuple[str, ...]]
    versions: tuple[Version, ...]


def topics() -> list[str]:
    """Return the questions with known answers: two words each that occur nowhere else."""
    chance = random.Random(SEED + 1)  # noqa: S311 no secret
    syllables = ["bra", "dru", "fli", "gro", "pla", "tre", "clo", "pri", "stu", "vran", "glim", "scor"]
    words = list(dict.fromkeys("".join(chance.choices(syllables, k=3)) for _ in range(TOPICS * 4)))
    return [f"{words[2 * at]} {words[2 * at + 1]}" for at in range(TOPICS)]


def judged(count: int) -> list[frozenset[int]]:
    """Return for each topic the numbers of the practices that are about it, in a bank of `count`."""
    return [frozenset(numbers[:ABOUT]) for numbers in _planted_topics(count)]


def practices(count: int, codes: Mapping[str, Sequence[str]]) -> Iterator[Practice]:
    """Yield `count` practices, one in six with a translation; `codes` are the codes to choose from by facet."""
    chance = random.Random(SEED)  # noqa: S311 no secret
    some = _vocabulary(chance)
    planted_topics = _by_practice(count)
    for number in range(count):
        planted = [text for text, share in PLANTED.items() if chance.random() < share]
        facts = {
            facet: tuple(sorted({_frequent(chance, known) for _ in range(3 if facet == "theme" else 1)}))
            for facet, known in codes.items()
        }
        published = f"20{chance.randint(10, 25)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        languages = chance.sample(LANGUAGES, 2 if chance.random() < 1 / 6 else 1)
        versions = tuple(_version(chance, some, language, planted, planted_topics[number]) for language in languages)
        yield Practice(number, str(UUID(int=chance.getrandbits(128), version=4)), published, facts, versions)


def _version(chance, some, language, planted, its_topics) -> Version:
    title, body = some(8), some(220)
    for text in planted:
        where = title if chance.random() < 0.1 else body
        where.insert(chance.randrange(len(where)), text)
    for topic, is_about in its_topics:
        words = topic.split()
        for where, texts in ((title, [topic] * is_about), (body, [topic] * 2 if is_about else words)):
            for text in texts:
                where.insert(chance.randrange(len(where)), text)
    return Version(language, " ".join(title).capitalize(), " ".join(some(30)), " ".join(body))


def words_to_ask(chance: random.Random) -> Iterator[str]:
    """Yield words as people ask for them: of one in ten practices to one in a thousand, each order of size as often."""
    known = _words(random.Random(SEED))  # noqa: S311 no secret
    while True:
        yield known[int(300 * 99 ** chance.random())]


def _words(chance):
    syllables = [a + b for a in "bcdfglmnprstv" for b in "aeiou"]
    return ["".join(chance.choices(syllables, k=chance.randint(2, 5))) for _ in range(30_000)]


def _vocabulary(chance):
    """Return the function that gives so many of 30,000 words, a few of them frequent and most of them rare."""
    words = _words(chance)
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(words))))
    return lambda length: chance.choices(words, cum_weights=weights, k=length)


def _frequent(chance, known):
    return known[int(chance.triangular(0, len(known), 0)) % len(known)]


def _planted_topics(count):
    chance = random.Random(SEED + 2)  # noqa: S311 no secret
    return [chance.sample(range(count), ABOUT + MENTIONS) for _ in range(TOPICS)]


def _by_practice(count):
    found = defaultdict(list)
    for topic, numbers in zip(topics(), _planted_topics(count), strict=True):
        for place, number in enumerate(numbers):
            found[number].append((topic, place < ABOUT))
    return found
