"""Whole numbers in words, for what a loudspeaker says: Spanish, English, French, Portuguese, from 0 to 9999."""

UNITS = {
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete"
    " dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete"
    " veintiocho veintinueve",
    "en": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit"
    " dix-neuf",
    "pt": "zero um dois três quatro cinco seis sete oito nove dez onze doze treze quatorze quinze dezesseis dezessete"
    " dezoito dezenove",
}
UNITS = {language: words.split() for language, words in UNITS.items()}
TENS = {
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "fr": "vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
}
TENS = {language: words.split() for language, words in TENS.items()}
HUNDREDS = {
    "es": "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos",
    "pt": "cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos",
}
HUNDREDS = {language: words.split() for language, words in HUNDREDS.items()}
THOUSAND = {"es": "mil", "en": "thousand", "fr": "mille", "pt": "mil"}
LARGEST = 9999


def number_words(number: int, language: str) -> str:
    """Return a number (int, 0 to LARGEST) in the words of a language of the portal. Raises ValueError for others."""
    if not 0 <= number <= LARGEST:
        raise ValueError(f"No words for {number}")
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return below_thousand(rest, language)
    many = f"{below_hundred(thousands, language)} " if thousands > 1 or language == "en" else ""
    joint = " "
    if language == "en" and 0 < rest < 100:
        joint = " and "
    if language == "pt" and (rest < 100 or rest % 100 == 0):
        joint = " e "
    return many + THOUSAND[language] + (joint + below_thousand(rest, language) if rest else "")


def below_thousand(number: int, language: str) -> str:
    """Return 0 to 999 in words."""
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return below_hundred(rest, language)
    tail = below_hundred(rest, language) if rest else ""
    if language == "en":
        return f"{UNITS['en'][hundreds]} hundred" + (f" and {tail}" if tail else "")
    if language == "fr":
        many = f"{UNITS['fr'][hundreds]} cent" if hundreds > 1 else "cent"
        return f"{many} {tail}" if tail else many + "s" * (hundreds > 1)
    if number == 100:
        return "cien" if language == "es" else "cem"
    return HUNDREDS[language][hundreds - 1] + (f" {'e ' if language == 'pt' else ''}{tail}" if tail else "")


def below_hundred(number: int, language: str) -> str:
    """Return 0 to 99 in words."""
    units = UNITS[language]
    if number < len(units):
        return units[number]
    tens, rest = divmod(number, 10)
    ten = TENS[language][tens - 2]
    if language == "fr":
        return french_tens(tens, rest, ten)
    if not rest:
        return ten
    return ten + {"es": " y ", "en": "-", "pt": " e "}[language] + units[rest]


def french_tens(tens: int, rest: int, ten: str) -> str:
    """Return 20 to 99 in French, which counts on from sixty and from eighty."""
    if tens in (7, 9):
        rest += 10
    if not rest:
        return ten + "s" * (tens == 8)
    joint = " et " if rest in (1, 11) and tens < 8 else "-"
    return ten + joint + UNITS["fr"][rest]
