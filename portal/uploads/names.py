"""Names of files as people may read them: no folder, nothing invisible, the ending of what the file really is."""

import re
import unicodedata

LONGEST = 120  # letters, the ending included
FORBIDDEN = re.compile(r'[<>:"|?*]')  # what no common file system takes
#: control, format (such as "write from right to left"), half a character, private use, unassigned
INVISIBLE = ("Cc", "Cf", "Cs", "Co", "Cn")
BREAKS = "\t\n\v\f\r\x1c\x1d\x1e\x85"


def visible_text(text: str) -> str:
    """Return a text on one line without letters that nobody sees; those reorder words, or no database takes them."""
    spaced = "".join(" " if letter in BREAKS else letter for letter in text)
    seen = "".join(letter for letter in spaced if unicodedata.category(letter) not in INVISIBLE)
    return " ".join(unicodedata.normalize("NFC", seen).split())


def cleaned_stem(name: str | None) -> str:
    """Return the name of a file without folders and ending; "" where nothing is left."""
    last = re.split(r"[/\\]", visible_text(name or ""))[-1]
    stem, dot, ending = last.rpartition(".")
    kept = stem if dot and 0 < len(ending) <= 5 else last
    return FORBIDDEN.sub("_", kept).strip(" .")


def cleaned_name(name: str | None, ending: str) -> str:
    """Return the name under which a file is kept: its own words and the ending of its real type (as "jpg")."""
    stem = cleaned_stem(name) or "archivo"
    return f"{stem[: LONGEST - len(ending) - 1].strip(' .')}.{ending}"


def told_name(name: str | None) -> str:
    """Return the name of a file as a message about it says it, with the ending that it came with."""
    last = re.split(r"[/\\]", visible_text(name or ""))[-1]
    return (last if len(last) <= 60 else f"{last[:40]}…{last[-12:]}") or "archivo"
