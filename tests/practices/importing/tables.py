"""Tables and PDFs made for the tests: a small row, the same as CSV or XLSX, and a form printed on paper."""

import csv
import io
import textwrap
import zipfile

from openpyxl import Workbook

ROW = {
    "source.key": "tabla:1",
    "language": "es",
    "title@es": "La calle de los juegos",
    "summary@es": "<p>Doce domingos.</p>",
    "place_city": "Tarija",
    "place_country": "BO",
    "start": "2018-12",
    "end_open": "true",
    "latitude": "-21.5",
    "longitude": "-64.7",
    "participants_count": "6500",
    "types": "pb; council",
}


def as_csv(*rows, divider=",", encoding="utf-8", start=""):
    """Return a CSV (bytes) of rows (dicts); the first one has the columns."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=divider)
    writer.writeheader()
    writer.writerows(rows)
    return (start + out.getvalue()).encode(encoding)


def row(**changes):
    """Return the small row with cells changed; `__` in a name stands for the point, `_at_` for the @."""
    return ROW | {name.replace("__", ".").replace("_at_", "@"): value for name, value in changes.items()}


def as_xlsx(*rows, sheet="practices", formats=None):
    """Return a workbook (bytes) of rows (dicts); `formats` are number formats by column."""
    book = Workbook()
    page = book.active
    page.title = sheet
    page.append(list(rows[0]))
    for values in rows:
        page.append(list(values.values()))
    for number, name in enumerate(rows[0], start=1):
        if name in (formats or {}):
            page.cell(2, number).number_format = formats[name]
    return saved(book)


def saved(book):
    """Return a workbook as bytes."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(data, name, content, deflated=zipfile.ZIP_DEFLATED):
    """Return a ZIP (bytes) in which one part is replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", deflated) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


def as_pdf(text, columns=90, rows=54):
    """Return a text (str) printed as PDF (bytes): Helvetica, lines broken at `columns`, `rows` lines a page."""
    lines = []
    for line in text.split("\n"):
        lines += textwrap.wrap(line.replace("\t", "      "), columns, drop_whitespace=False) or [""]
    pages = [lines[start : start + rows] for start in range(0, len(lines), rows)]
    return pdf_of([page_stream(page) for page in pages])


def page_stream(lines):
    """Return the drawing of one page (bytes)."""
    drawn = [b"BT /F 10 Tf 14 TL 50 800 Td"]
    for line in lines:
        written = line.rstrip().encode("cp1252", "replace")
        for sign in (b"\\", b"(", b")"):
            written = written.replace(sign, b"\\" + sign)
        drawn.append(b"(" + written + b") Tj T*")
    return b"\n".join([*drawn, b"ET"])


def pdf_of(streams):
    """Return a PDF (bytes) of the drawings of its pages."""
    count = len(streams)
    kids = b" ".join(b"%d 0 R" % (4 + 2 * index) for index in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for index, stream in enumerate(streams):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >>"
            b" /Contents %d 0 R >>" % (5 + 2 * index)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, out.index(b"xref\n0 "))
