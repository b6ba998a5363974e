"""Reader of OIDP's form as PDF: its text layer, brought back to lines as somebody types them, goes to the reader of text.

Nothing is recognised in pictures. Line numbers of records and refusals are pages.
"""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from abc import ABC
from collections import Counter
from itertools import chain
from re import Match
from typing import TYPE_CHECKING

import pypdf
from django.utils.translation import gettext as _

from portal.core.import_report import Refusal

from .oidp_text import read_form
from .options import EMPTY, TICK
from .pdf_columns import in_reading_order
from .pdf_fields import TOKEN, has_drawn_marks, put_answers
from .pdf_lines import as_typed, without_furniture
from .sections import OPTION_FIELDS, heading_of

if TYPE_CHECKING:
    from portal.practices.importing.record import PracticeRecord

# A form has 6 pages; with annexes, 30. Who looks for a heading finds it on the first ones.
MOST_PAGES = 60
FIRST_PAGES = 4
FEWEST_HEADINGS = 3
FEWEST_LETTERS = 20
MOST_LETTERS = 1_000_000
WORD = re.compile(r"[^\W\d_]{4,}")
#: the Latin ligatures of Unicode (U+FB00 to U+FB06)
LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}

# pypdf tells the log about every oddity of a damaged file; the report is what the sender reads.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_pdf(data: bytes) -> PracticeRecord:
    """Return the PracticeRecord of a form as PDF (bytes). Raises Refusal, whose line is the page at fault."""
    reader = open_pdf(data)
    count = page_count(reader)
    if count > MOST_PAGES:
        names = {"count": count, "most": MOST_PAGES}
        raise Refusal(_("el PDF tiene %(count)d páginas y un formulario del OIDP a lo sumo %(most)d") % names)
    pages = []
    for number in range(1, count + 1):
        pages.append(page_lines(reader, number))
        if number == min(FIRST_PAGES, count):
            check_beginning(pages)
    check_whole(pages)
    lines = as_typed(without_furniture(pages))
    refuse_drawn_marks(reader, lines)
    pages_of = [page for page, _line in lines]
    try:
        record = read_form("\n".join(line for _page, line in lines))
    except Refusal as refusal:
        page = pages_of[min(max(refusal.line, 1), len(pages_of)) - 1]
        raise Refusal(_("página %(page)d: %(fault)s") % {"page": page, "fault": refusal.message}, page) from None
    record.notes = [(pages_of[min(max(line, 1), len(pages_of)) - 1], note) for line, note in record.notes]
    return record


