"""The days on which councils do not meet: the country's holidays, and the city's own."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import holidays
from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Error, register
from holidays.countries.argentina import AR

from portal.core.language import reader_language
from portal.councils.models import LocalHoliday


def country_holidays(place: str, language: str | None = None, years: int | None = None) -> AR:
    """Return the holidays of a country or of a part of it: `place` is "AR" or "ES-MD" (ISO 3166).

    `language` ("es", "fr" …) is that of the names where the library has it. Raises NotImplementedError for a place
    that the library does not know.
    """
    country, _dash, part = place.partition("-")
    known = holidays.country_holidays(country, subdiv=part or None)
    spoken = [code for code in known.supported_languages if language and code[:2] == language]
    kept = {"subdiv": part or None, "language": spoken[0] if spoken else known.default_language}
    return holidays.country_holidays(country, years=years, **kept)


@lru_cache(maxsize=64)
def _of_year(place, language, year):
    """Return {day: name} of one year."""
    return dict(country_holidays(place, language, years=year))


def holidays_between(begin: date, end: date) -> dict[date, str]:
    """Return {day: name} of the holidays from `begin` to before `end` (dates): national ones (HOLIDAYS) and the city's.

    Names are in the reader's language where the calendar has it; the city's own as they were written. One query.
    """
    found = {}
    if settings.HOLIDAYS:
        for year in range(begin.year, end.year + 1):
            found |= _of_year(settings.HOLIDAYS, reader_language(), year)
    found |= dict(LocalHoliday.objects.filter(day__gte=begin, day__lt=end).values_list("day", "name"))
    return {day: name for day, name in found.items() if begin <= day < end}


@register()
def holidays_are_known(app_configs: Sequence[AppConfig] | None, **kwargs) -> list[Error]:
    """Return an Error when HOLIDAYS names no country that the library knows (portal.E020)."""
    if not settings.HOLIDAYS:
        return []
    try:
        country_holidays(settings.HOLIDAYS)
    except NotImplementedError as error:
        hint = 'Write a country such as "AR", with a part of it if it has its own days ("ES-MD"), or leave it empty.'
        return [Error(f"HOLIDAYS={settings.HOLIDAYS}: {error}", hint=hint, id="portal.E020")]
    return []
