"""Files to import: what they are is told by their content, never by their name alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.import_report import Refusal

from .csv_table import looks_like_table, read_csv
from .jsonl import read_line
from .oidp_pdf import read_pdf
from .oidp_text import read_form
from .participedia import read_case
from .sections import looks_like_form
from .xlsx import read_xlsx

if TYPE_CHECKING:
    from portal.practices.importing.record import PracticeRecord

# A form is 20 KB; two thousand complete practices are 20 MB. Larger files are cut by the sender.
LIMIT = 20 * 1024 * 1024
PDF, ZIP = b"%PDF", b"PK\x03\x04"
#: what the first bytes of other files are, and what to do with them
OLD_OFFICE = gettext_lazy(
    "es %s, de un Office antiguo; guarda la planilla como XLSX o CSV UTF-8, el documento como texto (UTF-8) o PDF"
)
SHEET_AGAIN = gettext_lazy("es %s; ábrelo y guárdalo como XLSX o CSV UTF-8")
TEXT_AGAIN = gettext_lazy("es %s; guárdalo como texto (UTF-8) o PDF")
NOT_READ = gettext_lazy("es %s, que no se puede leer aquí; hace falta un formulario, una planilla o JSON Lines")
SIGNATURES = (
    (rb"\xd0\xcf\x11\xe0", "XLS, DOC", OLD_OFFICE),
    (rb"\x09[\x00\x02\x04\x08][\x04-\x10]\x00", "XLS", SHEET_AGAIN),
    (rb"ID;P", "SYLK", SHEET_AGAIN),
    (rb"\s*(?:<\?xml[^>]*>\s*)?<\?mso-application[^>]*Excel", "XML (Excel 2003)", SHEET_AGAIN),
    (rb"\s*(?:<!doctype html|<html|<table|<meta)", "HTML", SHEET_AGAIN),
    (rb"\{\\rtf", "RTF", TEXT_AGAIN),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\x00|MM\x00\*|RIFF", "PNG, JPEG, GIF", NOT_READ),
    (rb"\x1f\x8b|7z\xbc\xaf|Rar!|BZh", "GZIP, 7Z, RAR", NOT_READ),
    (rb"SQLite format 3", "SQLite", NOT_READ),
)
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
PARTICIPEDIA = "participedia"
FORMATS = ("", PARTICIPEDIA)


def read_practice_file(path: Path | str, file_format: str = "") -> Iterator[Refusal]:
    """Yield a PracticeRecord, or the Refusal that stands for it, for each practice in the file at `path` (str or Path).

    `file_format` is "" for a file that tells by itself what it is, or the name of somebody else's format (FORMATS).
    Nothing is raised for a bad file: one Refusal says what is wrong with it.
    """
    try:
        yield from records_in(read_bytes(Path(path)), file_format)
    except Refusal as refusal:
        yield refusal


def records_in(data: bytes, file_format: str = "") -> Iterator:
    """Yield a PracticeRecord or a Refusal for each practice in the content of a file (bytes). Raises Refusal."""
    if file_format == PARTICIPEDIA:
        yield from read_lines(decode(data), read_case)
    elif data.lstrip()[:4] == PDF:
        yield read_pdf(data)
    elif data.startswith(ZIP):
        yield from read_xlsx(data)
    elif looks_like_table(data):
        yield from read_csv(data)
    else:
        yield from read_practice_text(decode(data))


def read_practice_text(text: str) -> Iterator[PracticeRecord]:
    """Yield a PracticeRecord or a Refusal for each practice in a text. Raises Refusal when it is of no known format."""
    if text.lstrip().startswith("{"):
        yield from read_lines(text, read_line)
    elif looks_like_form(text):
        yield read_form(text)
    elif text.lstrip().startswith("["):
        raise Refusal(_("es una lista JSON; hace falta una ficha por línea (JSON Lines)"))
    else:
        raise Refusal(_("no es un formulario del OIDP, ni una tabla con nuestras columnas, ni JSON Lines"))


def read_lines(text: str, read: Callable) -> Iterator[Refusal | PracticeRecord]:
    """Yield what `read` (a function of line and number) makes of each line that is not blank, or its Refusal."""
    start = number = 0
    # By position, not by split(): a second copy of 20 MB is memory that a small server lacks.
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line, start, number = text[start:end], end + 1, number + 1
        if line.strip():
            try:
                yield read(line, number)
            except Refusal as refusal:
                yield refusal


def read_bytes(path: Path) -> bytes:
    """Return the content of a file (Path). Raises Refusal when it is none, or too large."""
    try:
        if path.is_dir():
            raise Refusal(_("es una carpeta, no un archivo"))
        if not path.exists():
            raise Refusal(_("no existe"))
        if not path.is_file():
            raise Refusal(_("no es un archivo común"))
        if (size := path.stat().st_size) > LIMIT:
            raise Refusal(
                _("tiene %(size)d MB y el límite es %(limit)d MB") % {"size": size >> 20, "limit": LIMIT >> 20}
            )
        return path.read_bytes()
    except (OSError, ValueError) as fault:
        raise Refusal(_("no se pudo leer: %s") % (getattr(fault, "strerror", None) or fault)) from None


def decode(data: bytes) -> str:
    """Return `data` (bytes) as text, line ends as \\n. Raises Refusal with the line of the first byte that is no UTF-8."""
    for start, kind, words in SIGNATURES:
        if re.match(start, data, re.IGNORECASE):
            raise Refusal(str(words) % kind)
    if data.startswith(UTF16_MARKS):
        raise Refusal(_("está en UTF-16; guárdalo como UTF-8"))
    if b"\0" in data:
        raise Refusal(_("hay un carácter nulo: es un archivo binario o está dañado"), line_of(data, data.index(b"\0")))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise Refusal(_("no está en UTF-8 (¿Latin-1?); guárdalo como UTF-8"), line_of(data, fault.start)) from None
    if not text.strip():
        raise Refusal(_("está vacío"))
    # A form feed is a page break in text taken from a PDF.
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")


def line_of(data: bytes, position: int) -> int:
    """Return the number of the line in which the byte at `position` stands."""
    return data.count(b"\n", 0, position) + 1
