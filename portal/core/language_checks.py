"""A language of the portal without its row is refused before anybody reads a page in it."""

from babel import UnknownLocaleError
from django.conf import settings
from django.core.checks import Error, register

from . import locales


def languages_without_row(codes: list[str]) -> list[Error]:
    """Return an Error for each language code that has no row in portal/core/locales.py (portal.E030)."""
    return [
        Error(
            f"The language {code!r} has no row.",
            hint="Add one to ROWS in portal/core/locales.py; docs/languages.md says how.",
            obj=code,
            id="portal.E030",
        )
        for code in codes
        if code not in locales.ROWS
    ]


def rows_without_dates(rows: list[locales.Language]) -> list[Error]:
    """Return an Error for each row whose dates CLDR does not know (portal.E031)."""
    faults = []
    for known in rows:
        try:
            known.pattern(weekday=True, year=True)
        except (UnknownLocaleError, ValueError):
            faults.append(
                Error(
                    f"CLDR has no locale {known.cldr or known.code!r}.",
                    hint='Name one that it has in the row: cldr="es".',
                    obj=known.code,
                    id="portal.E031",
                )
            )
    return faults


@register()
def languages_have_their_rows(app_configs, **kwargs) -> list[Error]:
    """Return the faults of the setting LANGUAGES and of its rows."""
    codes = [code for code, _name in (*settings.LANGUAGES, *settings.WAGTAIL_CONTENT_LANGUAGES)]
    codes = list(dict.fromkeys([settings.LANGUAGE_CODE, *codes]))
    return [
        *languages_without_row(codes),
        *rows_without_dates([locales.ROWS[code] for code in codes if code in locales.ROWS]),
    ]
