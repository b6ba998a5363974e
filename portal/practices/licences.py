"""The address of a licence that somebody wrote as a name: what schema.org and machines ask for."""

import re

from search.folding import fold

ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+")
CREATIVE_COMMONS = "https://creativecommons.org"
#: words of the conditions of Creative Commons, folded, in the portal's languages
CONDITIONS = {
    "by": r"by|attribution|atribucion|reconocimiento|atribuicao|paternite",
    "nc": r"nc|non-?commercial|no-?comercial|nao-?comercial|pas d'utilisation commerciale",
    "nd": r"nd|no-?deriv\w*|sin ?(?:obra)?derivad\w*|sem ?derivacoes|pas de modification",
    "sa": r"sa|share-?alike|compartir-?igual|compartilha-?igual|partage dans les memes conditions",
}
OTHERS = {
    r"odbl|open database licen[cs]e": "https://opendatacommons.org/licenses/odbl/1-0/",
    r"odc-?by|open data commons attribution": "https://opendatacommons.org/licenses/by/1-0/",
    r"pddl|public domain dedication and licen[cs]e": "https://opendatacommons.org/licenses/pddl/1-0/",
    r"licence ouverte|etalab": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    r"ogl|open government licen[cs]e": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}


def licence_address(name: str) -> str:
    """Return the address of a licence: the one in its words, or that of a known name with its version; "" for another.

    "CC BY" without a version is not enough: versions say different things.
    """
    if found := ADDRESS.search(name):
        return found[0].rstrip(".,;")
    words = fold(name).replace("_", "-")
    if re.search(r"\bcc[ -]?0\b|\bcc[ -]zero\b", words):
        return f"{CREATIVE_COMMONS}/publicdomain/zero/1.0/"
    if re.match(r"cc\b|creative commons\b|by\b", words):
        return commons_address(words)
    return next((address for wanted, address in OTHERS.items() if re.search(rf"\b(?:{wanted})\b", words)), "")


def commons_address(words: str) -> str:
    """Return the address of a licence of Creative Commons named in folded words, "" when its version is not said."""
    version = re.search(r"\b([1-4]\.[05])\b(?:[ -]+([a-z]{2})\b)?", words)
    conditions = [code for code, wanted in CONDITIONS.items() if re.search(rf"\b(?:{wanted})\b", words)]
    if not version or "by" not in conditions or {"nd", "sa"} <= set(conditions):
        return ""
    country = f"{version[2]}/" if version[2] and version[1] < "4" else ""
    return f"{CREATIVE_COMMONS}/licenses/{'-'.join(conditions)}/{version[1]}/{country}"
