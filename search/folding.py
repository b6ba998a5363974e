"""Folding: the same word however it is typed, in any case, with or without accents."""

import re
import unicodedata

# In-word marks (accents typed apart, direction marks, soft hyphens) belong to the word and vanish in folding.
WORD = re.compile(r"\w[\w\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*")
WORD_LENGTH = 60
_LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "Œ": "OE", "Æ": "AE", "ø": "o", "Ø": "O", "ı": "i", "ł": "l", "Ł": "L"}
)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable_text(text: str) -> str:
    """Return text every database can store: composed (NFC), without NUL and lone surrogates."""
    if text.isascii():
        return text.replace("\x00", " ")
    return unicodedata.normalize("NFC", _UNSTORABLE.sub(" ", text))


def fold(text: str) -> str:
    """Return a whole text in lower case without accents, for comparing and sorting; spaces and signs stay."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES)).casefold()
    return "".join(char for char in decomposed if unicodedata.category(char) not in {"Mn", "Cf"})


def fold_word(word: str) -> str:
    """Return one word folded to its letters and digits; empty when nothing of it is left (a lone mark)."""
    if word.isascii():
        return word.lower() if word.isalnum() else "".join(filter(str.isalnum, word.lower()))
    folded = word.translate(_LATIN)
    return folded if folded.isascii() else _fold_any(word)


def _fold_any(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.translate(_LIGATURES)).casefold()
    return "".join(filter(str.isalnum, decomposed))


#: what each Latin letter folds to: words of our languages hold no other, and so are folded in one step
_LATIN = {code: _fold_any(chr(code)) for code in range(0x250)}
