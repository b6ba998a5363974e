"""Which language somebody means by a code or a name in a file: ES, es-AR, es_ES, español, Spanish (Argentina)."""

import re
from functools import cache

from django.conf import settings

from portal.core import locales
from search.folding import fold

LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
#: names that CLDR does not give to a language
OTHER_NAMES = {
    "castellano": "es", "castilian": "es", "castillan": "es", "castelhano": "es", "brasileiro": "pt",
    "spa": "es", "eng": "en", "fra": "fr", "fre": "fr", "por": "pt", "cat": "ca",
}  # fmt: skip


@cache
def codes_by_name() -> dict[str, str]:
    """Return {folded name: code} of all languages, as the portal's languages and they themselves write them."""
    found = {}
    for reader, _name in settings.LANGUAGES:
        for code, name in sorted(locales.language_row(reader).locale.languages.items(), key=lambda row: len(row[0])):
            if len(code) <= 3:
                found.setdefault(fold(name), code)
    for code in set(found.values()):
        found.setdefault(fold(locales.endonym(code)), code)
    return found | OTHER_NAMES


def language_code(written: str) -> str:
    """Return the BCP 47 code that `written` means; what is neither a code nor a name comes back as it is, for a reader
    to refuse."""
    text = written.strip()
    code = text.replace("_", "-")
    primary, _dash, rest = code.partition("-")
    code = primary.lower() + (f"-{rest}" if rest else "")
    if LANGUAGE.fullmatch(code) and (len(primary) == 2 or fold(text) not in codes_by_name()):
        return code
    return codes_by_name().get(fold(re.sub(r"\s*[(,].*", "", text)), text)


def one_of_these(code: str, known: list[str]) -> str:
    """Return which of the `known` codes a language is: itself, or the only one of the same language; else `code`."""
    same = [each for each in known if each.split("-")[0] == code.split("-")[0]]
    return code if code in known or len(same) != 1 else same[0]
