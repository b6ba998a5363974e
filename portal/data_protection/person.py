"""What is found of one person, ready to be shown, taken home as one file, and let go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model, ProtectedError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

from portal.core.models import User
from portal.personal_data.declaration import Words
from portal.personal_data.person import DataSubject, PersonRecords, find_person

AS_THEY_ARE = (str, int, float, bool, type(None))


@dataclass
class FoundRow:
    """One row in which a person stands: its values in words, and why it must stay (empty: it may go)."""

    row: Model
    values: dict[str, Any]
    held: Words


@dataclass
class FoundRecords:
    """All rows of one kind in which a person stands."""

    records: PersonRecords
    rows: list[FoundRow]

    @property
    def title(self) -> str:
        """Return what the rows are."""
        return capfirst(str(self.records.model._meta.verbose_name_plural))

    @property
    def removable(self) -> list[FoundRow]:
        """Return the rows that may go."""
        return [found for found in self.rows if not found.held]


def kept_of_person(person: DataSubject, user: User) -> list[FoundRecords]:
    """Return all that is kept of a person, as an account may let it go."""
    return [
        FoundRecords(
            records,
            [FoundRow(row, readable_values(records.export(row)), held_for(records, row, user)) for row in rows],
        )
        for records, rows in find_person(person)
    ]


def held_for(records: PersonRecords, row: Model, user: User) -> Words:
    """Return why a row must stay: its room's reason, or that the account may not delete such rows.

    Where a model has no policy, that of the screen counts: curators and administrators.
    """
    policy = policy_registry.get_by_type(records.model, fallback=False)
    if policy and not policy.user_has_permission_for_instance(user, "delete", row):
        return _("Solo lo puede quitar una persona de administración.")
    return records.held(row)


def readable_values(values: dict[str, Any]) -> dict[str, Any]:
    """Return values as JSON holds them; a day as ISO 8601, anything else in words."""
    return {str(label): readable_value(value) for label, value in values.items()}


def readable_value(value: Any) -> Any:
    """Return one value as JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return readable_values(value)
    if isinstance(value, list | tuple):
        return [readable_value(item) for item in value]
    return value if isinstance(value, AS_THEY_ARE) else str(value)


def person_file(found: list[FoundRecords]) -> dict[str, Any]:
    """Return all of a person as JSON holds it; the keys are words in the language of the moment."""
    rows = {kind.title: [row.values for row in kind.rows] for kind in found}
    return {_("Fecha de este archivo"): timezone.localtime().isoformat(timespec="seconds"), **rows}


@transaction.atomic
def remove_person(person: DataSubject, found: list[FoundRecords]) -> list[tuple[PersonRecords, int]]:
    """Let go what may go; return how many rows of each kind went. A row that others need stays."""
    counts = []
    for kind in found:
        gone = sum(is_removed(kind.records, entry.row, person) for entry in kind.removable)
        counts.append((kind.records, gone))
    return counts


def is_removed(records: PersonRecords, row: Model, person: DataSubject) -> bool:
    """Let one row go; tell whether it went."""
    try:
        with transaction.atomic():
            records.remove(row, person)
    except ProtectedError:
        return False
    return True
