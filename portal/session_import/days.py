"""Days and hours of tables, however people and their programs write them: by number, by name, in four languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from django.utils.translation import gettext as _

from portal.core.import_report import Refusal
from portal.core.locales import ROWS
from search.folding import fold

from .values import FIRST_YEAR, LAST_YEAR, city_zone

#: day zero of the numbers in which spreadsheets keep days (ECMA-376, 18.17.4.1, the system of 1900)
DAY_ZERO = date(1899, 12, 30)
SERIAL = re.compile(r"([1-9][0-9]{4})(?:[.,]([0-9]+))?")
FRACTION = re.compile(r"0?[.,]([0-9]+)")
ISO = re.compile(
    r"([0-9]{4})(?:[-/.]|(?=[0-9]{4}$))([0-9]{1,2})(?:[-/.]|(?<=[0-9]{6})(?=[0-9]{2}$))([0-9]{1,2})(?:(?:T|\s+|,\s*)(\S.*))?"
)
NUMBERS = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?:(?:T|\s+|,\s*)(\S.*))?")
OFFSET_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]+)?)?\s*(Z|[+-][0-9]{2}:?[0-9]{2})")
CLOCK = re.compile(
    r"([0-9]{1,2})(?:\s*[:.h]\s*([0-9]{2})?)?(?::[0-9]{2})?\s*(?:hs?\.?|hrs?\.?|horas?|heures?|uhr|min)?\s*"
    r"(?:([ap])\s*\.?\s*m?\s*\.?)?"
)
CLOCK_IN_FRONT = re.compile(r"^(?:a las|a la|at|a partir de las|desde las|de|from|as)\s+")
RANGE = re.compile(r"\s*(?:\s(?:a|as|to|hasta|hasta las|a las|until|till)\s|[-–—/])\s*")
ALL_DAY = {"todo el dia", "all day", "toute la journee", "dia todo", "o dia todo", "dia inteiro"}
#: "7 de la tarde" counts to twelve
PART_OF_DAY = re.compile(r"\s+(?:de|da|du|in the) ?(?:la |l')?(?:(?P<a>manana|manha|matin|morning)|tarde|noche|noite|soir|"
                         r"apres-midi|afternoon|evening)$")  # fmt: skip
NOON, MIDNIGHT = {"mediodia", "noon", "midi", "meio-dia", "meio dia", "12 m", "12m"}, {
    "medianoche", "midnight", "minuit", "meia-noite", "meia noite"}  # fmt: skip
WORD = re.compile(r"[^\W\d_]+\.?|[0-9]+")
HOUR_BEHIND = re.compile(
    r"(?:\s+(?:a las|at|as|a)\s+|(?<=[0-9]{4})[,\s]+)([0-9]{1,2}(?:[:.h][0-9]{2}|\s*[ap]\.?\s*m|\s*hs?\b).*)$"
)
#: what stands between the parts of a date and says nothing
FILLERS = {"de", "del", "do", "da", "of", "the", "le", "el", "o", "er", "st", "nd", "rd", "th", "feira"}


@dataclass(frozen=True)
class DayCell:
    """What a cell says of when: the day, the hour with it (None: none), or a moment that its offset makes exact."""

    day: date
    clock: time | None = None
    moment: datetime | None = None


def month_comes_first(cells: Iterable[str]) -> tuple[bool | None, int]:
    """Return (whether the month comes first in dates such as 11/25/2026, the place of the cell that tells).

    None when no cell tells. Raises Refusal, with the place as its line, when two cells contradict each other.
    """
    told, where = None, 0
    for place, text in enumerate(cells):
        match = NUMBERS.fullmatch(without_weekday(text.strip())[0])
        if not match or (int(match[1]) > 12) == (int(match[3]) > 12):
            continue
        says = int(match[3]) > 12
        if told is not None and says != told:
            message = _("«%s» y otra fecha se contradicen: en una el mes va primero y en la otra no; no se guardó nada")
            raise Refusal(message % text.strip()[:40], place)
        if told is None:
            told, where = says, place
    return told, where


def is_doubtful_day(text: str) -> bool:
    """Tell whether a cell is another day when its month comes first: 3/4/2026."""
    match = NUMBERS.fullmatch(without_weekday(text.strip())[0])
    return bool(match) and int(match[1]) <= 12 and int(match[3]) <= 12 and match[1].lstrip("0") != match[3].lstrip("0")


def holds_a_day(text: str) -> bool:
    """Tell whether a cell says a day, and not only an hour."""
    text = " ".join(text.split())
    return bool(
        ISO.fullmatch(text) or NUMBERS.fullmatch(without_weekday(text)[0]) or SERIAL.fullmatch(text)
        or any(word.rstrip(".") in month_names() for word in WORD.findall(fold(text)))
    )  # fmt: skip


def read_day_cell(text: str, month_first: bool = False) -> DayCell:
    """Return what a cell says of a day. Raises Refusal."""
    text, spoken = without_weekday(" ".join(text.split()))
    if match := ISO.fullmatch(text):
        year, month, day, rest = match[1], match[2], match[3], match[4]
    elif match := NUMBERS.fullmatch(text):
        day, month = (match[3], match[1]) if month_first else (match[1], match[3])
        year, rest = match[4], match[5]
    elif match := SERIAL.fullmatch(text):
        return DayCell(checked_day(DAY_ZERO + timedelta(days=int(match[1])), text), clock_of_fraction(match[2]))
    else:
        return named_day(text)
    if len(year) == 2:
        year = f"20{year}"
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        hint = "" if month_first else _(" (¿el mes va primero? Elígelo, o usa --month-first)")
        raise Refusal(_("«%s» no es una fecha del calendario") % text[:40] + hint) from None
    return with_clock(checked_day(found, text, spoken), rest or "")


def without_weekday(text: str) -> tuple[str, int | None]:
    """Return (a date in numbers without the weekday before it, the number of that weekday): "vie 04/12/26"."""
    word, _mark, rest = text.partition(" ")
    number = weekday_names().get(fold(word).rstrip(".,"))
    return (rest, number) if number is not None and (ISO.fullmatch(rest) or NUMBERS.fullmatch(rest)) else (text, None)


def with_clock(day: date, rest: str) -> DayCell:
    """Return a day with the hour that follows it in its cell. Raises Refusal."""
    if match := OFFSET_CLOCK.fullmatch(rest):
        clock = clock_of(match[1], match[2], rest)
        ahead = timedelta() if match[4] == "Z" else timedelta(hours=int(match[4][1:3]), minutes=int(match[4][-2:]))
        moment = datetime.combine(day, clock, tzinfo=UTC) - (-ahead if match[4][0] == "-" else ahead)
        local = moment.astimezone(city_zone())
        return DayCell(local.date(), local.time(), moment)
    if not rest.strip("0:. "):
        return DayCell(day)
    clock, _later = read_clock(rest)
    return DayCell(day, clock)


def checked_day(day: date, text: str, *spoken: int | None) -> date:
    """Return a day of a year in which somebody could meet, on the weekdays that were named (0 is Monday). Raises Refusal."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refusal(_("«%s» no es una fecha del calendario") % text[:40])
    if any(number not in (None, day.weekday()) for number in spoken):
        raise Refusal(_("«%s»: ese día cae en otro día de la semana; revisa la fecha") % text[:40])
    return day


