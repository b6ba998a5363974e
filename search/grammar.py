"""From the text of a question to what is asked of an engine.

Words are all required; each is looked for in the forms it has in any content language; "…" is a phrase; words of the
thesaurus are also looked for by their other labels. Everything else is text: no sign has a meaning of its own.
"""

import re
from dataclasses import dataclass

from search.analysis import primary, search_languages, storable_text, token
from search.folding import WORD, WORD_LENGTH, fold
from search.query import Expansion
from search.small_words import SMALL_WORDS
from search.thesaurus import Thesaurus

TEXT_LIMIT = 1_000  # letters that are read; what a person types fits ten times
CLAUSE_LIMIT = 24
LABEL_LIMIT = 30  # labels one sequence of words is expanded by
_QUOTED = re.compile(r'["“”«]([^"“”«»]+)["“”»]')

Phrase = tuple[str, ...]
"""Tokens that stand side by side; a single word is a phrase of one."""


@dataclass(frozen=True)
class Clause:
    """A part of the question that must be met: every word of it in one of its forms, or one of the expansions."""

    words: tuple[frozenset[Phrase], ...]
    expansions: frozenset[Phrase] = frozenset()


@dataclass(frozen=True)
class ParsedText:
    """The clauses of a question, what was expanded, and the words as typed (for corrections)."""

    clauses: tuple[Clause, ...]
    expanded: tuple[Expansion, ...]
    typed: tuple[str, ...]

    @property
    def phrases(self) -> frozenset[Phrase]:
        """All phrases looked for, for marking them."""
        own = (phrase for clause in self.clauses for forms in clause.words for phrase in forms)
        return frozenset(own).union(*(clause.expansions for clause in self.clauses))

    @property
    def word_count(self) -> int:
        """Number of words asked for; only with several of them less can be asked."""
        return sum(len(clause.words) for clause in self.clauses)


@dataclass(frozen=True)
class _Typed:
    text: str
    forms: dict[str, str]
    """Language → token."""

    @property
    def single_forms(self) -> frozenset[Phrase]:
        """The forms as phrases of one token."""
        return frozenset((form,) for form in self.forms.values())


def parse_query(text: str, language: str, thesaurus: Thesaurus) -> ParsedText:
    """Read a question; any text is valid, one without a word has no clause."""
    text = storable_text(text[:TEXT_LIMIT])
    reader = _Reader(tuple(dict.fromkeys((primary(language), *search_languages()))), thesaurus)
    end = 0
    for quoted in _QUOTED.finditer(text):
        reader.read_words(text[end : quoted.start()])
        reader.read_phrase(quoted[1])
        end = quoted.end()
    reader.read_words(text[end:])
    # A question of small words only ("de la") is asked as it stands; beside words of content they are left out.
    clauses = reader.clauses or reader.small
    return ParsedText(tuple(clauses[:CLAUSE_LIMIT]), tuple(reader.expanded), tuple(reader.typed))


class _Reader:
    """Gathers clauses while the parts of a question are read."""

    def __init__(self, asked: tuple[str, ...], thesaurus: Thesaurus) -> None:
        self.asked = asked
        self.thesaurus = thesaurus
        self.clauses: list[Clause] = []
        self.small: list[Clause] = []
        self.expanded: list[Expansion] = []
        self.typed: list[str] = []

    def read_phrase(self, text: str) -> None:
        """Quotes: the words side by side, in the forms of one language, never expanded."""
        words = self._words(text)
        if words:
            self.clauses.append(Clause((frozenset(tuple(word.forms[code] for word in words) for code in self.asked),)))

    def read_words(self, text: str) -> None:
        """Single words; sequences of the thesaurus first, the longest before the shorter."""
        every = self._words(text)
        words = [word for word in every if fold(word.text) not in SMALL_WORDS]
        self.small += [Clause((word.single_forms,)) for word in every]
        start = 0
        while start < len(words):
            length, codes = self._longest_term(words[start:])
            sequence = words[start : start + max(length, 1)]
            self.clauses.append(self._clause(sequence, codes))
            start += len(sequence)

    def _clause(self, words: list[_Typed], codes: list[str]) -> Clause:
        labels = [label for code in codes for label in self.thesaurus.labels[code]]
        own = words[0].single_forms if len(words) == 1 else frozenset()
        for code in codes:
            texts = tuple(dict.fromkeys(label.text for label in self.thesaurus.labels[code]))
            self.expanded.append(Expansion(" ".join(word.text for word in words), code, texts))
        expansions = frozenset(label.tokens for label in labels[:LABEL_LIMIT]) - own
        return Clause(tuple(word.single_forms for word in words), expansions)

    def _longest_term(self, words: list[_Typed]) -> tuple[int, list[str]]:
        for length in range(min(self.thesaurus.longest, len(words)), 0, -1):
            codes: dict[str, None] = {}
            for language in self.asked:
                tokens = tuple(word.forms[language] for word in words[:length])
                codes.update(dict.fromkeys(self.thesaurus.find(language, tokens)))
            if codes:
                return length, list(codes)
        return 0, []

    def _words(self, text: str) -> list[_Typed]:
        found = []
        for match in WORD.findall(text):
            forms = {code: token(match[:WORD_LENGTH], code) for code in self.asked}
            if all(forms.values()):
                found.append(_Typed(match, forms))
        self.typed += [word.text for word in found]
        return found
