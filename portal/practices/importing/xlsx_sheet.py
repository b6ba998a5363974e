"""What a sheet of XLSX says beside its cells: which are merged, and signs that XML cannot hold (`_x000D_`)."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from openpyxl.utils import range_boundaries

from .cells import is_blank
from .table import at_cell

if TYPE_CHECKING:
    from portal.practices.importing.table import Table

MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
MOST_MERGED = 50_000
#: a sign by its number, as OOXML writes what XML cannot hold; its underscore is written as _x005F_ where it is text
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def written_text(value: Any) -> Any:
    """Return the value of a cell; in a text, with the signs that stand for others (`_x000D_`) as those."""
    if not isinstance(value, str) or "_x" not in value:
        return value
    text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
    # Signs beyond the first plane are written as two halves; half of one stays what it is, for others to refuse.
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def merged_cells(data: bytes, part: str) -> Merged:
    """Return the merged cells of the sheet in one part of a workbook (bytes), read by pieces."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(part.lstrip("/")) as stream:
        before = b""
        while chunk := stream.read(256 * 1024):
            text = before + chunk
            end = 0
            for match in MERGE.finditer(text):
                end = match.end()
                found.append(range_boundaries(match[1].decode()))
            if len(found) > MOST_MERGED:
                break
            before = text[max(end, len(text) - 200) :]
    return Merged(found)


class Merged:
    """The merged cells of one sheet: (first column, first row, last column, last row), each from 1."""

    def __init__(self, areas):
        """Note for each row which areas reach into it from above, and which go across it."""
        self.down, self.across = {}, {}
        self.values = {}
        for left, top, right, bottom in areas:
            if right > left:
                for row in range(top, min(bottom, top + MOST_MERGED) + 1):
                    self.across.setdefault(row, []).append((left - 1, right - 1))
            for row in range(top, min(bottom, top + MOST_MERGED) + 1) if bottom > top and right == left else ():
                self.down.setdefault(row, []).append((left - 1, top))

    def spread(self, values: list[Any], row: int, table: Table) -> list[Any]:
        """Return the values of a row with what stands in cells that are merged from above. Raises Refusal for cells that
        are merged across columns: nobody can tell of which one they speak."""
        for first, last in self.across.get(row, ()):
            names = [table.columns.get(index, "") for index in range(first, last + 1)]
            if any(names[1:]) and first < len(values) and not is_blank(values[first]):
                fault = _("la celda está combinada con la de al lado; sepáralas y escribe cada valor en su columna")
                raise at_cell(first, row, names[0], values[first], fault)
        values = list(values)
        for index, top in self.down.get(row, ()):
            values += [""] * (index + 1 - len(values))
            if row == top:
                self.values[index, top] = values[index]
            elif is_blank(values[index]) and top > table.row:
                values[index] = self.values.get((index, top), "")
        return values
