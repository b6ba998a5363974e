"""The register of personal data: every declaration of every model, as rows of a screen and of a table to take home."""

from __future__ import annotations

from typing import NamedTuple

from django.apps import apps
from django.http import HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.core.escaping import BYTE_ORDER_MARK, csv_line
from portal.personal_data.declaration import declarations, not_personal_of

from .words import end_in_words, rest_in_words


class RegisterRow(NamedTuple):
    """One declaration in words, in the order of the columns."""

    title: str
    fields: str
    purpose: str
    ground: str
    readers: str
    end: str
    rest: str
    table: str


class HarmlessRow(NamedTuple):
    """A field that only looks personal, and why it is not."""

    title: str
    field: str
    reason: str


def register_columns() -> list[str]:
    """Return the headings of the register."""
    return [
        _("Dónde"),
        _("Qué datos"),
        _("Para qué"),
        _("Por qué podemos"),
        _("Quién lo lee"),
        _("Por cuánto tiempo"),
        _("Qué queda después"),
        _("Tabla"),
    ]


def register_rows() -> list[RegisterRow]:
    """Return all declarations in words, by title."""
    rows = [
        RegisterRow(
            declaration.title,
            ", ".join(declaration.labels),
            str(declaration.data.purpose),
            str(declaration.data.ground or "–"),
            str(declaration.data.readers or "–"),
            end_in_words(declaration.data),
            rest_in_words(declaration.data),
            declaration.model._meta.label,
        )
        for declaration in declarations()
    ]
    return sorted(rows, key=lambda row: (row.title.casefold(), row.fields))


def harmless_rows() -> list[HarmlessRow]:
    """Return the portal's fields that look personal and are not, with their reasons; packages name theirs in English."""
    return [
        HarmlessRow(
            capfirst(str(model._meta.verbose_name_plural)), str(model._meta.get_field(name).verbose_name), str(reason)
        )
        for model in sorted(apps.get_models(), key=lambda model: model._meta.label)
        if model.__module__.startswith("portal.")
        for name, reason in not_personal_of(model).items()
    ]


def register_table() -> HttpResponse:
    """Return the register as CSV: UTF-8, comma, cells that no spreadsheet runs."""
    lines = map(csv_line, [register_columns(), *register_rows()])
    response = HttpResponse([BYTE_ORDER_MARK, *lines], content_type="text/csv; charset=utf-8")
    name = _("registro-de-datos-personales")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
