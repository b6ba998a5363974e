"""Recognising the wording of a form: which term an option means, however it is typed."""

import re

from search.folding import fold

from .models import Term

_NO_WORD = re.compile(r"[\W_]+")
_ARTICLES = frozenset({"l", "le", "la", "les", "el", "los", "las", "the"})


def fold_wording(text: str) -> str:
    """Return a wording (str) in lower case without accents, punctuation and leading article, words one space apart."""
    words = _NO_WORD.sub(" ", fold(text)).split()
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return " ".join(words)


def term_words(
    labels: dict[str, str],
    alternative_labels: dict[str, list[str]],
    oidp_form: dict[str, list[str]],
    oidp_bank: dict[str, list[str]],
) -> dict[str, list[str]]:
    """Return {language: [words]} of a term's four language tables, best first: names, OIDP's wordings, other words."""
    languages = dict.fromkeys([*labels, *oidp_form, *oidp_bank, *alternative_labels])
    return {
        language: [
            *filter(None, [labels.get(language)]),
            *oidp_form.get(language, []),
            *oidp_bank.get(language, []),
            *alternative_labels.get(language, []),
        ]
        for language in languages
    }


def match_option(vocabulary: str, wording: str, language: str | None = None) -> Term | None:
    """Return the Term of `vocabulary` (code) that `wording` names, or None when no term has exactly that wording.

    Compared after folding, never by likeness. `language` (code) decides only where languages disagree: all of them are
    tried, for forms mix them. A term in use wins over a retired one, which is still found: old forms chose it. A goal
    of sustainable development is also known by its bare number.
    """
    folded = fold_wording(wording)
    if not folded:
        return None
    found = []
    for term in Term.objects.of(vocabulary):
        words = term_words(term.labels, term.alternative_labels, term.oidp_form, term.oidp_bank)
        matching = {code for code, known in words.items() if folded in map(fold_wording, known)}
        if matching or (vocabulary == "sdg" and folded == term.code):
            found.append((language in matching, term.active, term))
    # max() keeps the first of equals, which is the order of the list.
    return max(found, key=lambda match: match[:2])[2] if found else None
