"""Points of an agenda as people paste them: one a line, with its minutes and a mark where only the team reads it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

LONGEST_TITLE = 200  # letters, of AgendaItem.title
MOST_LINES = 100
#: what lists of word processors and messages begin their lines with: "1.", "2)", "-", "•"
BULLET = re.compile(r"[-–—•·*▪◦]\s+")
NUMBER = re.compile(r"(\d{1,2})[.)]-?\s+")
#: "2.1" is a part of the point "2." above it; elsewhere it is a figure of the text
PART_NUMBER = re.compile(r"(\d{1,2})\.\d{1,2}[.)]?\s+")
#: "… 20 min", "… (20 minutos)", "… 20'", "… (20)"
MINUTES = re.compile(
    r"(?:\(\s*(\d{1,3})\s*\)|[\s(](\d{1,3})\s*(?:min(?:ut[a-z]{1,3}|s)?\.?|['’′])\s*\)?)\.?$", re.IGNORECASE
)
BEFORE_A_MARK = " ,;:·–—-"
INTERNAL = r"intern[oae]|internal"
INTERNAL_FIRST = re.compile(rf"(?:[(\[](?:{INTERNAL})[)\]]|(?:{INTERNAL})\s*:)\s*", re.IGNORECASE)
INTERNAL_LAST = re.compile(rf"[(\[](?:{INTERNAL})[)\]]$", re.IGNORECASE)


@dataclass(frozen=True)
class AgendaLine:
    """One point as it was pasted."""

    title: str
    minutes: int | None = None
    is_internal: bool = False
    is_sub: bool = False


def read_agenda_lines(text: str) -> Iterator[AgendaLine]:
    """Yield the points (AgendaLine) of a text, one for each line that says something.

    A part of an internal point is internal as well.
    """
    number, hidden, is_first = "", False, True
    for line in filter(None, (" ".join(line.split()) for line in text.splitlines())):
        title, own, is_sub = without_number(line, number)
        title, minutes, is_internal = without_marks(title)
        is_sub = is_sub and not is_first
        if not is_sub:
            number, hidden = own, is_internal
        yield AgendaLine(title, minutes, is_internal or (is_sub and hidden), is_sub)
        is_first = False


def without_number(line: str, above: str) -> tuple[str, str, bool]:
    """Return (a line without what numbers it, that number or "", whether it is a part of the point numbered `above`)."""
    if (found := PART_NUMBER.match(line)) and found[1] == above and found.end() < len(line):
        return line[found.end() :], above, True
    found = NUMBER.match(line) or BULLET.match(line)
    if not found or found.end() == len(line):
        return line, "", False
    return line[found.end() :], found[1] if found.re is NUMBER else "", False


def without_marks(title: str) -> tuple[str, int | None, bool]:
    """Return (a title without its minutes and mark, its minutes or None, whether it is marked as internal).

    A line that would be left without a title stays whole.
    """
    rest, minutes, is_internal = title, None, False
    if found := INTERNAL_FIRST.match(rest):
        rest, is_internal = rest[found.end() :], True
    for _end in range(2):  # in either order
        if not is_internal and (found := INTERNAL_LAST.search(rest)):
            rest, is_internal = rest[: found.start()].rstrip(BEFORE_A_MARK), True
        if minutes is None and (found := MINUTES.search(rest)):
            rest, minutes = rest[: found.start()].rstrip(BEFORE_A_MARK), int(found[1] or found[2])
    return (rest, minutes, is_internal) if rest else (title, None, False)


class AgendaLinesField(forms.CharField):
    """A text box for points, one a line; its value is what they say (list of AgendaLine)."""

    def __init__(self, *, rows: int = 6, **kwargs):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(required=False, **kwargs)

    def clean(self, value: str | None) -> list[AgendaLine]:
        """Return the points. Raises ValidationError for too many of them, and for one that is too long."""
        lines = list(read_agenda_lines(super().clean(value)))
        if len(lines) > MOST_LINES:
            said = {"count": MOST_LINES, "lines": len(lines)}
            raise forms.ValidationError(_("Son %(lines)s puntos; un orden del día tiene como mucho %(count)s.") % said)
        if too_long := next((line.title for line in lines if len(line.title) > LONGEST_TITLE), ""):
            said = {"count": LONGEST_TITLE, "title": f"{too_long[:60]}…"}
            raise forms.ValidationError(_("Un punto tiene como mucho %(count)s letras: «%(title)s».") % said)
        return lines