def named_day(text: str) -> DayCell:
    """Return a day whose month is a word: "martes, 1 de diciembre de 2026", "Dec 1, 2026", "1-dic-26". Raises Refusal."""
    refusal = Refusal(_("«%s» no es una fecha; se escribe 2026-11-24 o 24/11/2026") % text[:40])
    date_part, clock_part = divided_clock(fold(text))
    words = [word.rstrip(".") for word in WORD.findall(date_part)]
    numbers = [word for word in words if word.isdecimal()]
    months = [month_names()[word] for word in words if word in month_names()]
    if len(months) > 1:  # "mar" is martes and marzo
        months = [
            month_names()[word] for word in words if word in month_names() and word not in weekday_names()
        ] or months[:1]
    spoken = [word for word in words if word in weekday_names() and month_names().get(word) not in months]
    known = {*numbers, *month_names(), *weekday_names(), *FILLERS}
    if any(word not in known for word in words):
        raise refusal
    if len(months) != 1 or len(numbers) != 2:
        raise refusal
    day, year = numbers if len(numbers[0]) <= 2 else reversed(numbers)
    try:
        found = date(int(year) if len(year) == 4 else 2000 + int(year), months[0], int(day))
    except ValueError:
        raise Refusal(_("«%s» no es una fecha del calendario") % text[:40]) from None
    return with_clock(checked_day(found, text, *(weekday_names()[word] for word in spoken)), clock_part)


