"""Across languages: words of a question that are a term of a vocabulary are also looked for by its other labels."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from search.analysis import analyse, fold, primary
from search.small_words import SMALL_WORDS

LIFETIME = 60  # seconds until another process's change of the vocabularies is seen here


@dataclass(frozen=True)
class Concept:
    """A term: its code and its labels, the preferred one first, by language."""

    code: str
    labels: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Label:
    """A label with the tokens it has in its own language."""

    text: str
    language: str
    tokens: tuple[str, ...]


class Thesaurus:
    """The labels of all concepts, found by their content tokens."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.labels: dict[str, tuple[Label, ...]] = {}
        self._by_tokens: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        self.longest = 0
        for concept in concepts:
            labels = tuple(
                Label(text, primary(language), tuple(analyse(text, language)))
                for language, texts in concept.labels.items()
                for text in texts
            )
            known = self.labels.get(concept.code, ())
            self.labels[concept.code] = (*known, *(label for label in labels if label.tokens and label not in known))
            for label in self.labels[concept.code]:
                tokens = content_tokens(label)
                codes = self._by_tokens.setdefault((label.language, tokens), [])
                if concept.code not in codes:
                    codes.append(concept.code)
                self.longest = max(self.longest, len(tokens))

    def find(self, language: str, tokens: tuple[str, ...]) -> list[str]:
        """Return the codes of the concepts that have a label of exactly these content tokens in this language."""
        return self._by_tokens.get((language, tokens), [])

    def beginning_with(self, prefix: str, language: str, limit: int) -> list[str]:
        """Return labels of a language in which a word begins with the folded prefix."""
        found = (
            label.text
            for labels in self.labels.values()
            for label in labels
            if label.language == language and f" {prefix}" in f" {fold(label.text)}"
        )
        return sorted(dict.fromkeys(found), key=lambda text: (not fold(text).startswith(prefix), fold(text)))[:limit]


def content_tokens(label: Label) -> tuple[str, ...]:
    """Return a label's tokens without its small words, all of them if it has no others ("derecho a la ciudad")."""
    folded = [fold(word) for word in label.text.split()]
    if len(folded) != len(label.tokens):
        return label.tokens
    kept = tuple(token for word, token in zip(folded, label.tokens, strict=True) if word not in SMALL_WORDS)
    return kept or label.tokens


_provider: Callable[[], Iterable[Concept]] | None = None
_thesaurus: Thesaurus | None = None
_loaded_at = 0.0


def register_thesaurus(provider: Callable[[], Iterable[Concept]] | None) -> None:
    """Name the callable that returns all concepts; None takes it away. It is called when a question needs it."""
    global _provider
    _provider = provider
    invalidate()


def invalidate() -> None:
    """Forget the loaded concepts, after a change of the vocabularies; other processes see it within LIFETIME."""
    global _thesaurus
    _thesaurus = None


def current_thesaurus() -> Thesaurus:
    """Return the thesaurus, loaded when it is absent or older than LIFETIME; empty without a provider."""
    global _thesaurus, _loaded_at
    if _thesaurus is None or time.monotonic() - _loaded_at > LIFETIME:
        _thesaurus = Thesaurus(_provider() if _provider else ())
        _loaded_at = time.monotonic()
    return _thesaurus
