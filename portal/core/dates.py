"""Days and hours as the reader writes them (portal/core/locales.py says how); the years in which something may happen."""

from datetime import date, time

from django.forms import BaseForm
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import locales
from .language import reader_language


def format_pattern(day: date, pattern: str, language: str | None = None) -> str:
    """Return a day by a CLDR pattern such as "EEEE d", in `language`, the reader's by default."""
    return locales.format_locale_pattern(day, pattern, language or reader_language())


def format_day(day: date, *, weekday: bool = False, month: bool = True, year: bool = False) -> str:
    """Return a day in words: "24 de noviembre"; with its weekday, its year; without month its number only."""
    return locales.format_locale_day(day, reader_language(), weekday=weekday, month=month, year=year)


def format_hour(moment: time) -> str:
    """Return the hour of a time, or of a local datetime: "19:00", in French "19 h"."""
    return locales.format_locale_hour(moment, reader_language())


def distance_words(days: int) -> str:
    """Return how far a day is from today: "hoy", "mañana", "en 3 días"; before today "ayer", "hace 3 días"."""
    words = {0: _("hoy"), 1: _("mañana"), -1: _("ayer")}
    if days in words:
        return words[days]
    if days > 0:
        return ngettext("en %(count)s día", "en %(count)s días", days) % {"count": days}
    return ngettext("hace %(count)s día", "hace %(count)s días", -days) % {"count": -days}


FIRST_YEAR, LAST_YEAR = 1900, 2200


def refuse_far_years(form: BaseForm, *names) -> None:
    """Say beside each of these fields of a form being cleaned that its date or moment lies in no year that can be meant."""
    for name in names:
        said = form.cleaned_data.get(name)
        if said and not FIRST_YEAR <= said.year <= LAST_YEAR:
            form.add_error(name, _("Revisa el año: %(year)s no puede ser.") % {"year": said.year})
