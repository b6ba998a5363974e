"""The codebook: every column and every code with its words in all languages of the portal, from the city's own lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from babel import Locale
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.practices.importing.record import PARTS
from portal.practices.models import PracticePage
from portal.practices.questions import QUESTIONS
from portal.practices.vocabulary import SOURCE_LANGUAGES
from portal.territory.models import District, Neighbourhood
from portal.vocabularies.countries import country_name_choices
from portal.vocabularies.models import Term

from .columns import COLUMNS, LANGUAGES

if TYPE_CHECKING:
    from portal.practices.exporting.columns import Column

FORMAT = "participa-codebook/1"
LICENCE = _(
    "La licencia de cada ficha está en «source.licence». Donde está vacía, nadie declaró una: valen los derechos de "
    "quien la escribió."
)
OTHER_NAMES = {
    "url": _("Dirección permanente"),
    "published": _("Publicada aquí"),
    "updated": _("Último cambio aquí"),
    "language": _("Idioma de la primera versión"),
    "source_key": _("Clave de la fuente"),
    "organisations": _("Organizaciones"),
    "slug": _("Parte final de la dirección"),
    "title": _("Título"),
}


def in_all_languages(word: str) -> dict[str, str]:
    """Return {language: text} of a translatable text, or of what a callable without arguments returns."""
    words = {}
    for language in LANGUAGES:
        with override(language):
            words[language] = capfirst(str(word() if callable(word) else word))
    return words


def field_name(column: Column) -> str:
    """Return what a column's field is called (translatable)."""
    name = column.field or column.name
    if name in OTHER_NAMES:
        return OTHER_NAMES[name]
    if name in QUESTIONS:
        return QUESTIONS[name]
    if name in PARTS:
        return PracticePage._meta.get_field(name).related_model._meta.verbose_name_plural
    return PracticePage._meta.get_field("source_language" if name == "source.language" else name).verbose_name


def fields() -> list[dict[str, Any]]:
    """Return [{name, kind, options, language, imported, labels}] of all columns."""
    return [
        {
            "name": column.name,
            "kind": column.kind,
            "options": column.vocabulary,
            "language": column.language,
            "imported": column.is_read,
            "labels": in_all_languages(field_name(column)),
        }
        for column in COLUMNS
    ]


def codebook_lists() -> dict[str, list[dict]]:
    """Return {list: [{code, active, labels}]} of vocabularies, countries, languages, and of open districts' places."""
    found = {}
    for term in Term.objects.list_by_list():
        labels = {language: term.label(language) for language in LANGUAGES}
        found.setdefault(term.vocabulary, []).append({"code": term.code, "active": term.active, "labels": labels})
    countries = {language: dict(country_name_choices(language)) for language in LANGUAGES}
    found["country"] = [
        option(code, {key: countries[key][code] for key in LANGUAGES}) for code in sorted(countries["en"])
    ]
    names = {language: Locale.parse(language).languages for language in LANGUAGES}
    codes = dict.fromkeys([*LANGUAGES, *SOURCE_LANGUAGES])
    found["language"] = [option(code, {key: names[key].get(code, code) for key in LANGUAGES}) for code in codes]
    places = {
        "district": District.objects.filter(active=True),
        "neighbourhood": Neighbourhood.objects.filter(district__active=True),
    }
    for name, known in places.items():
        rows = known.order_by("code").values_list("code", "name")
        found[name] = [option(code, dict.fromkeys(LANGUAGES, label)) for code, label in rows]
    return found


def option(code: str, labels: dict[str, str]) -> dict[str, Any]:
    """Return one option of a list that is no vocabulary."""
    return {"code": code, "active": True, "labels": labels}


def codebook() -> dict[str, Any]:
    """Return the whole codebook as plain data."""
    return {
        "format": FORMAT,
        "portal": settings.BASE_URL,
        "languages": list(LANGUAGES),
        "licence": in_all_languages(LICENCE),
        "fields": fields(),
        "options": codebook_lists(),
    }


HEADER = ("part", "list", "name", "kind", "options", "imported", *(f"label@{language}" for language in LANGUAGES))


def codebook_rows() -> Iterator[tuple[str, ...]]:
    """Yield the codebook as rows of text for a table: HEADER, the fields, then the options of each list."""
    yield HEADER
    for field in fields():
        imported = "true" if field["imported"] else "false"
        yield ("field", "", field["name"], field["kind"], field["options"], imported, *field["labels"].values())
    for name, rows in codebook_lists().items():
        for row in rows:
            kind = "in use" if row["active"] else "retired"
            yield ("option", name, row["code"], kind, "", "", *row["labels"].values())
