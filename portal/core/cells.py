"""Text that is safe where it lands: spreadsheets run cells that look like formulas, XML holds no control characters."""

import re

#: first characters that make a spreadsheet run or change a cell; the wide ones are those of East Asian keyboards
DANGEROUS = frozenset("=+-@\t\r\n'＝＋－＠")
MARK = "'"
#: what XML 1.0 cannot hold
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def harmless(text):
    """Return a cell (str) that no spreadsheet runs: `original` gives the text back (docs/codebook.md)."""
    return f"{MARK}{text}" if text[:1] in DANGEROUS else text


def original(cell):
    """Return the text (str) that `harmless` made this cell of; any other cell comes back as it is."""
    return cell[1:] if cell[:1] == MARK and cell[1:2] in DANGEROUS else cell


def printable(text):
    """Return `text` (str) without the characters that XML cannot hold."""
    return UNPRINTABLE.sub("", text)
