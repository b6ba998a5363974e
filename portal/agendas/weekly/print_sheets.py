"""A weekly agenda on paper: a sheet for each district, for the board in its centre."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .rendition import Day

if TYPE_CHECKING:
    from portal.agendas.weekly.rendition import Reading

FEW = 4  # rows that fill a sheet in large letters


@dataclass
class BoardSheet:
    """What hangs on one board: the days of the week of one district, or of the whole city."""

    name: str
    days: list = field(default_factory=list)
    is_first: bool = False

    @property
    def is_short(self):
        """Tell whether there is so little that it can be read from further away."""
        return sum(len(day.rows) for day in self.days) <= FEW


def sheets(reading: Reading) -> list[BoardSheet]:
    """Return the Sheets of a Reading: of the city's issue one for each district that has something, else one alone."""
    if reading.said["district"]:
        return [BoardSheet(reading.where, [day for day in reading.days if day.rows], is_first=True)]
    by_district = {}
    for day in reading.days:
        for row in day.rows:
            district = row["district"] or {"code": "", "name": reading.where, "order": -1}
            place = (district["order"], district["name"])
            days = by_district.setdefault(place, {})
            days.setdefault(day.date, Day(day.date)).rows.append(row)
    found = [BoardSheet(name, list(days.values())) for (_order, name), days in sorted(by_district.items())]
    found = found or [BoardSheet(reading.where)]
    found[0].is_first = True
    return found
