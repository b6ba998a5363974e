"""The answer as CSV, written row by row: UTF-8, comma, CRLF, cells that no spreadsheet runs (docs/codebook.md)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TYPE_CHECKING

from portal.core.escaping import harmless

from .columns import COLUMNS, FLAG, NUMBER, PracticeExportRow

if TYPE_CHECKING:
    from portal.practices.exporting.columns import Column

BYTE_ORDER_MARK = "\ufeff"


class Echo:
    """What csv.writer writes to: gives each line back at once."""

    def write(self, line):
        return line


def table_lines(rows: Iterator) -> Iterator[str]:
    """Yield the lines (str) of a table of text, its cells made harmless."""
    write = csv.writer(Echo()).writerow
    for row in rows:
        yield write([harmless(cell) for cell in row])


def csv_cell(column: Column, row: PracticeExportRow) -> str:
    """Return one cell (str) of a PracticeExportRow."""
    value = column.value(row)
    if column.kind == NUMBER:
        return "" if value is None else str(value)
    if column.kind == FLAG:
        return "true" if value else "false"
    return harmless(value if isinstance(value, str) else "; ".join(value))


def csv_lines(practices: Iterator, language: str, with_mark: bool = True) -> Iterator[str]:
    """Yield the lines (str) of a CSV; `practices` are pairs (PracticePage shown, PracticeRecord).

    `language` is that of the labels, `with_mark` sets the byte order mark by which Excel knows UTF-8.
    """
    write = csv.writer(Echo()).writerow
    yield (BYTE_ORDER_MARK if with_mark else "") + write([column.name for column in COLUMNS])
    for page, record in practices:
        row = PracticeExportRow.of(page, record, language)
        yield write([csv_cell(column, row) for column in COLUMNS])
