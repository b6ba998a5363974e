"""The names of a table's columns, as the codebook has them and as people write them."""

import re

from .cells import cell_text, is_blank
from .languages import LANGUAGE, language_code
from .record import FACTS, PARTS, SOURCE_FACTS, TEXTS

LISTS = ("organisations", *PARTS)
FOR_READERS = ("url", "published", "updated")
KEY = "source.key"
TOP = ("reference", "language", "district", KEY)
NAMES = {name.lower(): name for name in (*TOP, *(f"source.{name}" for name in SOURCE_FACTS), *FACTS, *LISTS)}
VERSION_NAMES = ("slug", *TEXTS)
#: rows that may stand above the names of the columns: the title of the list, who made it, when
MOST_TITLE_ROWS = 10
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


def column_of(head: str) -> str | None:
    """Return the name of a column (str) as the codebook writes it: "" for one that is not read, None when unknown."""
    # Signs that nobody sees come with what is copied from a page: they say nothing.
    head = " ".join(UNSEEN.sub("", head).split())
    name = head.lower()
    if name.endswith(".label") or name in FOR_READERS:
        return ""
    text, at, language = head.partition("@")
    if at:
        text, code = text.strip().lower(), language_code(language)
        return f"{text}@{code}" if text in VERSION_NAMES and LANGUAGE.fullmatch(code) else None
    return NAMES.get(name)


def is_head(values: list[str]) -> bool:
    """Tell whether a row (cells) names our columns: two of them at least, and half of what it says."""
    said = [cell_text(value) for value in values if not is_blank(value)]
    known = sum(column_of(text) is not None for text in said)
    return known > 1 and known * 2 >= len(said)
