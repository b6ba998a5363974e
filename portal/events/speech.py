"""Days, hours and numbers as a person says them aloud: what stands in figures on paper is no help to a loudspeaker."""

import re
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from portal.core.dates import format_pattern
from portal.events.number_words import LARGEST, number_words

ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first "
    "twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth thirty-first"
)
ORDINALS = ORDINALS.split()
FIRST = {"es": "primero", "fr": "premier", "pt": "primeiro"}
PARTS_OF_DAY = {
    "es": (
        (6, "de la madrugada"),
        (12, "de la mañana"),
        (13, "del mediodía"),
        (20, "de la tarde"),
        (24, "de la noche"),
    ),
    "en": ((12, "in the morning"), (18, "in the afternoon"), (21, "in the evening"), (24, "at night")),
}
FEMININE = {"fr": {"un": "une"}, "pt": {"um": "uma", "dois": "duas"}}
#: how the words of a number end before what is counted: [(pattern of a word, what stands for it)]
BEFORE_FEMININE = {
    "es": (("uno$", "una"), ("cientos$", "cientas"), ("quinientos$", "quinientas")),
    "fr": (("^un$", "une"), ("-un$", "-une")),
    "pt": (
        ("^um$", "uma"),
        ("^dois$", "duas"),
        ("(?<=[zt])entos$", "entas"),
        ("centos$", "centas"),
        ("hentos$", "hentas"),
    ),
}
BEFORE_MASCULINE = {"es": (("^veintiuno$", "veintiún"), ("^uno$", "un"))}
#: what an address shortens and nobody says so
SHORT = {
    "es": {"av": "avenida", "avda": "avenida", "bv": "bulevar", "gral": "general", "dr": "doctor", "dra": "doctora",
           "esq": "esquina", "nro": "número", "n°": "número", "nº": "número", "pje": "pasaje", "sta": "santa"},
    "pt": {"av": "avenida", "dr": "doutor", "dra": "doutora", "n°": "número", "nº": "número"},
    "fr": {"av": "avenue", "bd": "boulevard", "n°": "numéro", "nº": "numéro"},
    "en": {"ave": "avenue", "rd": "road", "n°": "number", "nº": "number"},
}  # fmt: skip
CLOCK = re.compile(r"(?:\blas? )?\b([01]?\d|2[0-3])[:h]([0-5]\d)\b")
NUMBER = re.compile(r"(?<![\w.,])\d+(?![\w]|[.,]\d)")


def spoken_language(language: str) -> str:
    """Return the language in which a text for readers of `language` is said aloud: the source where we know no rules.

    Without a catalogue its sentences are Spanish anyway, and numbers of another language would not be understood.
    """
    return language if language in HOURS else settings.LANGUAGE_CODE


def spoken_day(moment: datetime, language: str) -> str:
    """Return the day of an aware datetime in words: "miércoles veinticinco de noviembre"."""
    day, language = timezone.localdate(moment), spoken_language(language)
    weekday, month = (format_pattern(day, pattern, language) for pattern in ("EEEE", "MMMM"))
    if language == "en":
        return f"{weekday} the {ORDINALS[day.day - 1]} of {month}"
    number = FIRST[language] if day.day == 1 else number_words(day.day, language)
    return f"{weekday} {number} {month}" if language == "fr" else f"{weekday} {number} de {month}"


def spoken_hour(moment: datetime, language: str) -> str:
    """Return the hour of an aware datetime with its preposition: "a las siete y media de la tarde"."""
    local = timezone.localtime(moment)
    return at_hour(local.hour, local.minute, language)


def at_hour(hour: int, minute: int, language: str) -> str:
    """Return "a las siete de la tarde" for an hour (0 to 23) and a minute."""
    return HOURS[spoken_language(language)](hour, minute)


def part_of_day(hour: int, language: str) -> str:
    """Return "de la tarde" for an hour (0 to 23)."""
    return next(words for before, words in PARTS_OF_DAY[language] if hour < before)


