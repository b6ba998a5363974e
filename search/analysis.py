"""From text to tokens: the one place where words become what all engines index and look for.

A token is the folded lemma of a word. Nothing is left out of the index: small words ("de", "the") stay, because a
phrase in quotes needs them; leaving them out of a question is the grammar's decision (search.grammar.SMALL_WORDS).
"""

from functools import cache, lru_cache
from itertools import islice

from django.conf import settings

from search.dictionaries import FoldedDictionaryFactory, build_dictionaries, has_dictionary
from search.folding import WORD, WORD_LENGTH, fold, fold_word, storable_text

__all__ = ["analyse", "build_dictionaries", "fold", "placed_tokens", "search_languages", "storable_text", "token"]

# Nouns of action meet their verb when the dictionary knows that verb: participación → participar.
_ACTIONS = {
    "es": (("acion", ("ar",)),),
    "pt": (("acao", ("ar",)),),
    "fr": (("ation", ("er",)),),
    "en": (("ation", ("ate", "e")),),
}
_WORDS_KEPT = 30_000  # of one language
_SHORTEST_STEM = 4  # "estación" is no form of "estar", "location" none of "locate"
_IRREGULAR = {"en": {"people": "person"}}  # what simplemma 2.0 lists as a word of its own


def search_languages() -> tuple[str, ...]:
    """Return the content languages (setting SEARCH_LANGUAGES, otherwise LANGUAGES), each a primary subtag."""
    configured = getattr(settings, "SEARCH_LANGUAGES", None) or [code for code, _ in settings.LANGUAGES]
    return tuple(dict.fromkeys(primary(code) for code in configured))


def primary(language: str) -> str:
    """Return the primary subtag of a BCP 47 language tag: "pt" of "pt-br"."""
    return language.split("-")[0].lower()


def analyse(text: str, language: str) -> list[str]:
    """Return the tokens of a text, one for each word, in order; a language without dictionary is only folded."""
    return list(filter(None, map(_tokens(primary(language)).__getitem__, WORD.findall(text))))


def placed_tokens(text: str, language: str, limit: int) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the tokens of a text's first words, at most `limit`, and where each stands: (first letter, after the last).

    For marking what matched; every answer does it for twenty texts, so nothing is made per word but these two.
    """
    known = _tokens(primary(language))
    matches = list(islice(WORD.finditer(text), limit))
    tokens = [known[match[0]] for match in matches]
    if "" in tokens:
        matches = [match for match, found in zip(matches, tokens, strict=True) if found]
        tokens = [found for found in tokens if found]
    return tokens, [match.span() for match in matches]


def token(word: str, language: str) -> str:
    """Return the token of one word in a language (primary subtag); empty for a word without letters or digits."""
    return _tokens(language)[word]


class _Tokens(dict):
    """The tokens of the last words in one language: a plain lookup, since an import analyses millions of words."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __missing__(self, word: str) -> str:
        found = _token_of(word[:WORD_LENGTH], self.language)
        if len(self) >= _WORDS_KEPT:
            self.clear()
        if len(word) <= WORD_LENGTH:
            self[word] = found
        return found


@lru_cache(maxsize=8)  # any tag may be asked for
def _tokens(language: str) -> _Tokens:
    return _Tokens(language)


def _token_of(word: str, language: str) -> str:
    folded = fold_word(word)
    if not has_dictionary(language) or len(folded) < 2 or not folded.isalpha():
        return folded
    lemma = _lemma(folded, language)
    for suffix, verb_endings in _ACTIONS[language]:
        stem = lemma.removesuffix(suffix)
        if stem != lemma and len(stem) >= _SHORTEST_STEM:
            verbs = (stem + ending for ending in verb_endings)
            return next((verb for verb in verbs if _dictionary(language).get(verb) == verb), lemma)
    return lemma


def _lemma(folded: str, language: str) -> str:
    """Return the lemma of a folded word, followed to its end: a plural leads to a noun that has a verb (meetings)."""
    irregular = _IRREGULAR.get(language, {})
    if folded in irregular:
        return irregular[folded]
    known = _dictionary(language)
    lemma = known.get(folded)
    if lemma is not None:
        for _ in range(3):  # bounded: the lists hold a few circles
            lemma = known.get(lemma, lemma)
        return lemma
    guessed = _strategy().get_lemma(folded, language)
    if guessed:
        return fold_word(guessed)
    # A word nobody lists, often a name: only its plural s goes.
    return folded[:-1] if len(folded) > 4 and folded.endswith("s") and not folded.endswith("ss") else folded


@cache
def _factory() -> FoldedDictionaryFactory:
    return FoldedDictionaryFactory()


@cache
def _dictionary(language: str):
    return _factory().get_dictionary(language)


@cache
def _strategy():
    from simplemma.strategies import DefaultStrategy

    return DefaultStrategy(dictionary_factory=_factory())
