"""Figures of a neighbourhood stand with the year in which they were measured and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from portal.territory.models import Neighbourhood

FIRST_YEAR = 1850  # older than any census that a city still cites


def figure_faults(record: Neighbourhood, name: str) -> dict[str, str]:
    """Return {field: message} of what a figure of a record lacks or has too much: NAME, NAME_year, NAME_source."""
    value, year, source = (getattr(record, field) for field in (name, f"{name}_year", f"{name}_source"))
    if value in (None, ""):
        if year or source:
            return {name: _("Falta el dato: escribe su valor, o deja vacíos el año y la fuente.")}
        return {}
    faults = {}
    if not year:
        faults[f"{name}_year"] = _("¿De qué año es? Un dato sin año no se puede comparar.")
    elif not FIRST_YEAR <= year <= timezone.localdate().year:
        faults[f"{name}_year"] = _("Revisa el año: no puede ser futuro ni tan antiguo.")
    if not source:
        faults[f"{name}_source"] = _("¿Quién lo dice? Por ejemplo: censo nacional.")
    return faults
