"""One meeting as its source tells it, before it becomes a session."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from html import escape

from django.utils.translation import gettext as _

from portal.practices.importing.clean import UNPRINTABLE, clean_html, plain_words

#: mail programs write addresses so; a reader of HTML would take them for tags
BRACKETED = re.compile(r"<\s*(?:mailto:)?((?:https?://|[\w.+-]+@)[^<>\s]+)\s*>", re.IGNORECASE)
ADDRESS_IN_TEXT = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]}»]", re.IGNORECASE)
IN_BLOCKS = re.compile(r"<\s*(p|br|div|li|ul|ol|table|tr|h[1-6]|blockquote|pre)\b", re.IGNORECASE)
LOOKS_LIKE_HTML = re.compile(r"<\s*/?\s*[a-zA-Z!][^<>]*>|&(#[0-9]+|#x[0-9a-fA-F]+|[a-zA-Z]{2,8});")
TITLE, PLACE, ADDRESS, URL, REASON, KEY = 200, 160, 200, 500, 250, 255


@dataclass
class MeetingRecord:
    """A meeting: `key` is what it is called in its source, `line` where it stands there, `notes` [(line, message)].

    Empty is what the source does not say. `text` is clean HTML, `links` [(word of LINKS, address)]. `sequence` and `stamp`
    (RFC 5545 SEQUENCE and DTSTAMP) say how new it is. A record with `only_if_known` makes no session (METHOD:CANCEL), a
    private one is for nobody's eyes.
    """

    key: str
    line: int
    start: datetime = None
    end: datetime | None = None
    all_day: bool = False
    title: str = ""
    place: str = ""
    address: str = ""
    modality: str = ""
    online_url: str = ""
    text: str = ""
    links: list = field(default_factory=list)
    cancelled: bool = False
    tentative: bool = False
    reason: str = ""
    private: bool = False
    only_if_known: bool = False
    sequence: int = 0
    stamp: datetime | None = None
    notes: list = field(default_factory=list)

    def note(self, message, line=0):
        """Note what was found and what was done about it, at a `line` of the source (its own when 0)."""
        self.notes.append((line or self.line, str(message)))


@dataclass(frozen=True)
class SeriesRead:
    """What a file says of all meetings of one UID, told before them: what is stored of it and not here has left it.

    `marks` are the places in the series (`mark_of` in recurring.py; "" for an event that does not repeat), `begin` and
    `end` (aware datetimes) what was read of a series without end, None for all.
    """

    uid: str
    line: int
    marks: tuple[str, ...]
    sequence: int = 0
    begin: datetime | None = None
    end: datetime | None = None
    reason: str = ""


@dataclass(frozen=True)
class Note:
    """What was found in a file beside its meetings, and what was done about it."""

    line: int
    message: str


def fit_text(text: str, length: int, record: MeetingRecord, what: str, line: int = 0) -> str:
    """Return a text that fits into a field, cut at a word where it is too long, with a note; `what` names it."""
    if len(text) <= length:
        return text
    kept = text[: length - 1].rpartition(" ")[0] or text[: length - 1]
    record.note(_("%(what)s: tiene más de %(length)d letras; se cortó") % {"what": what, "length": length}, line)
    return f"{kept}…"


def single_line_text(text: str, record: MeetingRecord, what: str, line: int = 0) -> str:
    """Return a text (anybody's) as one line without HTML and control characters, with a note where it had some."""
    found = text
    if LOOKS_LIKE_HTML.search(found):
        found = plain_words(found)
        record.note(_("%s: tenía HTML; quedó solo el texto") % what, line)
    if UNPRINTABLE.search(found):
        found = UNPRINTABLE.sub(" ", found)
        record.note(_("%s: tenía caracteres que no son texto; se quitaron") % what, line)
    return " ".join(found.split())


def html_of(text: str, record: MeetingRecord, what: str, line: int = 0) -> str:
    """Return a text (anybody's) as clean HTML: its own, made safe, or a paragraph for each of its paragraphs."""
    if UNPRINTABLE.search(text):
        text = UNPRINTABLE.sub(" ", text)
        record.note(_("%s: tenía caracteres que no son texto; se quitaron") % what, line)
    text = BRACKETED.sub(r"\1", text.replace("\r\n", "\n"))
    if LOOKS_LIKE_HTML.search(text):
        record.note(_("%s: tenía HTML; quedó lo que aquí se puede escribir") % what, line)
        return clean_html(text if IN_BLOCKS.search(text) else in_paragraphs(text))
    return in_paragraphs(ADDRESS_IN_TEXT.sub(r'<a href="\g<0>">\g<0></a>', escape(text, quote=False)))


def in_paragraphs(html: str) -> str:
    """Return inline HTML with the lines that its writer made as lines, and a paragraph for each of its paragraphs."""
    parts = (part.strip() for part in re.split(r"\n\s*\n", html))
    return "".join(f"<p>{'<br/>'.join(line.strip() for line in part.splitlines())}</p>" for part in parts if part)


def web_address(text: str, record: MeetingRecord, what: str, line: int = 0) -> str:
    """Return an address that may be linked, or "" with a note. It is never opened."""
    address = text.strip()
    if not address:
        return ""
    if not re.fullmatch(r"https?://[^\s<>\"']+", address) or len(address) > URL:
        record.note(
            _("%(what)s: «%(text)s» no es una dirección web; quedó afuera") % {"what": what, "text": address[:60]}, line
        )
        return ""
    return address
