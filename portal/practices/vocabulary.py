"""Choices that come from libraries and not from the city's vocabularies: countries, languages, coordinates."""

from babel import Locale
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import get_language

from portal.vocabularies import countries

# Languages that practices are written in; names in the reader's language come from CLDR.
SOURCE_LANGUAGES = ["es", "fr", "en", "pt", "ca", "it", "de", "eu", "gl", "zh", "qu", "gn", "nah"]


def country_choices():
    """Return [(ISO 3166-1 alpha-2 code, name in the active language)]."""
    return countries.country_choices()


def language_name(code, language=None):
    """Return the name of a language (BCP 47 code) in `language`, the active one by default."""
    return Locale.parse((language or get_language() or "es").replace("-", "_")).languages.get(code, code)


def language_choices():
    """Return [(BCP 47 code, name in the active language)]."""
    return [(code, language_name(code)) for code in SOURCE_LANGUAGES]


def coordinate(name, limit):
    """Return an optional field of degrees between -limit and limit (WGS 84)."""
    return models.FloatField(
        name, null=True, blank=True, validators=[MinValueValidator(-limit), MaxValueValidator(limit)]
    )
