"""Text that is safe where it lands: in a cell that a spreadsheet could run, in XML, in a script element."""

import csv
import json
import re
from collections.abc import Iterable
from io import StringIO

from django.utils.safestring import SafeString, mark_safe

#: first characters that make a spreadsheet run or change a cell; the wide ones are those of East Asian keyboards
DANGEROUS = frozenset("=+-@\t\r\n'＝＋－＠")
MARK = "'"
#: the first letter of a table by which spreadsheets know UTF-8
BYTE_ORDER_MARK = "\ufeff"
#: what XML 1.0 cannot hold
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def harmless(text: str) -> str:
    """Return a cell (str) that no spreadsheet runs: `original` gives the text back (docs/codebook.md)."""
    return f"{MARK}{text}" if text[:1] in DANGEROUS else text


def original(cell: str) -> str:
    """Return the text (str) that `harmless` made this cell of; any other cell comes back as it is."""
    return cell[1:] if cell[:1] == MARK and cell[1:2] in DANGEROUS else cell


def printable(text: str) -> str:
    """Return `text` (str) without the characters that XML cannot hold."""
    return UNPRINTABLE.sub("", text)


def csv_line(cells: Iterable[str]) -> str:
    """Return one line of a table (comma, CRLF), whose cells (str) no spreadsheet runs."""
    buffer = StringIO()
    csv.writer(buffer).writerow([harmless(printable(cell)) for cell in cells])
    return buffer.getvalue()


def script_json(data: dict) -> SafeString:
    """Return `data` as JSON that is safe inside a script element, as Django's json_script writes it."""
    text = json.dumps(data, ensure_ascii=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(text)  # noqa: S308 - every character that could end the element is escaped above
