"""Choices that come from libraries and not from the city's vocabularies: countries, languages, coordinates."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.fields import FloatField

from portal.core.language import language_name
from portal.vocabularies import countries

# Languages that practices are written in; names in the reader's language come from CLDR.
SOURCE_LANGUAGES = ["es", "fr", "en", "pt", "ca", "it", "de", "eu", "gl", "zh", "qu", "gn", "nah"]


def country_choices() -> list[tuple[str, str]]:
    """Return [(ISO 3166-1 alpha-2 code, name in the active language)]."""
    return countries.country_name_choices()


def source_language_choices() -> list[tuple[str, str]]:
    """Return [(BCP 47 code, name in the active language)]."""
    return [(code, language_name(code)) for code in SOURCE_LANGUAGES]


def coordinate(name: str, limit: int) -> FloatField:
    """Return an optional field of degrees between -limit and limit (WGS 84)."""
    return models.FloatField(
        name, null=True, blank=True, validators=[MinValueValidator(-limit), MaxValueValidator(limit)]
    )