def spanish(hour: int, minute: int) -> str:
    """Return an hour as it is said in Spanish."""
    if (hour, minute) == (0, 0):
        return "a las doce de la noche"
    number = (hour - 1) % 12 + 1
    said = "a la una" if number == 1 else f"a las {number_words(number, 'es')}"
    quarters = {0: "", 15: " y cuarto", 30: " y media"}
    return f"{said}{quarters.get(minute, ' y ' + number_words(minute, 'es'))} {part_of_day(hour, 'es')}"


def english(hour: int, minute: int) -> str:
    """Return an hour as it is said in English."""
    if minute == 0 and hour in (0, 12):
        return "at noon" if hour else "at midnight"
    number, following = (number_words((value - 1) % 12 + 1, "en") for value in (hour, hour + 1))
    low = f"oh {number_words(minute, 'en')}" if minute < 10 else number_words(minute, "en")
    known = {0: number, 15: f"a quarter past {number}", 30: f"half past {number}", 45: f"a quarter to {following}"}
    return f"at {known.get(minute, f'{number} {low}')} {part_of_day(hour, 'en')}"


def feminine(number: int, language: str) -> str:
    """Return a number in words as it counts hours, which are feminine."""
    *before, last = number_words(number, language).split(" ")
    return " ".join([*before, FEMININE[language].get(last, last)])


def counted_words(number: int, language: str, *, of_women: bool = False) -> str:
    """Return a number in words as it stands before what is counted: "cuarenta y una" personas, "veintiún" acuerdos.

    `of_women`: what is counted is feminine, as people are in Spanish, French and Portuguese.
    """
    language = spoken_language(language)
    if number > LARGEST:
        return spoken_figures(str(number), language)
    words = number_words(number, language).split(" ")
    rules = BEFORE_FEMININE if of_women else BEFORE_MASCULINE
    for pattern, put in rules.get(language, ()):
        words = [re.sub(pattern, put, word) for word in words]
    return " ".join(words)


def french_hour(hour: int, minute: int) -> str:
    """Return an hour as it is said in French."""
    minutes = f" {number_words(minute, 'fr')}" if minute else ""
    if hour in (0, 12):
        return f"à {'midi' if hour else 'minuit'}{minutes}"
    return f"à {feminine(hour, 'fr')} heure{'s' * (hour > 1)}{minutes}"


def portuguese(hour: int, minute: int) -> str:
    """Return an hour as it is said in Brazil."""
    minutes = f" e {number_words(minute, 'pt')}" if minute else ""
    if hour in (0, 12):
        return f"{'ao meio-dia' if hour else 'à meia-noite'}{minutes}"
    number = feminine(hour, "pt")
    hours = "" if minute else " hora" + "s" * (hour > 1)
    return f"{'à' if hour == 1 else 'às'} {number}{minutes or hours}"


#: the languages that are said aloud, and how each says an hour
HOURS = {"es": spanish, "en": english, "fr": french_hour, "pt": portuguese}


def spoken_figures(figures: str, language: str) -> str:
    """Return a row of digits (str) in words; a telephone, or what begins with zero, digit by digit."""
    language = spoken_language(language)
    if len(figures) > len(str(LARGEST)) or (figures[0] == "0" and len(figures) > 1):
        return " ".join(number_words(int(digit), language) for digit in figures)
    return number_words(int(figures), language)


def aloud(text: str, language: str) -> str:
    """Return a text with its hours, numbers and shortened words in full, as it is to be read aloud in `language`."""
    language = spoken_language(language)
    text = CLOCK.sub(lambda found: bare_hour(int(found[1]), int(found[2]), language), text)
    text = NUMBER.sub(lambda found: spoken_figures(found[0], language), text)
    words = SHORT[settings.LANGUAGE_CODE] | SHORT[language]  # addresses are the city's
    pattern = rf"(?<!\w)({'|'.join(map(re.escape, words))})(\.|(?<=[°º]))(?=\s|$)"
    return re.sub(pattern, lambda found: words[found[1].lower()], text, flags=re.IGNORECASE)


def bare_hour(hour: int, minute: int, language: str) -> str:
    """Return an hour without its preposition, for the middle of a sentence: "las siete de la tarde"."""
    language = spoken_language(language)
    prepositions = {"es": "a ", "en": "at ", "fr": "à ", "pt": "às |à |ao "}[language]
    return re.sub(rf"\A(?:{prepositions})", "", at_hour(hour, minute, language))
