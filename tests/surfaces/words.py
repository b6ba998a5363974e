"""The words by which a thing is known wherever it shows: each has a key, and each of its parts a word with that key."""

import re
from itertools import count, product

LETTERS = "bdfgklmnprtv"
PARTS = {"title": "zati", "slug": "zasl", "text": "zate", "place": "zapl", "person": "zape"}
#: what every thing says, so that one search finds all of them
COMMON = "testigo"
WORD = re.compile(rf"({'|'.join(PARTS.values())})q([{LETTERS}]{{3}}a)", re.IGNORECASE)

_keys = ("".join(letters) + "a" for letters in product(LETTERS, repeat=3))
_numbers = count(1)


def new_key():
    """Return a key that no other thing has."""
    return next(_keys)


def word(part, key):
    """Return the word of one part (title, slug, text, place, person) of the thing with this key."""
    return f"{PARTS[part]}q{key}"


def words_in(text):
    """Return {(part, key)} of all words that a text says."""
    names = {prefix: part for part, prefix in PARTS.items()}
    return {(names[prefix.lower()], key.lower()) for prefix, key in WORD.findall(text)}
