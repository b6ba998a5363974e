"""Dates that know their precision: a year, a month or a day, written as in ISO 8601 ("2018", "2018-12", "2019-11-26")."""

import re
from datetime import date

from babel.dates import format_date, format_skeleton
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from . import locales
from .language import reader_language

PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def first_day(value: str) -> date:
    """Return the first `date` that a partial date (str) covers. Raises ValueError when it is none."""
    match = PATTERN.fullmatch(value)
    if not match:
        raise ValueError(value)
    year, month, day = (int(part or 1) for part in match.groups())
    return date(year, month, day)


def validate_partial_date(value: str) -> None:
    """Raise ValidationError unless `value` is a year, a year and month, or a day in ISO 8601."""
    try:
        first_day(value)
    except ValueError:
        raise ValidationError(
            _("Escribe el año, el mes o el día así: 2018, 2018-12 o 2018-12-24."), code="partial_date"
        ) from None


def partial_date_words(value: date | str) -> str:
    """Return a partial date (str, or a `date`) in words of the active language at its own precision: "diciembre de 2018".

    Words and order come from CLDR: Django writes Portuguese months large and English dates the American way.
    """
    value = value.isoformat()[:10] if isinstance(value, date) else value
    locale = locales.language_row(reader_language()).locale
    day = first_day(value)
    if len(value) == len("2018"):
        return value
    if len(value) == len("2018-12"):
        return format_skeleton("yMMMM", day, locale=locale)
    return format_date(day, "long", locale=locale)


class PartialDateField(models.CharField):
    """A partial date kept as its ISO text, which sorts as the dates do."""

    default_validators = [validate_partial_date]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("help_text", _("Por ejemplo 2018-12; también solo el año o el día entero."))
        super().__init__(*args, **kwargs)
