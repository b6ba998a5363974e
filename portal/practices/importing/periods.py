"""Dates as forms write them ("décembre 2018", "desde mayo 2005", "en vigueur") as partial ISO dates."""

import re
from datetime import date

from .wording import fold_heading

MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "en": "january february march april may june july august september october november december",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
}
MONTH_NUMBERS = {
    fold_heading(name): number for names in MONTHS.values() for number, name in enumerate(names.split(), start=1)
} | {"setiembre": 9}
GOING_ON = {
    fold_heading(wording)
    for wording in (
        "en cours", "en vigueur", "à ce jour", "jusqu'à présent", "présent", "aujourd'hui", "permanent", "permanente",
        "en curso", "vigente", "en vigor", "activa", "activo", "actualidad", "actual", "hasta la fecha", "presente",
        "continúa", "indefinida", "indefinido", "en marcha", "a la fecha", "hasta hoy", "hasta la actualidad",
        "ongoing", "in progress", "in force", "present", "to date", "still going on", "current", "continuing",
        "em curso", "em andamento", "até hoje", "até o presente",
    )
}  # fmt: skip
FILLING = {
    "depuis", "le", "en", "de", "du", "desde", "el", "del", "since", "from", "on", "of", "the", "in", "a", "au", "hasta",
    "jusqu", "until", "to",
}  # fmt: skip
# Words that make a year no more precise than the year: "printemps 2018", "fin 2021", "primer semestre de 2020"
VAGUE = {
    "debut", "mi", "fin", "printemps", "ete", "automne", "hiver", "semestre", "trimestre", "premier", "deuxieme",
    "principios", "mediados", "finales", "fines", "primavera", "verano", "otono", "invierno", "primer", "segundo",
    "early", "mid", "late", "end", "beginning", "spring", "summer", "autumn", "winter", "half", "first", "second",
}  # fmt: skip
YEARS = range(1900, 2101)
DIVIDER = re.compile(r"\s+[-–—/]\s+|\s*[–—]\s*|\s+(?:à|au|a|al|hasta|to|until)\s+(?=\S)")


def is_going_on(wording: str) -> bool:
    """Tell whether `wording` (str) says that the practice has no end yet."""
    return fold_heading(wording) in GOING_ON


def partial_date(wording: str) -> str:
    """Return the partial ISO date (str) that `wording` says in French, Spanish, English or Portuguese, "" for none.

    Raises ValueError when it is no date, or not one that exists. Day before month: "03/02/2020" is 3 February.
    """
    text = wording.strip().rstrip(".")
    if not text:
        return ""
    if iso := re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", text):
        return iso_partial_date(*iso.groups())
    if slashed := re.fullmatch(r"(?:(\d{1,2})[/.])?(\d{1,2})[/.-](\d{4})", text):
        day, month, year = slashed.groups()
        return iso_partial_date(year, month, day)
    words = [word for word in re.findall(r"\w+", fold_heading(text)) if word not in FILLING]
    numbers = [re.sub(r"(?<=\d)(?:er|re|o|st|nd|rd|th)$", "", word) for word in words]
    digits = [word for word in numbers if word.isdigit()]
    months = [MONTH_NUMBERS[word] for word in words if word in MONTH_NUMBERS]
    years = [word for word in digits if len(word) == 4]
    days = [word for word in digits if len(word) < 3]
    rest = [word for word in numbers if not word.isdigit() and word not in MONTH_NUMBERS]
    if len(years) != 1 or len(digits) != len(years) + len(days) or len(months) > 1 or len(days) > 1:
        raise ValueError(wording)
    if rest and not set(rest) <= VAGUE:
        raise ValueError(wording)
    if not months:
        if days and not rest:
            raise ValueError(wording)
        return iso_partial_date(years[0], None, None)
    return iso_partial_date(years[0], months[0], days[0] if days else None)


def iso_partial_date(year: str, month: int | str | None, day: str | None) -> str:
    """Return the parts of a date (str or int, month and day may be None) in ISO. Raises ValueError if there is none."""
    checked = date(int(year), int(month or 1), int(day or 1))
    if checked.year not in YEARS:
        raise ValueError(year)
    return checked.isoformat()[: 10 if day else 7 if month else 4]


def split_period(wording: str) -> tuple[str, str]:
    """Return the two wordings of one field "Period" ("Diciembre 2018 - en curso"); the second is "" for a single date."""
    parts = [part.strip() for part in DIVIDER.split(wording.strip()) if part.strip()]
    if len(parts) == 2:
        return parts[0], parts[1]
    if len(parts) < 2:
        return wording.strip(), ""
    raise ValueError(wording)
