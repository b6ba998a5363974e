"""What an import of streets says: one line for each line of the file that is wrong, and what is known now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import ngettext

if TYPE_CHECKING:
    from portal.territory.streets.table import StreetTable


def street_table_fault(line: int, fault: str) -> str:
    """Return what is wrong with a line of the file, with its number."""
    return f"{line}: {fault}"


def street_import_summary(table: StreetTable, before: int | None = None) -> str:
    """Return what a StreetTable holds; `before` is how many stretches it took the place of."""
    count = len(table.segments)
    parts = [
        ngettext("%(count)s tramo", "%(count)s tramos", count) % {"count": count},
        ngettext("%(count)s calle", "%(count)s calles", table.streets) % {"count": table.streets},
        ngettext("%(count)s barrio", "%(count)s barrios", table.places) % {"count": table.places},
    ]
    said = f"{', '.join(parts)}."
    if left := len(table.faults):
        said += " " + ngettext("%(count)s línea quedó afuera.", "%(count)s líneas quedaron afuera.", left) % {
            "count": left
        }
    if before:
        said += " " + ngettext(
            "Reemplazan al tramo que había.", "Reemplazan a los %(count)s tramos que había.", before
        ) % {"count": before}
    return said
