"""The answer as XLSX: typed cells and no formula, written to a temporary file so that memory stays flat."""

from __future__ import annotations

import re
import tempfile
from _io import BufferedRandom
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font

from portal.core.escaping import printable

from .codebook import LICENCE, codebook_rows, in_all_languages
from .columns import COLUMNS, DATE, FLAG, NUMBER, PracticeExportRow

if TYPE_CHECKING:
    from portal.practices.exporting.columns import Column

LONGEST_CELL = 32_767  # Excel's own limit
CUT = "…"
ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
WHOLE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
DAY_FORMAT = "yyyy-mm-dd"


def xlsx_text_cell(sheet: Any, text: str) -> Cell | None:
    """Return a cell that holds `text` as text, whatever it begins with; None for an empty one."""
    text = printable(text.replace("\r\n", "\n").replace("\r", "\n"))
    text = ESCAPED.sub(r"_x005F\g<0>", text)  # else Excel would show the sign that it is the number of
    if len(text) > LONGEST_CELL:
        text = text[: LONGEST_CELL - len(CUT)] + CUT
    if not text:
        return None
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # openpyxl takes a text with = for a formula, and one like #REF! for a fault
    return cell


def day_cell(sheet: Any, text: str) -> Cell | None:
    """Return a date cell for a whole day; a year or a month stays text: a spreadsheet has no date without a day."""
    if not WHOLE_DAY.fullmatch(text) or text < "1900-03-01":  # Excel's calendar is wrong before
        return xlsx_text_cell(sheet, text)
    cell = WriteOnlyCell(sheet, date.fromisoformat(text))
    cell.number_format = DAY_FORMAT
    return cell


def typed_cell(sheet: Any, column: Column, row: PracticeExportRow) -> float | Cell | None:
    """Return the cell of one column of a PracticeExportRow: a number, a boolean, a date or text."""
    value = column.value(row)
    if column.kind == NUMBER:
        return value
    if column.kind == FLAG:
        return bool(value)
    if column.kind == DATE:
        return day_cell(sheet, value)
    return xlsx_text_cell(sheet, value if isinstance(value, str) else "; ".join(value))


def head_cells(sheet: Any, names: list[str] | tuple[str, ...]) -> list[Cell]:
    """Return the first row of a sheet; it stays in view."""
    cells = [WriteOnlyCell(sheet, name) for name in names]
    for cell in cells:
        cell.font = Font(bold=True)
    return cells


def add_practices(book: Workbook, practices: Iterator, language: str) -> None:
    """Add the sheet of the practices (pairs of PracticePage shown and PracticeRecord), labels in `language`."""
    sheet = book.create_sheet("practices")
    sheet.freeze_panes = "B2"
    sheet.append(head_cells(sheet, [column.name for column in COLUMNS]))
    for page, record in practices:
        row = PracticeExportRow.of(page, record, language)
        sheet.append([typed_cell(sheet, column, row) for column in COLUMNS])


def add_codebook(book: Workbook) -> None:
    """Add the sheets of the codebook: fields, options, and what the file is."""
    rows = codebook_rows()
    header = next(rows)
    sheets = {part: book.create_sheet(f"{part}s") for part in ("field", "option")}
    for sheet in sheets.values():
        sheet.freeze_panes = "A2"
        sheet.append(head_cells(sheet, header[1:]))
    for part, *cells in rows:
        sheets[part].append([xlsx_text_cell(sheets[part], cell) for cell in cells])


def add_about(book: Workbook, question: str) -> None:
    """Add the sheet that says where the file comes from and which licence holds."""
    sheet = book.create_sheet("about")
    for name, value in [("question", question), *in_all_languages(LICENCE).items()]:
        sheet.append([xlsx_text_cell(sheet, name), xlsx_text_cell(sheet, value)])


def write_xlsx(practices: Iterator, language: str, question: str) -> BufferedRandom:
    """Return an open temporary file with the workbook, at its beginning; whoever gets it closes it."""
    book = Workbook(write_only=True)
    add_practices(book, practices, language)
    add_codebook(book)
    add_about(book, question)
    return saved(book)


def write_codebook() -> BufferedRandom:
    """Return an open temporary file with a workbook that holds the codebook alone."""
    book = Workbook(write_only=True)
    add_codebook(book)
    add_about(book, "")
    return saved(book)


def saved(book: Workbook) -> BufferedRandom:
    """Return an open temporary file with a workbook, at its beginning."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response that sends it closes it
    book.save(file)
    file.seek(0)
    return file
