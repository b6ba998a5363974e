"""QR codes (ISO/IEC 18004) as the data of one SVG path."""

import re
from collections.abc import Iterator
from functools import lru_cache

import segno


@lru_cache(maxsize=512)
def qr_path(url: str) -> tuple[int, str]:
    """Return (size in modules, SVG path data) of the QR code of an address; level M survives a fold in the paper."""
    code = segno.make(url, error="m", micro=False)
    rows = ("".join(f"M{start} {y}.5h{length}" for start, length in runs(row)) for y, row in enumerate(code.matrix))
    return len(code.matrix), "".join(rows)


def runs(row: bytearray) -> Iterator[tuple[int, int]]:
    """Yield (start, length) of each run of dark modules in a row of a QR code."""
    for match in re.finditer(b"\x01+", bytes(row)):
        yield match.start(), len(match.group())
