"""The lines of a calendar file as blocks, however they are broken: what one block lacks does not take the others along."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from icalendar.parser import Contentline

from portal.core.import_report import Refusal

from .record import Note

LINE_END = re.compile(r"\r\n|\n|\r")
LONGEST_LINE = 200_000
#: what a calendar says of all its events, and is heeded here
OF_CALENDAR = ("METHOD", "PRODID", "X-WR-TIMEZONE")


@dataclass(frozen=True)
class Property:
    """One property of a block: upper-case name, parameters {NAME: value}, value as written, the line where it stands."""

    name: str
    parameters: dict
    value: str
    line: int


@dataclass
class Block:
    """A VEVENT or VTIMEZONE: the line where it begins, its own properties, its lines as they are, what was noted.

    `calendar` is what its VCALENDAR says of all its events: {name of OF_CALENDAR: value}.
    """

    name: str
    line: int
    calendar: dict = field(default_factory=dict)
    properties: list = field(default_factory=list)
    raw: list = field(default_factory=list)
    notes: list = field(default_factory=list)

    def first(self, name):
        """Return the first Property of a name, or None."""
        return next((known for known in self.properties if known.name == name), None)

    def all(self, name):
        """Return the properties (list) of a name."""
        return [known for known in self.properties if known.name == name]


#: a line that was folded inside a character of UTF-8, as RFC 5545, 3.1 allows
SPLIT_CHARACTER = re.compile(rb"([\xc2-\xf4][\x80-\xbf]{0,2})((?:\r\n|\n|\r)[ \t])([\x80-\xbf]{1,3})")


def with_whole_characters(data: bytes) -> bytes:
    """Return a file (bytes) in which no line is folded inside a character, its lines as many as before."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return SPLIT_CHARACTER.sub(rb"\1\3\2", data)
    return data


def unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Yield (number of the line, content) of the logical lines of a text (RFC 5545, 3.1); blank ones are left out."""
    number, content = 0, None
    for physical, line in enumerate(LINE_END.split(text), start=1):
        if content is not None and line[:1] in (" ", "\t"):
            content += line[1:]
            continue
        if content is not None and content.strip():
            yield number, content
        number, content = physical, line
    if content is not None and content.strip():
        yield number, content


def blocks_of(text: str) -> Iterator:
    """Yield the Blocks and the Notes of a calendar file. Raises Refusal when it is none."""
    lines = list(unfolded(text.removeprefix("\ufeff")))
    if not lines or lines[0][1].strip().upper() != "BEGIN:VCALENDAR":
        raise Refusal(_("no es un archivo de calendario: no empieza con BEGIN:VCALENDAR"), lines[0][0] if lines else 0)
    reader = Reader()
    for number, content in lines:
        yield from reader.read(number, content)
    yield from reader.finish(lines[-1][0])


class Reader:
    """Goes through the lines; knows which block is open and how deep inside it a line stands."""

    def __init__(self):
        self.block, self.inside, self.is_closed, self.calendar = None, [], False, {}

    def read(self, number, content):
        """Yield what a line finishes: a Block, or Notes."""
        name, _mark, value = content.partition(":")
        name, value = name.strip().upper(), value.strip().upper()
        if name == "BEGIN" and value in ("VEVENT", "VTIMEZONE"):
            yield from self.open(value, number, content)
        elif name == "END" and self.block and value == self.block.name:
            yield from self.close(number, content)
        elif self.block:
            yield from self.within(name, value, number, content)
        elif name == "BEGIN" and value == "VCALENDAR":
            self.calendar, self.is_closed = {}, False
        elif name == "END" and value == "VCALENDAR":
            self.is_closed = True
        elif (found := property_of(number, content)) and found.name in OF_CALENDAR:
            self.calendar[found.name] = found.value.strip()
        elif name == "END" and value in ("VEVENT", "VTIMEZONE"):
            yield Note(number, _("END:%s sin su BEGIN; se dejó de lado") % value)
        elif ":" not in content:
            yield Note(number, _("no se entiende «%s»; se dejó de lado") % content[:60])

    def open(self, name, number, content):
        """Begin a block; one that is open ends here, which nobody said."""
        if self.block:
            note = _("falta END:%(name)s del bloque de la línea %(line)d; se leyó hasta aquí")
            yield Note(number, note % {"name": self.block.name, "line": self.block.line})
            yield self.block
        self.block, self.inside = Block(name, number, self.calendar, raw=[content]), []

    def close(self, number, content):
        """End the open block."""
        if self.inside:
            yield Note(number, _("falta END:%s; se leyó hasta aquí") % self.inside[-1])
        self.block.raw.append(content)
        yield self.block
        self.block, self.inside = None, []

    def within(self, name, value, number, content):
        """Take a line into the open block; what stands in a block inside it is kept as it is, and not read."""
        if name == "BEGIN":
            self.inside.append(value)
        elif name == "END" and self.inside and value == self.inside[-1]:
            self.inside.pop()
        elif name == "END":
            yield Note(number, _("END:%s que no cierra nada; se dejó de lado") % value[:40])
            return
        elif not self.inside:
            found = property_of(number, content)
            if found is None:
                self.block.notes.append((number, _("no se entiende «%s»; se dejó de lado") % content[:60]))
                return
            if self.block.name == "VTIMEZONE" and found.name == "TZID" and self.block.first("TZID"):
                yield from self.divide(number, content)
            self.block.properties.append(found)
        self.block.raw.append(content)

    def divide(self, number, content):
        """End a zone in which another one begins without saying so."""
        yield Note(number, _("dos TZID en un VTIMEZONE: falta END y BEGIN entre los dos; se leyeron como dos zonas"))
        self.block.raw.append("END:VTIMEZONE")
        yield self.block
        self.block = Block("VTIMEZONE", number, self.calendar, raw=["BEGIN:VTIMEZONE"])

    def finish(self, number):
        """Yield what is open at the end of the file."""
        if self.block:
            note = _("falta END:%(name)s del bloque de la línea %(line)d; se leyó hasta el final")
            yield Note(number, note % {"name": self.block.name, "line": self.block.line})
            yield self.block
        elif not self.is_closed:
            yield Note(number, _("falta END:VCALENDAR: el archivo puede estar cortado"))


def property_of(number: int, content: str) -> Property | None:
    """Return a line as a Property, or None when it is none."""
    if len(content) > LONGEST_LINE:
        return None
    try:
        name, parameters, value = Contentline(content).parts()
    except ValueError:
        return None
    return Property(str(name).upper(), {str(key).upper(): kept for key, kept in parameters.items()}, str(value), number)
