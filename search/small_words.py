"""Small words a question may be answered without, in the four languages together.

Left out are those that carry meaning in another of the languages: "sur" (on, south), "or" (or, gold).
"""

_BY_LANGUAGE = {
    "es": "el la los las un una unos unas de del al a en y e o u que con por para se su sus lo le les es son como mas",
    "fr": "le la les l un une des du de d au aux et ou que qu qui en dans par avec pour se s sa son ses ce cette ces",
    "en": "the a an of in on and to for by with that this these those is are it its from at as how what which s",
    "pt": "o a os as um uma uns umas de do da dos das ao aos em no na nos nas e ou que com por para se seu sua",
}
SMALL_WORDS = frozenset(word for words in _BY_LANGUAGE.values() for word in words.split())
