"""Words by which people ask for what comes next: "próxima reunión san miguel" means the next meeting, not these letters."""

from search.folding import fold

#: folded; a new language adds its own
_NEXT_BY_LANGUAGE = {
    "es": "proxima proximas proximo proximos siguiente siguientes",
    "en": "next upcoming",
    "fr": "prochain prochaine prochains prochaines",
    "pt": "proxima proximas proximo proximos seguinte seguintes",
}
#: words for a meeting, which beside those say nothing more
_MEETINGS_BY_LANGUAGE = {
    "es": "reunion reuniones sesion sesiones encuentro encuentros",
    "en": "meeting meetings session sessions",
    "fr": "reunion reunions seance seances session sessions rencontre rencontres",
    "pt": "reuniao reunioes sessao sessoes encontro encontros",
}
NEXT_WORDS = frozenset(word for words in _NEXT_BY_LANGUAGE.values() for word in words.split())
MEETING_WORDS = frozenset(word for words in _MEETINGS_BY_LANGUAGE.values() for word in words.split())


def asked_next(text: str) -> str | None:
    """Return the other words of a question for what comes next (empty for anything at all), or None for another one."""
    words = text.split()
    folded = [fold(word).strip("¿?¡!.,") for word in words]
    if not NEXT_WORDS.intersection(folded):
        return None
    return " ".join(word for word, plain in zip(words, folded, strict=True) if plain not in NEXT_WORDS | MEETING_WORDS)