def divided_clock(text: str) -> tuple[str, str]:
    """Return (date, hour) of a cell with both, the hour after the year or "a las"."""
    match = HOUR_BEHIND.search(text)
    return (text[: match.start()], match[1]) if match else (text, "")


@cache
def month_names() -> dict[str, int]:
    """Return {name of a month, whole or short, in the languages of the portal, folded: its number}."""
    names = {"sep": 9, "sept": 9, "set": 9, "setiembre": 9}
    for row in ROWS.values():
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in row.locale.months[context][width].items():
                    names.setdefault(fold(name).rstrip("."), number)
    return names


@cache
def weekday_names() -> dict[str, int]:
    """Return {name of a weekday, whole or short, in the languages of the portal, folded: its number, Monday 0}."""
    names = {}
    for row in ROWS.values():
        for width in ("wide", "abbreviated"):
            for number, name in row.locale.days["format"][width].items():
                for part in fold(name).replace(".", "").split("-")[:1]:  # "segunda-feira"
                    names.setdefault(part, number)
    return names


def clock_of_fraction(digits: str | None) -> time | None:
    """Return the hour of the part of a day after the comma of a spreadsheet's number, to the minute; None for none."""
    if not digits or not int(digits):
        return None
    minutes = round(float(f"0.{digits}") * 24 * 60)
    return time(minutes // 60 % 24, minutes % 60)


def clock_of(hour: str, minute: str, text: str, half: str = "") -> time:
    """Return an hour of the day, `half` "a" or "p" where it counts to twelve. Raises Refusal."""
    number = int(hour)
    if half:
        number = number % 12 + (12 if half == "p" else 0) if 1 <= number <= 12 else 99
    try:
        return time(number, int(minute or 0))
    except ValueError:
        raise Refusal(_("«%s» no es una hora; se escribe 19:00") % text[:40]) from None


def read_clock(text: str) -> tuple[time | None, bool]:
    """Return (hour of a cell or None, whether it is that of the day after: 24:00). Raises Refusal."""
    folded = CLOCK_IN_FRONT.sub("", " ".join(fold(text).split()), count=1).strip()
    if not folded or folded in ALL_DAY:
        return None, False
    folded = PART_OF_DAY.sub(lambda match: " am" if match["a"] else " pm", folded)
    if folded in NOON:
        return time(12), False
    if folded in MIDNIGHT or re.fullmatch(r"24(?:[:.h]00)?(?:[:]00)?\s*(?:hs?\.?|horas?)?", folded):
        return time(0), True
    if match := FRACTION.fullmatch(folded):
        found = clock_of_fraction(match[1]) or time(0)
        if found.minute % 5:  # neither a part of a day nor an hour that anybody would choose
            raise Refusal(_("«%s» no es una hora; se escribe 19:00") % text[:40])
        return found, False
    match = CLOCK.fullmatch(folded)
    if not match:
        raise Refusal(_("«%s» no es una hora; se escribe 19:00") % text[:40])
    return clock_of(match[1], match[2], text, match[3] or ""), False


def read_clock_range(text: str) -> tuple[str, str]:
    """Return (begin, end) of a cell such as "19:00 a 21:00", as cells of their own; ("19:00", "") for one hour."""
    folded = " ".join(fold(text).split())
    parts = RANGE.split(CLOCK_IN_FRONT.sub("", folded, count=1))
    if len(parts) != 2 or not all(re.search(r"[0-9]|medi|noon|midi|minuit|meia|meio|midnight", part) for part in parts):
        return text, ""
    begin, end = parts
    half = re.search(r"([ap])\s*\.?\s*m\s*\.?$", end)
    if half and re.fullmatch(r"[0-9]{1,2}(?:[:.][0-9]{2})?", begin):
        begin = f"{begin} {half[1]}m"  # "7 to 9 pm"
    return begin, end
