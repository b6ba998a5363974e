"""The two tables that a file replaces as a whole: how each is read, stored, kept and put back, with their words."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.territory.lines import file as lines_file
from portal.territory.lines.file import MapLineFile, MapLineRefusal, read_map_lines, store_map_lines
from portal.territory.models import MapLine, Neighbourhood, StreetSegment
from portal.territory.streets import table as streets_table
from portal.territory.streets.report import street_import_summary
from portal.territory.streets.table import StreetTable, StreetTableRefusal, read_street_table, store_street_table

from .models import MapTable

MEGABYTE = 1024 * 1024
MOST_SHOWN = 10  # examples of what was read


@dataclass(frozen=True)
class TableData:
    """What a file holds: `read` as its reader returns it, its rows as they will be stored, and [(line, fault)]."""

    read: Any
    rows: list[models.Model]
    faults: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class TableKind:
    """One of the tables: its words, its largest file in bytes, its columns, and how it is read and stored."""

    title: str
    file_label: str
    help_text: str
    accept: str
    largest: int
    model: type[models.Model]
    columns: tuple[str, ...]
    read: Callable[[bytes], TableData]
    store: Callable[[Any], int]
    holder: Callable[[list], Any]
    summary: Callable[[list], str]


def street_table_data(content: bytes) -> TableData:
    """Return the TableData of a CSV file (bytes). Raises StreetTableRefusal."""
    found = read_street_table(content)
    return TableData(found, found.segments, found.faults)


def line_table_data(content: bytes) -> TableData:
    """Return the TableData of a GeoJSON file (bytes). Raises MapLineRefusal."""
    found = read_map_lines(content)
    return TableData(found, found.lines, found.faults)


def lines_summary(rows: list[MapLine]) -> str:
    """Return how many lines there are, in words."""
    return ngettext("%(count)s línea del mapa.", "%(count)s líneas del mapa.", len(rows)) % {"count": len(rows)}


TABLES = {
    MapTable.STREETS: TableKind(
        title=MapTable.STREETS.label,
        file_label=_("Tabla de calles (CSV)"),
        help_text=_(
            "Hasta 20 MB. La primera línea nombra las columnas: calle, desde, hasta, barrio. En tu planilla: "
            "«Guardar como», «CSV»."
        ),
        accept=".csv,.tsv,.txt,text/csv",
        largest=streets_table.LARGEST,
        model=StreetSegment,
        columns=("name", "first", "last", "neighbourhood_id"),
        read=street_table_data,
        store=store_street_table,
        holder=lambda rows: StreetTable(segments=rows),
        summary=lambda rows: street_import_summary(StreetTable(segments=rows)),
    ),
    MapTable.LINES: TableKind(
        title=MapTable.LINES.label,
        file_label=_("Líneas del mapa (GeoJSON)"),
        help_text=_("Hasta 5 MB y 200 líneas, en WGS 84. Cada línea lleva su nombre (name) y su clase (kind)."),
        accept=".geojson,.json,application/geo+json",
        largest=lines_file.LARGEST,
        model=MapLine,
        columns=("name", "kind", "geometry"),
        read=line_table_data,
        store=store_map_lines,
        holder=lambda rows: MapLineFile(lines=rows),
        summary=lines_summary,
    ),
}
REFUSALS = (StreetTableRefusal, MapLineRefusal)


def rows_now(kind: TableKind) -> list[models.Model]:
    """Return the rows that a table has now, without their geometry."""
    return list(kind.model.objects.defer("geometry") if "geometry" in kind.columns else kind.model.objects.all())


def kept_rows(kind: TableKind) -> bytes:
    """Return the rows of a table as JSON: what `rows_of_kept` reads."""
    columns = (*kind.columns, "key") if kind.model is StreetSegment else kind.columns
    rows = kind.model.objects.order_by("pk").values(*columns)
    return json.dumps(list(rows), ensure_ascii=False).encode()


def rows_of_kept(kind: TableKind, content: bytes) -> list[models.Model]:
    """Return the rows of JSON (bytes) that `kept_rows` wrote, without those whose neighbourhood is gone."""
    found = json.loads(content)
    if kind.model is StreetSegment:
        places = set(Neighbourhood.objects.values_list("pk", flat=True))
        found = [values for values in found if values["neighbourhood_id"] in places]
    return [kind.model(**values) for values in found]


def example_words(kind: TableKind, rows: list[models.Model]) -> list[str]:
    """Return the first rows of a file in words, as people read them."""
    if kind.model is MapLine:
        return [f"{row.name} ({row.get_kind_display()})" for row in rows[:MOST_SHOWN]]
    names = dict(
        Neighbourhood.objects.filter(pk__in={row.neighbourhood_id for row in rows[:MOST_SHOWN]}).values_list(
            "pk", "name"
        )
    )
    return [f"{row.words()} → {names[row.neighbourhood_id]}" for row in rows[:MOST_SHOWN]]
