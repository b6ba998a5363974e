"""Lemma dictionaries on disk: simplemma's word lists, keyed by the folded word, as memory-mapped tries.

simplemma looks a word up with its accents and so does not know "ninas" or "reunioes". Here every form is stored under
its folded spelling, so that a word typed without accents has the lemma it has with them, by construction.
"""

import fcntl
import os
import tempfile
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.conf import settings
from marisa_trie import BytesTrie

from search.folding import fold_word

FORMAT = "1"  # part of the file name: raise it when the content of the files changes
_INFINITIVES = {"es": ("ar", "er", "ir"), "pt": ("ar", "er", "ir", "or"), "fr": ("er", "ir", "re"), "en": ()}
_lock = threading.Lock()


class FoldedDictionary(Mapping):
    """Read-only mapping of a folded word to its folded lemma over a memory-mapped trie."""

    def __init__(self, trie) -> None:
        self._trie = trie

    def get(self, key: str, default: str | None = None) -> str | None:
        """Return the folded lemma of a folded word, or the default when the word is unknown."""
        values = self._trie.get(key)
        if not values:
            return default
        edit = values[0]
        return key[: len(key) - edit[0]] + edit[1:].decode()

    def __getitem__(self, key: str) -> str:
        lemma = self.get(key)
        if lemma is None:
            raise KeyError(key)
        return lemma

    def __iter__(self) -> Iterator[str]:
        return self._trie.iterkeys()

    def __len__(self) -> int:
        return len(self._trie)


class FoldedDictionaryFactory:
    """What simplemma's strategies ask for a language's dictionary (its DictionaryFactory protocol)."""

    def __init__(self) -> None:
        self._loaded: dict[str, FoldedDictionary] = {}

    def get_dictionary(self, lang: str) -> FoldedDictionary:
        """Return the dictionary of a language, built on disk first when it is absent."""
        if lang not in self._loaded:
            self._loaded[lang] = _load(lang)
        return self._loaded[lang]


def dictionary_dir() -> Path:
    """Return the folder of the dictionaries: the setting SEARCH_DICTIONARY_DIR or a folder of the system's own."""
    configured = getattr(settings, "SEARCH_DICTIONARY_DIR", None)
    return Path(configured) if configured else Path(tempfile.gettempdir()) / "search-dictionaries"


def dictionary_path(language: str) -> Path:
    """Return the file of one language; its name carries the format and the version of the word lists."""
    from simplemma.__metadata__ import __version__

    return dictionary_dir() / f"{language}-{FORMAT}-{__version__}.trie"


def has_dictionary(language: str) -> bool:
    """Tell whether words of this language (a two-letter code) are lemmatised; the others are only folded."""
    return language in _INFINITIVES


def build_dictionaries(languages: tuple[str, ...] = ("es", "fr", "en", "pt")) -> list[Path]:
    """Build the absent dictionaries and return the files of all; a process that does the same meanwhile waits."""
    for language in languages:
        _ensure(language)
    return [dictionary_path(language) for language in languages]


def _load(language: str) -> FoldedDictionary:
    with _lock:
        _ensure(language)
    return FoldedDictionary(BytesTrie().mmap(str(dictionary_path(language))))


def _ensure(language: str) -> None:
    """Build the dictionary of a language where it is absent; wait for another process that is building it."""
    path = dictionary_path(language)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            _build(language)


def _build(language: str) -> None:
    path = dictionary_path(language)
    trie = BytesTrie((key, _edit(key, lemma)) for key, (_, lemma) in _folded_entries(language).items())
    # Written beside and renamed: another process sees the whole file or none.
    unfinished = path.with_suffix(f".{os.getpid()}.part")
    trie.save(str(unfinished))
    unfinished.replace(path)


def _folded_entries(language: str) -> dict[str, tuple[bytes, str]]:
    """Return folded word → (the word in UTF-8, its folded lemma); of several that fold alike the lowest rank stays."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    entries: dict[str, tuple[bytes, str]] = {}
    folded_lemmas: dict[bytes, str] = {}  # a lemma has a dozen words
    # Two million words at each start of a new portal: the stored bytes, of which most are folded by lower().
    for surface, lemma in DefaultDictionaryFactory().get_dictionary(language)._dict.items():
        key = surface.lower().decode() if surface.isalnum() else fold_word(surface.decode())
        folded = folded_lemmas.get(lemma)
        if folded is None:
            folded = folded_lemmas[lemma] = fold_word(lemma.decode())
        if not key or not folded:
            continue
        earlier = entries.get(key)
        if earlier is None or _rank(language, key, surface, folded) < _rank(language, key, *earlier):
            entries[key] = (surface, folded)
    return entries


def _rank(language: str, key: str, written: bytes, folded: str) -> tuple[bool, bool, bool, bool, str]:
    """Return how far behind others a word (as written in UTF-8, key folded) with this folded lemma comes.

    Names last ("Barrios"); then people look for things: a noun ("público") goes before a verb form ("publicó").
    """
    surface, infinitives = written.decode(), _INFINITIVES[language]
    verb = bool(infinitives) and folded.endswith(infinitives)
    return (surface[0].isupper(), folded != key, verb, key != surface, folded)


def _edit(key: str, lemma: str) -> bytes:
    """Store a lemma as "drop n letters, add these": a third of the size of the whole word."""
    shared = min(len(key), len(lemma))
    while not lemma.startswith(key[:shared]):
        shared -= 1
    return bytes([min(len(key) - shared, 255)]) + lemma[shared:].encode()
