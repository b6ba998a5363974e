"""A PDF from the public: looked at from outside, never opened. Refused is what acts, hides or carries other files.

Raw bytes are searched, and object streams, which hide dictionaries, are inflated within bounds (ISO 32000-1, 7.5.7). What
the check holds is the file itself and one block. It lets nobody trust a PDF: it keeps the usual traps out.
"""

import re
import zlib
from collections.abc import Iterator

from .refusals import refusal

TAIL = 2048  # bytes in which the end must stand
ZIP_TAIL = 65_557  # bytes at the end in which programs for ZIP files look for their list
BLOCK, OVERLAP, INFLATED = 1 << 16, 200, 32_000_000  # bytes
ENDING = re.compile(rb"startxref\s+\d+\s+%%EOF\s*\Z")
ESCAPED = re.compile(rb"/[^\s()<>\[\]{}/%#]{0,20}(?:#[0-9A-Fa-f]{2}[^\s()<>\[\]{}/%#]{0,20}){1,20}")
STREAM = re.compile(rb"(?<!end)stream[ \t]*(?:\r\n|\n|\r)")
#: names that refuse a file, and why
TRAPS = {
    b"/JavaScript": "pdf-script",
    b"/Launch": "pdf-script",
    b"/RichMedia": "pdf-script",
    b"/EmbeddedFile": "pdf-files",
}
TRAP = re.compile(rb"(/JavaScript|/Launch|/RichMedia|/EmbeddedFile)s?(?![A-Za-z])")
LOCK = re.compile(rb"/Encrypt(?![A-Za-z])")


def check_pdf(data: bytes) -> None:
    """Raise ValidationError for a PDF that is disguised, damaged, locked, acts, or carries files."""
    if not re.match(rb"%PDF-[12]\.\d", data) or b"PK\x05\x06" in data[-ZIP_TAIL:]:
        raise refusal("pdf-disguised")
    tail = data[-TAIL:]
    if b"%%EOF" not in tail or b"startxref" not in tail:
        raise refusal("pdf-damaged")
    if not ENDING.search(tail.rstrip(b"\0\r\n\t ")):
        raise refusal("pdf-disguised")
    if LOCK.search(data):
        raise refusal("pdf-locked")
    refuse_traps(data)
    for text in object_texts(data):
        refuse_traps(text)


def refuse_traps(text: bytes) -> None:
    """Raise ValidationError for a text that names something that acts; nobody honest writes these names with escapes."""
    if found := TRAP.search(text):
        raise refusal(TRAPS[found[1]])
    for escaped in ESCAPED.finditer(text):
        name = re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes([int(code[1], 16)]), escaped[0])
        if TRAP.match(name) or LOCK.match(name) or name in (b"/ObjStm", b"/First", b"/FlateDecode"):
            raise refusal("pdf-hidden")


def object_texts(data: bytes) -> Iterator[bytes]:
    """Yield the inflated texts of all object streams, in blocks that overlap. Raises ValidationError for unreadable ones."""
    left = INFLATED
    for dictionary, start in streams(data):
        if b"/ObjStm" not in dictionary and not (b"/First" in dictionary and b"/N" in dictionary):
            continue
        if b"/Filter" not in dictionary:
            continue  # plain text, searched already
        if dictionary.count(b"Decode") > 1 or b"/FlateDecode" not in dictionary or b"/Predictor" in dictionary:
            raise refusal("pdf-hidden")
        before = b""
        for text in inflated(memoryview(data)[start:]):
            left -= len(text)
            if left < 0:
                raise refusal("pdf-hidden")
            yield before + text
            before = text[-OVERLAP:]


def streams(data: bytes) -> Iterator[tuple[bytes, int]]:
    """Yield (what stands before a stream in its object, where its content begins)."""
    end = 0
    for stream in STREAM.finditer(data):
        begin = max(data.rfind(b"obj", end, stream.start()), end)
        end = stream.end()
        yield data[begin : stream.start()], end


def inflated(rest: memoryview) -> Iterator[bytes]:
    """Yield what a compressed stream at the beginning of `rest` holds, in blocks. Raises ValidationError where it breaks."""
    inflate = zlib.decompressobj()
    for start in range(0, len(rest), BLOCK):
        waiting = bytes(rest[start : start + BLOCK])
        while waiting and not inflate.eof:
            try:
                yield inflate.decompress(waiting, BLOCK)
            except zlib.error as error:
                raise refusal("pdf-hidden") from error
            waiting = inflate.unconsumed_tail
        if inflate.eof:
            return
