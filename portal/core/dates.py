"""Days and hours as the reader writes them (portal/core/locales.py says how); the years in which something may happen."""

import re
from datetime import UTC, date, datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

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


def admin_moment(moment: datetime) -> str:
    """Return a moment (aware) as Wagtail's screens write it: in the account's language, on the city's clock."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


def distance_words(days: int) -> str:
    """Return how far a day is from today: "hoy", "mañana", "en 3 días"; before today "ayer", "hace 3 días"."""
    words = {0: _("hoy"), 1: _("mañana"), -1: _("ayer")}
    if days in words:
        return words[days]
    if days > 0:
        return ngettext("en %(count)s día", "en %(count)s días", days) % {"count": days}
    return ngettext("hace %(count)s día", "hace %(count)s días", -days) % {"count": -days}


def hours_before(moment: datetime, hours: int) -> datetime:
    """Return when it is so many hours before an aware datetime on the city's clock (aware, UTC).

    People count by the clock on the wall: 48 hours before 19:00 is 19:00, also where the clock changes in between. An hour
    that the clocks skip is counted by the offset before, one that comes twice is the first (RFC 5545, 3.3.5).
    """
    if not hours:
        return moment.astimezone(UTC)
    # within one zone Python subtracts on the clock on the wall
    return (timezone.localtime(moment) - timedelta(hours=hours)).astimezone(UTC)


FIRST_YEAR, LAST_YEAR = 1900, 2200


def refuse_far_year(said: date) -> None:
    """Raise ValidationError for a day or a moment in no year that can be meant; every field of a form asks."""
    if not FIRST_YEAR <= said.year <= LAST_YEAR:
        raise ValidationError(gettext_lazy("Revisa el año: %(year)s no puede ser."), params={"year": said.year})


#: how people here write a day, an hour: the day first in every language of the interface, or ISO 8601
DAYS_READ = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d/%m/%y", "%d.%m.%y")
HOURS_READ = (
    "%H:%M", "%H:%M:%S", "%H:%M:%S.%f", "%H.%M", "%Hh%M", "%H h %M", "%Hh", "%H h", "%H:%M h", "%H.%M h", "%H hs",
    "%Hhs", "%H:%M hs", "%H.%M hs",
)  # fmt: skip
#: what a field says of what it cannot read
MOMENT_UNREAD = gettext_lazy("No se entiende, o ese día no existe. Escribe el día y la hora así: 31/12/2026 20:00.")
DAY_UNREAD = gettext_lazy("No se entiende, o ese día no existe. Escribe el día así: 31/12/2026.")
HOUR_UNREAD = gettext_lazy("No se entiende. Escribe la hora así: 20:00.")
HOUR = re.compile(r"[\sT]\d")  # after the day


def read_dates_as_typed() -> None:
    """Let every form field read days and hours as people here write them; called once, when the portal starts.

    Django's own formats follow the language: in English 04/12/2026 would be a day in April. A moment without an hour is
    refused beside its field, not taken for midnight, as Django does with ISO 8601.
    """
    forms.DateField.input_formats = list(DAYS_READ)
    forms.TimeField.input_formats = list(HOURS_READ)
    forms.DateTimeField.input_formats = [
        f"{day}{gap}{hour}" for day in DAYS_READ for gap in " T" for hour in HOURS_READ
    ]
    forms.DateTimeField.input_formats += [f"{day}, {hour}" for day in DAYS_READ for hour in HOURS_READ]
    for kind, words in (
        (forms.DateField, DAY_UNREAD),
        (forms.TimeField, HOUR_UNREAD),
        (forms.DateTimeField, MOMENT_UNREAD),
    ):
        kind.default_error_messages = {**kind.default_error_messages, "invalid": words}
    forms.DateField.default_validators = forms.DateTimeField.default_validators = [refuse_far_year]
    ask_for_the_hour()


def ask_for_the_hour() -> None:
    """Refuse a typed moment that is only a day."""
    djangos = forms.DateTimeField.to_python

    def to_python(field: forms.DateTimeField, value: object) -> datetime | None:
        if isinstance(value, str) and value.strip() and not HOUR.search(value.strip()):
            raise ValidationError(field.error_messages["invalid"], code="invalid")
        return djangos(field, value)

    forms.DateTimeField.to_python = to_python


YEAR_DAYS, MONTH_DAYS = 365, 30


def duration_of_days(days: int) -> str:
    """Return days as people say them: "1 año", "2 meses", "7 días"."""
    if days % YEAR_DAYS == 0:
        return ngettext("%(n)s año", "%(n)s años", days // YEAR_DAYS) % {"n": days // YEAR_DAYS}
    if days % MONTH_DAYS == 0:
        return ngettext("%(n)s mes", "%(n)s meses", days // MONTH_DAYS) % {"n": days // MONTH_DAYS}
    return ngettext("%(n)s día", "%(n)s días", days) % {"n": days}
