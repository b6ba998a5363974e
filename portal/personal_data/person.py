"""One person asks what is kept of her: in which rows she stands, what goes out to her, what may go and what must stay.

Each room registers its models in its `ready()` with `register_person_records`; the screen of portal/data_protection asks
them all. A room that keeps a keyed hash alone finds its rows by `person.marks(purpose)`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from .declaration import Declaration, Words, personal_data_of
from .keyed_hash import hashes

DELETED = _("Se borra.")
#: two telephones are one when their last digits agree: country codes and leading zeros are written in many ways
TELLING_DIGITS = 8
NOT_DIGITS = re.compile(r"\D+")


@dataclass(frozen=True)
class DataSubject:
    """Somebody, known by a mail address or a telephone as she wrote it."""

    text: str

    @property
    def email(self) -> str:
        """Return the mail address in small letters; empty when it is a telephone."""
        return self.text.strip().casefold() if "@" in self.text else ""

    @property
    def phone(self) -> str:
        """Return the digits of the telephone; empty when it is a mail address."""
        return "" if "@" in self.text else NOT_DIGITS.sub("", self.text)

    @property
    def is_known(self) -> bool:
        """Tell whether the text is enough to find somebody by: a mail address or eight digits."""
        return bool(self.email) or len(self.phone) >= TELLING_DIGITS

    def is_in(self, *values: str | None) -> bool:
        """Tell whether one of the values (mail addresses, telephones) is this person's."""
        return any(self.has(value) for value in values if value)

    def has(self, value: str) -> bool:
        """Tell whether one value is this person's address or telephone."""
        if self.email:
            return value.strip().casefold() == self.email
        digits = NOT_DIGITS.sub("", value) if "@" not in value else ""
        shared = min(len(digits), len(self.phone))
        return shared >= TELLING_DIGITS and digits[-TELLING_DIGITS:] == self.phone[-TELLING_DIGITS:]

    def marks(self, purpose: str) -> list[str]:
        """Return her keyed hashes for one purpose, under the secret of today and the former ones."""
        return list(hashes(purpose, self.email or self.phone))


def declared_values(row: Model) -> dict[str, Any]:
    """Return {label: value} of the fields that the row's model declares, for the file that the person gets."""
    return {
        Declaration(type(row), data).label_of(name): getattr(row, name)
        for data in personal_data_of(type(row))
        for name in data.fields
    }


def named_values(row: Model, names: Iterable[str]) -> dict[str, Any]:
    """Return {label: value} of some fields of a row, under the names that its model gives them."""
    return {str(row._meta.get_field(name).verbose_name): getattr(row, name) for name in names}


def rows_with(person: DataSubject, rows: QuerySet, *names: str) -> QuerySet:
    """Return those of some rows that hold this person's mail address or telephone in a field of these names.

    They are opened one by one: no query compares what is encrypted.
    """
    known = rows.order_by().values_list("pk", *names).iterator()
    return rows.filter(pk__in=[pk for pk, *values in known if person.is_in(*values)])


def nothing_holds(row: Model) -> str:
    """Return why a row must stay: nothing."""
    return ""


def delete_row(row: Model, person: DataSubject) -> None:
    """Delete a row as a whole."""
    row.delete()


@dataclass(frozen=True, kw_only=True)
class PersonRecords:
    """How the rows of one model are found, told and let go for one person."""

    model: type[Model]
    #: the rows in which she stands
    find: Callable[[DataSubject], Iterable[Model]]
    #: {label: value} of a row, in the language of the moment; values that JSON or str() can say
    export: Callable[[Model], dict[str, Any]] = declared_values
    #: why a row must stay, as a sentence; empty: it may go
    held: Callable[[Model], Words] = nothing_holds
    #: let a row go: delete it, or take the person out of it
    remove: Callable[[Model, DataSubject], None] = delete_row
    #: what `remove` does, as a sentence for the editor
    removal: Words = DELETED


_records: dict[str, PersonRecords] = {}


def register_person_records(records: PersonRecords) -> None:
    """Have a model asked when a person wants to know; the latest word for a model counts."""
    _records[records.model._meta.label] = records


def person_records() -> list[PersonRecords]:
    """Return what the rooms registered, in the order of the models' labels."""
    return [_records[label] for label in sorted(_records)]


def find_person(person: DataSubject) -> list[tuple[PersonRecords, list[Model]]]:
    """Return the rows in which a person stands, by model; models without one are left out."""
    found = [(records, list(records.find(person))) for records in person_records()]
    return [(records, rows) for records, rows in found if rows]
