"""Files to import: what they are is told by their content, never by their name alone."""

from pathlib import Path

from django.utils.translation import gettext as _

from .jsonl import read_line
from .oidp_text import read_form
from .refusal import Refusal
from .sections import looks_like_form

# A form is 20 KB; two thousand complete practices are 20 MB. Larger files are cut by the sender.
LIMIT = 20 * 1024 * 1024
SIGNATURES = {b"%PDF": "PDF", b"PK\x03\x04": "ZIP, XLSX, ODT, DOCX", b"\xd0\xcf\x11\xe0": "DOC, XLS", b"{\\rtf": "RTF"}
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def read_file(path):
    """Yield a PracticeRecord, or the Refusal that stands for it, for each practice in the file at `path` (str or Path).

    Nothing is raised for a bad file: one Refusal says what is wrong with it.
    """
    try:
        text = read_text(Path(path))
        if text.lstrip().startswith("{"):
            yield from read_lines(text)
        elif looks_like_form(text):
            yield read_form(text)
        elif text.lstrip().startswith("["):
            raise Refusal(_("es una lista JSON; hace falta una ficha por línea (JSON Lines)"))
        else:
            raise Refusal(_("no es un formulario del OIDP ni JSON Lines"))
    except Refusal as refusal:
        yield refusal


def read_lines(text):
    """Yield a PracticeRecord or a Refusal for each line of JSON Lines."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield read_line(line, number)
            except Refusal as refusal:
                yield refusal


def read_text(path):
    """Return the text of a file (Path) in UTF-8, line ends as \\n. Raises Refusal saying what it is instead."""
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
        data = path.read_bytes()
    except (OSError, ValueError) as fault:
        raise Refusal(_("no se pudo leer: %s") % (getattr(fault, "strerror", None) or fault)) from None
    return decode(data)


def decode(data):
    """Return `data` (bytes) as text. Raises Refusal with the line of the first byte that is no UTF-8."""
    for start, kind in SIGNATURES.items():
        if data.startswith(start):
            raise Refusal(_("es un archivo %s; guárdalo como texto (UTF-8) y vuelve a importar") % kind)
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


def line_of(data, position):
    """Return the number of the line in which the byte at `position` stands."""
    return data.count(b"\n", 0, position) + 1
