"""The reader's language, names of languages, pages in the reader's language; a language without its row is refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from babel import UnknownLocaleError
from django.apps import AppConfig
from django.conf import settings
from django.core.checks import Error, register
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language, gettext
from wagtail.models import Page

from search.analysis import primary

from . import locales
from .public import public_pages

if TYPE_CHECKING:
    from portal.core.models import BasePage

#: the portal's languages, the source first
CODES = [code for code, _ in settings.LANGUAGES]


def reader_language() -> str:
    """Return the language of the interface now ("es", "fr" …), one of the portal's."""
    active = get_language() or settings.LANGUAGE_CODE
    code = active if active in CODES else primary(active)
    return code if code in CODES else settings.LANGUAGE_CODE


def language_name(code: str, language: str | None = None) -> str:
    """Return the name of any language within a sentence: "francés"; in `language`, the reader's by default."""
    return locales.locale_language_name(code, language or reader_language())


def written_in(*codes: str) -> str:
    """Return in which languages a text is read, "en español", of their codes; "" where all are the reader's."""
    foreign = dict.fromkeys(code for code in codes if code and code != reader_language())
    return gettext("en %(language)s") % {"language": ", ".join(map(language_name, foreign))} if foreign else ""


def label_line(label: str, text: str) -> str:
    """Return a label and what it names, with the colon as the reader's language writes it: French puts a space before."""
    return gettext("%(label)s: %(text)s") % {"label": label, "text": text}


def language_choices() -> list[tuple[str, str]]:
    """Return [(code, endonym)] of the portal's languages; as a function, a new one needs no migration."""
    return settings.LANGUAGES


def localized_pages(pages: QuerySet[BasePage], language: str | None = None) -> QuerySet[BasePage]:
    """Return the public pages of a queryset, one per object: in `language` where it exists, else in its first language.

    `language` is the interface's by default. Design, section 5: lists fall back, labelled, instead of staying empty.
    """
    language = language or reader_language()
    siblings = public_pages(Page.objects.filter(translation_key=OuterRef("translation_key")))
    here = Q(locale__language_code=language)
    absent = ~Exists(siblings.filter(here)) & ~Exists(siblings.filter(pk__lt=OuterRef("pk")))
    return public_pages(pages).filter(here | absent)


def source_version(page: BasePage) -> BasePage:
    """Return the first version of `page` that is no alias: the one whose facts the others follow."""
    return type(page)._base_manager.filter(translation_key=page.translation_key, alias_of__isnull=True).earliest("pk")


def in_interface(url: str | None, language: str | None = None) -> str:
    """Return a page's address (path or absolute) under the prefix of the reader's interface; "" for a page without one.

    /es/distritos/oeste/ read in French becomes /fr/distritos/oeste/, which HomePage.route answers with the source.
    """
    language, url = language or reader_language(), url or ""
    for code in CODES:
        before, mark, after = url.partition(f"/{code}/")
        if mark and before.count("/") in (0, 2):
            return f"{before}/{language}/{after}"
    return url


def public_translations(page: BasePage) -> dict[str, BasePage]:
    """Return {language: page} of the versions of `page` that everybody may read, itself included."""
    versions = public_pages(type(page).objects.filter(translation_key=page.translation_key)).select_related("locale")
    return {version.locale.language_code: version for version in versions}


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
def languages_have_their_rows(app_configs: Sequence[AppConfig] | None, **kwargs) -> list[Error]:
    """Return the faults of the setting LANGUAGES and of its rows."""
    codes = [code for code, _name in (*settings.LANGUAGES, *settings.WAGTAIL_CONTENT_LANGUAGES)]
    codes = list(dict.fromkeys([settings.LANGUAGE_CODE, *codes]))
    return [
        *languages_without_row(codes),
        *rows_without_dates([locales.ROWS[code] for code in codes if code in locales.ROWS]),
    ]