def open_pdf(data: bytes) -> ABC:
    """Return a PDF's reader. Raises Refusal when it is broken or needs a password."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refusal(_("el PDF tiene contraseña; guárdalo sin ella"))
    except Refusal:
        raise
    # A damaged PDF makes pypdf stumble over nearly anything.
    except Exception:
        raise Refusal(_("el PDF está cortado o dañado")) from None
    return reader


def page_count(reader: ABC) -> int:
    """Return how many pages there are. Raises Refusal when the PDF does not know."""
    try:
        count = len(reader.pages)
    except Exception:
        raise Refusal(_("el PDF está cortado o dañado")) from None
    if not count:
        raise Refusal(_("el PDF no tiene páginas"))
    return count


def page_lines(reader: ABC, number: int) -> list[str]:
    """Return the lines (list of str) of a page, from 1, as they stand on the paper. Raises Refusal naming the page."""
    try:
        page, answers = reader.pages[number - 1], []
        put_answers(page, answers)
        text, words = page.extract_text(extraction_mode="layout"), page.extract_text().split()
    except Exception as fault:
        names = {"page": number, "fault": type(fault).__name__}
        raise Refusal(_("página %(page)d: no se puede leer (%(fault)s)") % names, number) from None
    if len(text) > MOST_LETTERS:
        raise Refusal(_("página %d: trae más texto que un formulario entero") % number, number)
    known = set(words)
    lines = [with_boxes(mend_words(line, known), answers) for line in text.replace("\r", "\n").split("\n")]
    try:
        lines = in_reading_order(lines)
    except Refusal as refusal:
        names = {"page": number, "fault": refusal.message}
        raise Refusal(_("página %(page)d: %(fault)s") % names, number) from None
    return [typed for line in lines for typed in with_answers(line, answers)]


def with_boxes(line: str, answers: list[str]) -> str:
    """Return a line with its boxes and crosses in place of their tokens, as wide as those: nothing else moves."""

    def shown(token: Match) -> str:
        answer = answers[int(token[1])] if int(token[1]) < len(answers) else ""
        return answer.ljust(len(token[0])) if answer in (TICK, EMPTY, "X", "x") else token[0]

    return TOKEN.sub(shown, line).rstrip()


def with_answers(line: str, answers: list[str]) -> list[str]:
    """Return a line with the answers of its fields in place of their tokens; what has several lines becomes several.

    An answer beside a heading of part 2 goes below it, for there a heading stands on a line of its own.
    """
    tokens = list(TOKEN.finditer(line))
    if not tokens:
        return [line]
    heading = line[: tokens[0].start()].strip()
    below = heading and heading_of(heading, 2) and not heading_of(heading, 1)
    said = TOKEN.sub(lambda token: answers[int(token[1])] if int(token[1]) < len(answers) else token[0], line)
    if below:
        said = said[tokens[0].start() :].strip()
    # Who typed a line end meant one: the paper's edge breaks no line inside a field.
    return [*([heading] if below else []), *said.replace("\n", "\n\n").split("\n"), *([""] if below else [])]


def refuse_drawn_marks(reader: ABC, lines: list[tuple[int, str]]) -> None:
    """Raise Refusal when a list of options has no mark in the text, and its page has boxes or marks that are drawn."""
    name, listed, marked = "", Counter(), False
    for page, line in lines:
        if not line.startswith("\t"):
            found = heading_of(line, 1)
            name = found[0] if found else ""
        elif name in OPTION_FIELDS:
            listed[page, name] += 1
            marked = marked or any(mark in line for mark in (TICK, EMPTY, "\tX", "■", "□"))
    if marked:
        return
    for page in dict.fromkeys(page for (page, _name), count in listed.items() if count > 1):
        if has_drawn_marks(reader.pages[page - 1]):
            fault = _("las casillas están dibujadas y no se sabe cuáles están marcadas; copia el texto y marca con X")
            raise Refusal(_("página %(page)d: %(fault)s") % {"page": page, "fault": fault}, page)


def mend_words(line: str, known: set[str]) -> str:
    """Return a line without the spaces that its layout put inside words, and with letters in place of ligatures.

    pypdf's layout counts a column for each sign: where a ligature is one sign for two letters, it fills up with a space.
    Read without layout, the page's words (`known`) are whole.
    """
    whole = []
    for part in re.split(r"( +)", line):
        first = whole[-2] if len(whole) > 1 else ""
        if part and first and first + part in known and not (first in known and part in known):
            whole[-2:] = [first + part]
        else:
            whole.append(part)
    return "".join(whole).translate(LIGATURES)


def check_beginning(pages: list[list[str]]) -> None:
    """Raise Refusal when the first pages (lists of lines) hold no text, broken text, or no form."""
    lines = list(chain(*pages))
    text = "\n".join(lines)
    if sum(map(str.isalpha, text)) < FEWEST_LETTERS:
        raise Refusal(
            _("el PDF no tiene texto: parece un escaneo. Hace falta el original, o copiar el texto a un archivo")
        )
    words = WORD.findall(text)
    doubled = [word for word in words if len(word) % 2 == 0 and word[::2] == word[1::2]]
    if len(doubled) * 10 > len(words):
        raise Refusal(
            _("el texto del PDF está repetido letra por letra («%s»); hay que guardarlo de nuevo desde el original")
            % doubled[0][:40]
        )
    headings = {
        found[0] for line in lines for part in (1, 2) if (found := heading_of(start_of(line), part))
    }  # fmt: skip
    if len(headings) < FEWEST_HEADINGS:
        raise Refusal(_("el PDF no es un formulario del OIDP: no tiene sus títulos en las primeras páginas"))


def start_of(line: str) -> str:
    """Return a line with its columns divided as the reader of text knows it: heading, TAB, option."""
    return re.sub(r"\s{2,}", "\t", line.strip())


def check_whole(pages: list[list[str]]) -> None:
    """Raise Refusal for a page without text among the others: an answer may be on a scanned one."""
    blank = [number for number, lines in enumerate(pages, start=1) if not any(map(str.strip, lines))]
    inner = [number for number in blank if number < len(pages)]
    if inner:
        raise Refusal(_("página %d: no tiene texto; si es un escaneo, falta copiar lo que dice") % inner[0], inner[0])
