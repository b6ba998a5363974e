"""Reader of CSV: which encoding and divider it has is told by its content; docs/codebook.md defines its columns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.core.escaping import original
from portal.core.import_report import Refusal

from .heads import MOST_TITLE_ROWS, is_head
from .record import NUMBER_FACTS
from .table import Table

if TYPE_CHECKING:
    from portal.practices.importing.record import PracticeRecord

DIVIDERS = ",;\t|"
SEP_LINE = re.compile(r"sep=(.)[\"']?\s*(?:\r\n|\r|\n|$)", re.IGNORECASE)
HEAD_LENGTH = 40_000
MOST_ROWS = 50_000
LONGEST_CELL = 4_000_000
WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# Bytes of another code page (DOS, Macintosh) read as Windows-1252: a sign that never stands between small letters.
OTHER_CODE_PAGE = re.compile("[a-z][‚ƒ„†‡ˆ‰Š‹Ž˜™›žŸ¡¢£¤¥¦§¨©«¬®¯°±²³µ¶¸¹»¼½¾¿×÷][a-z]")


def looks_like_table(data: bytes) -> bool:
    """Tell whether one of the first rows of a file's content (bytes) names some of our columns."""
    try:
        head = text_and_encoding(data[:HEAD_LENGTH], whole=False)[0]
    except (Refusal, UnicodeError):
        return False
    return csv_delimiter(without_sep_line(head)[0]) is not None


def read_csv(data: bytes) -> Iterator[Refusal | PracticeRecord]:
    """Yield a PracticeRecord or a Refusal for each row of a CSV (bytes). Raises Refusal when it cannot be read at all."""
    text, note = text_and_encoding(data)
    text, said = without_sep_line(text)
    divider = said or csv_delimiter(text)
    if not text.strip():
        raise Refusal(_("está vacío"))
    if divider is None:
        raise Refusal(_("la primera fila no tiene los títulos de las columnas; mira el libro de códigos"))
    csv.field_size_limit(LONGEST_CELL)
    lines = enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=divider, strict=True), start=1)
    try:
        table = table_below(lines)
        numbers = {index for index, name in table.columns.items() if name in NUMBER_FACTS}
        for row, cells in islice(lines, MOST_ROWS + 1):
            if row > MOST_ROWS:
                raise Refusal(_("tiene más de %d filas") % MOST_ROWS, row)
            cells = [cell if index in numbers else original(cell) for index, cell in enumerate(cells)]
            try:
                if record := table.read_row(cells, row):
                    if note:
                        record.notes.append((row, note))
                        note = ""
                    yield record
            except Refusal as refusal:
                yield refusal
        table.refuse_without_rows()
    except csv.Error as fault:
        raise Refusal(_("las comillas no cierran, o falta un divisor, después de la fila %(row)d (%(fault)s)") % {
            "row": row, "fault": fault}, row + 1) from None  # fmt: skip


def table_below(lines: Iterator[tuple[int, list[str]]]) -> Table:
    """Return the Table whose columns the first row that names some of them names; rows above are a title.

    Raises Refusal when no row does, or one has an unknown column.
    """
    above = []
    for row, head in islice(lines, MOST_TITLE_ROWS + 1):
        if is_head(head):
            return Table(head, row, title_rows=sum(any(cell.strip() for cell in cells) for cells in above))
        above.append(head)
    return Table(above[0], 1)


def text_and_encoding(data: bytes, whole: bool = True) -> tuple[str, str]:
    """Return (text, what is to be said of its encoding) of bytes. Raises Refusal naming the row that cannot be read.

    `whole` is False for the first part of a file, which may end inside a character.
    """
    if data[:2] in WIDE:
        return wide(data if whole else data[: len(data) & ~1], "utf-16")
    if data[1:2] == b"\0" and data[:1] != b"\0":
        return wide(data if whole else data[: len(data) & ~1], "utf-16-le")
    if b"\0" in data:
        place = data.index(b"\0")
        raise Refusal(_("hay un carácter nulo: es un archivo binario o está dañado"), data.count(b"\n", 0, place) + 1)
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError as fault:
        if not whole and fault.start > len(data) - 4:
            return data[: fault.start].decode("utf-8-sig"), ""
        row = data.count(b"\n", 0, fault.start) + 1
    return western(data, row)


def wide(data: bytes, encoding: str) -> tuple[str, str]:
    """Return (text, "") of UTF-16. Raises Refusal for half a character."""
    try:
        return data.decode(encoding).removeprefix("\ufeff"), ""
    except UnicodeDecodeError:
        raise Refusal(_("está en UTF-16 y está dañado; guárdalo como CSV UTF-8")) from None


def western(data: bytes, row: int) -> tuple[str, str]:
    """Return (text, note) of Windows-1252, of which Latin-1's letters are a part. Raises Refusal when it is neither.

    A file of which some is UTF-8 was put together from two, and would be read half wrongly.
    """
    if has_utf8_letters(data):
        raise Refusal(_("una parte está en UTF-8 y otra no; guárdalo de nuevo como CSV UTF-8"), row)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as fault:
        row = data.count(b"\n", 0, fault.start) + 1
        raise Refusal(_("no sé en qué codificación está; guárdalo como CSV UTF-8"), row) from None
    if found := OTHER_CODE_PAGE.search(text):
        row = text.count("\n", 0, found.start()) + 1
        raise Refusal(_("no sé en qué codificación está («%s»); guárdalo como CSV UTF-8") % found[0], row)
    return text, _("no está en UTF-8; se leyó como Windows-1252: revisa los acentos")


def has_utf8_letters(data: bytes) -> bool:
    """Tell whether bytes hold letters with marks as UTF-8 writes them: nobody types Ã¡ on purpose."""
    return re.search(rb"[a-zA-Z]\xc3[\x80-\xbf]|\xc3[\x80-\xbf][a-zA-Z]", data) is not None


def without_sep_line(text: str) -> tuple[str, str]:
    """Return (the text after Excel's line `sep=;`, the divider that it names or ""): spreadsheets do not count that line."""
    text = text.removeprefix('"') if text.lower().startswith('"sep=') else text
    found = SEP_LINE.match(text)
    return (text[found.end() :], found[1]) if found else (text, "")


def csv_delimiter(text: str) -> str | None:
    """Return the divider under which one of the first rows names most of our columns, None when none gives any two."""
    best, most = None, 1
    for divider in DIVIDERS:
        try:
            rows = list(
                islice(csv.reader(io.StringIO(text[:HEAD_LENGTH], newline=""), delimiter=divider), MOST_TITLE_ROWS + 1)
            )
        except csv.Error:
            continue
        # Half of its cells at least, so that a sentence with a semicolon is no table.
        known = max((sum(bool(name.strip()) for name in head) for head in rows if is_head(head)), default=0)
        if known > most:
            best, most = divider, known
    return best
