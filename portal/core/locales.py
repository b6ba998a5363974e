"""The languages of the portal: one row each. A new language is a new row; docs/languages.md says what else it may want.

The settings read this table, so nothing of Django may be imported here. What a row leaves out comes from CLDR (Babel).
"""

import re
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.plurals import get_plural

NBSP = "\u00a0"
SOURCE = "es"  # the interface is written in it: its texts are the message ids
#: the number of the day in a CLDR pattern, outside of quotes
DAY_NUMBER = re.compile(r"(?<![\w'])d(?![\w'])")


@dataclass(frozen=True)
class Language:
    """One language: how the portal names it, and how days, hours and numbers are written in it.

    code: primary subtag of BCP 47, as in addresses; endonym: its own name as the switch shows it; cldr: locale of CLDR,
    where it is not the code; weekday: pattern of the weekday before a date, where CLDR's is not what people write;
    first_day: the first of a month, where it has a word of its own; hour and full_hour: how a time is written, and one
    without minutes where it differs; open_graph: with the territory that Open Graph wants; admin_code: its code in
    Wagtail's admin, where it is not the code; is_complete: `messages check` refuses a text that is not translated.
    """

    code: str
    endonym: str
    cldr: str = ""
    weekday: str = ""
    first_day: str = ""
    hour: str = "{hour}:{minute:02}"
    full_hour: str = ""
    open_graph: str = ""
    admin_code: str = ""
    is_complete: bool = False

    @cached_property
    def locale(self) -> Locale:
        """Return the locale of CLDR. Raises UnknownLocaleError when CLDR does not have it."""
        return Locale.parse(self.cldr or self.code)

    @property
    def direction(self) -> str:
        """Return the writing direction, "ltr" or "rtl"."""
        return self.locale.text_direction

    @property
    def plural_rule(self) -> str:
        """Return the plural rule of its catalogue, as GNU gettext writes it."""
        return get_plural(self.locale).plural_forms

    def pattern(self, *, weekday: bool = False, month: bool = True, year: bool = False) -> str:
        """Return the CLDR pattern of a day: its number, with its month, with its year, with its weekday before it."""
        if not month:
            return "d"
        skeletons, formats = self.locale.datetime_skeletons, self.locale.date_formats
        day = formats["long"].pattern if year else skeletons["MMMMd"].pattern
        if not weekday:
            return day
        if self.weekday:
            return self.weekday + day
        if year:
            return formats["full"].pattern
        return skeletons["MMMMEEEEd"].pattern if "MMMMEEEEd" in skeletons else f"EEEE, {day}"


#: the order of the language switch; the first is the source
ROWS = {
    row.code: row
    for row in (
        Language(SOURCE, "Español", weekday="EEEE ", open_graph="es_LA", is_complete=True),
        Language("en", "English", cldr="en_GB", weekday="EEEE ", open_graph="en_US", is_complete=True),
        Language(
            "fr",
            "Français",
            weekday="EEEE ",
            first_day="1er",
            hour=f"{{hour}}{NBSP}h{NBSP}{{minute:02}}",
            full_hour=f"{{hour}}{NBSP}h",
            open_graph="fr_FR",
            is_complete=True,
        ),
        Language("pt", "Português", open_graph="pt_BR", admin_code="pt-br", is_complete=True),
    )
}


class NoRow(LookupError):
    """A language has no row in this table."""


def language_row(code: str) -> Language:
    """Return the row of a language of the portal. Raises NoRow for another one."""
    try:
        return ROWS[code]
    except KeyError:
        raise NoRow(f"{code} has no row in portal/core/locales.py") from None


def endonym_choices() -> list[tuple[str, str]]:
    """Return [(code, endonym)] of all languages, as the setting LANGUAGES wants it."""
    return [(known.code, known.endonym) for known in ROWS.values()]


def admin_choices() -> list[tuple[str, str]]:
    """Return [(code, endonym)] of all languages, by their codes in Wagtail's admin."""
    return [(known.admin_code or known.code, known.endonym) for known in ROWS.values()]


def format_locale_pattern(day: date, pattern: str, code: str) -> str:
    """Return a day in a language of the portal by a CLDR pattern such as "EEE d"."""
    return format_date(day, pattern, locale=language_row(code).locale)


def format_locale_day(day: date, code: str, *, weekday: bool = False, month: bool = True, year: bool = False) -> str:
    """Return a day in words: "24 de noviembre"; with its weekday, its year; without month its number only."""
    known = language_row(code)
    pattern = known.pattern(weekday=weekday, month=month, year=year)
    if day.day == 1 and known.first_day:
        pattern = DAY_NUMBER.sub(f"'{known.first_day}'", pattern, count=1)
    return format_locale_pattern(day, pattern, code)


def day_number(number: int, code: str) -> str:
    """Return the number of a day of a month as it is written: "15", in French "1er" for the first."""
    return language_row(code).first_day or "1" if number == 1 else str(number)


def format_locale_hour(moment: time, code: str) -> str:
    """Return a time as people write it: "9:05", in French "9 h 05" and "9 h". Takes a time or a local datetime."""
    known = language_row(code)
    form = known.full_hour if known.full_hour and not moment.minute else known.hour
    return form.format(hour=moment.hour, minute=moment.minute)


def locale_language_name(code: str, reader: str) -> str:
    """Return the name of any language (BCP 47 tag) as a reader of the portal's language `reader` writes it: "francés".

    CLDR names some hundred languages; a code that it does not know is its own name.
    """
    names = language_row(reader).locale.languages
    return names.get(code.replace("-", "_")) or names.get(code.partition("-")[0], code)


def endonym(code: str) -> str:
    """Return the name of any language in that language, to stand alone: "Français"; an unknown code as it is."""
    if code in ROWS:
        return ROWS[code].endonym
    try:
        name = Locale.parse(code, sep="-").get_language_name(code.partition("-")[0])
    except (UnknownLocaleError, ValueError):
        return code
    return name[:1].upper() + name[1:] if name else code
