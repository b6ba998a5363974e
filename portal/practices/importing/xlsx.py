"""Reader of XLSX: the sheet `practices`, or the first with our columns. No formula, macro or link is followed."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING
from zipfile import ZipFile, ZipInfo

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from portal.core.import_report import Refusal

from .cells import is_blank
from .heads import MOST_TITLE_ROWS, is_head
from .table import MOST_COLUMNS, Table, at_cell
from .xlsx_sheet import Merged, merged_cells, written_text

if TYPE_CHECKING:
    from portal.practices.importing.record import PracticeRecord

SHEET = "practices"
MOST_ROWS = 50_000
MOST_PARTS = 500
UNPACKED_LIMIT = 200 * 1024 * 1024
# XML of cells packs well, but not a thousand times: that is a bomb.
RATIO_LIMIT = 200
SMALL = 4 * 1024 * 1024
DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


def read_xlsx(data: bytes) -> Iterator:
    """Yield a PracticeRecord or a Refusal for each row of a workbook (bytes). Raises Refusal when it cannot be read."""
    check_parts(data)
    values, formulas = open_book(data, True), None
    try:
        sheet, note = sheet_of(values)
        sheet.reset_dimensions()
        if has_formulas(data):
            formulas = open_book(data, False)
            twin = formulas[sheet.title]
            twin.reset_dimensions()
            rows = zip(sheet.iter_rows(), twin.iter_rows(), strict=True)
        else:
            rows = ((cells, ()) for cells in sheet.iter_rows())
        yield from read_rows(rows, merged_cells(data, sheet._worksheet_path), note)
    except Refusal:
        raise
    # openpyxl meets a damaged part with whatever its parsing runs into.
    except Exception as fault:
        raise Refusal(_("la hoja está dañada (%s); ábrela y guárdala de nuevo") % type(fault).__name__) from None
    finally:
        for book in filter(None, (values, formulas)):
            book.close()


def sheet_of(book: Workbook) -> tuple[ReadOnlyWorksheet, str]:
    """Return (the sheet to read, what is to be said of it): `practices`, else the first with our columns, else the first."""
    named = [sheet for sheet in book.worksheets if sheet.title.strip().lower() == SHEET]
    if named:
        return named[0], ""
    ours = [sheet for sheet in book.worksheets if has_head(sheet)]
    if not ours:
        return book.worksheets[0], ""
    others = ", ".join(f"«{sheet.title}»" for sheet in ours[1:])
    return ours[0], _("se leyó la hoja «%(sheet)s», y no %(others)s") % {
        "sheet": ours[0].title,
        "others": others,
    } if others else ""


def has_head(sheet: ReadOnlyWorksheet) -> bool:
    """Tell whether one of the first rows of a sheet names our columns."""
    rows = islice(sheet.iter_rows(max_row=MOST_TITLE_ROWS + 1, values_only=True), MOST_TITLE_ROWS + 1)
    return any(is_head([written_text(value) for value in values]) for values in rows)


def read_rows(rows: Iterator | zip, merged: Merged, note: str = "") -> Iterator[Refusal | PracticeRecord]:
    """Yield a PracticeRecord or a Refusal for each pair of cells with values and cells with formulas. Raises Refusal."""
    table, above, filled = None, [], 0
    for row, (cells, twins) in enumerate(rows, start=1):
        if len(cells) > MOST_COLUMNS:
            cells = cells[: last_filled(cells) + 1]
        # Rows that are only formatted are no rows; there may be a million of them.
        if all(is_blank(cell.value) for cell in cells) and not any(twin.data_type == "f" for twin in twins):
            continue
        filled += 1
        if filled > MOST_ROWS:
            raise Refusal(_("tiene más de %d filas") % MOST_ROWS, row)
        if table is None:
            head = [written_text(cell.value) for cell in cells]
            if is_head(head):
                table = Table(head, row, title_rows=len(above))
            else:
                above.append((row, head))
            if len(above) > MOST_TITLE_ROWS:
                break
            continue
        table.rows += 1
        try:
            found = [
                value_of(cell, twins[index] if index < len(twins) else None, table.columns.get(index, ""), index, row)
                for index, cell in enumerate(cells)
            ]
            if record := table.read_row(merged.spread(found, row, table), row):
                record.notes += [(row, note)] if note else []
                note = ""
                yield record
        except Refusal as refusal:
            yield refusal
    if table is None and not above:
        raise Refusal(_("está vacío"))
    table = table or Table(above[0][1], above[0][0])
    table.refuse_without_rows()


def last_filled(cells: list[int | str]) -> int:
    """Return the index of the last cell that holds something, -1 for none."""
    return max((index for index, cell in enumerate(cells) if cell.value is not None), default=-1)


def value_of(
    cell: EmptyCell | ReadOnlyCell, twin: ReadOnlyCell | None, column: str, index: int, row: int
) -> datetime | float | str:
    """Return what a cell holds: text, number, boolean, or a date as ISO text at the precision it is shown with.

    Raises Refusal for a fault (#REF!) and for a formula that no spreadsheet has computed yet.
    """
    value = cell.value
    if value is None:
        if column and twin is not None and twin.data_type == "f":
            raise at_cell(index, row, column, "", _("hay una fórmula sin resultado; abre la hoja y guárdala de nuevo"))
        return ""
    if cell.data_type == "e" and column:
        raise at_cell(index, row, column, value, _("la hoja de cálculo no pudo calcularla"))
    if isinstance(value, date | datetime):
        shown = QUOTED.sub("", cell.number_format.lower())
        # Excel makes a day of «2018-12» and shows it as dic-18: the format still says that nobody meant the day.
        if "d" not in shown and value.day == 1 and "y" in shown:
            return f"{value:%Y-%m}" if "m" in shown else f"{value:%Y}"
    return written_text(value)


def open_book(data: bytes, with_values: bool) -> Workbook:
    """Return the workbook, read row by row. Raises Refusal when it is none."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=with_values, keep_links=False)
    # Whatever openpyxl runs into: a workbook is a hundred kinds of XML.
    except Exception as fault:
        raise Refusal(_("no es una hoja de cálculo XLSX, o está dañada (%s)") % type(fault).__name__) from None
    if not book.worksheets:
        raise Refusal(_("no tiene ninguna hoja"))
    return book


def check_parts(data: bytes) -> None:
    """Raise Refusal for a ZIP that is no workbook, or that would fill the memory: its parts are measured, not believed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                raise Refusal(_("es un archivo ZIP, DOCX u ODS, y no XLSX; guárdalo como XLSX o CSV"))
            if len(parts) > MOST_PARTS:
                raise Refusal(_("tiene demasiadas partes para ser una hoja de cálculo"))
            unpacked = 0
            for part in parts:
                if part.flag_bits & 1:
                    raise Refusal(_("tiene contraseña; guárdalo sin ella"))
                unpacked += unpacked_size(archive, part, UNPACKED_LIMIT - unpacked)
    except Refusal:
        raise
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError):
        raise Refusal(_("el archivo XLSX está cortado o dañado")) from None


def unpacked_size(archive: ZipFile, part: ZipInfo, room: int) -> int:
    """Return how many bytes a part unpacks to. Raises Refusal when that is more than `room`, or many times its size."""
    size, read = 0, 64 * 1024
    with archive.open(part) as stream:
        while chunk := stream.read(read):
            if part.filename.lower().endswith((".xml", ".rels")) and DOCTYPE.search(chunk):
                raise Refusal(_("trae definiciones que una hoja de cálculo no tiene; ábrela y guárdala de nuevo"))
            size += len(chunk)
            if size > room or (size > SMALL and size > RATIO_LIMIT * max(part.compress_size, 1)):
                raise Refusal(_("se despliega a más de lo que puede leerse; divídelo en varias hojas"))
    return size


def has_formulas(data: bytes) -> bool:
    """Tell whether any sheet of a workbook holds a formula."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.infolist():
            if part.filename.startswith("xl/worksheets/"):
                with archive.open(part) as stream:
                    before = b""
                    while chunk := stream.read(256 * 1024):
                        if re.search(rb"<(?:\w+:)?f[ >/]", before + chunk):
                            return True
                        before = chunk[-16:]
    return False
