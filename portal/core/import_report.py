"""What an import tells whoever sent the file: why something was not taken, and line by line what became of each record."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext


class Refusal(Exception):
    """What is wrong with a file or a record: `message` in the active language, `line` of the file (0: the whole file)."""

    def __init__(self, message, line=0):
        super().__init__(str(message))
        self.message = str(message)
        self.line = line


TITLE_LENGTH = 120
CREATED, UPDATED, UNCHANGED, LEFT_ALONE, FAILED = "created", "updated", "unchanged", "left alone", "failed"
WORDS = {
    CREATED: gettext_lazy("creada"),
    UPDATED: gettext_lazy("actualizada"),
    UNCHANGED: gettext_lazy("sin cambios"),
    LEFT_ALONE: gettext_lazy("no se tocó"),
    FAILED: gettext_lazy("falló"),
}


@dataclass
class Outcome:
    """What became of one record: `action` one of the five above, `reason` in words, `notes` as [(line, message)]."""

    action: str
    title: str = ""
    reason: str = ""
    notes: list[tuple[int, str]] = field(default_factory=list)
    line: int = 0
    file: str = ""
    #: primary key of the first version's page, None when nothing is stored
    page_id: int | None = None

    def lines(self):
        """Return the report's lines for this record (list of str): what happened, then what its reader noticed."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        head = f"{place}: {WORDS[self.action]}" + (f": {self.title[:TITLE_LENGTH]}" if self.title else "")
        if self.reason:
            head += f" ({self.reason})" if self.title else f": {self.reason}"
        notice = _("aviso")
        return [one_line(head), *(one_line(f"{self.file}:{line}: {notice}: {note}") for line, note in self.notes)]


def one_line(text: str) -> str:
    """Return `text` (str) without line ends and control characters: names of files and titles are anybody's."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())


def record_import_summary(outcomes: list[Outcome]) -> str:
    """Return the last line of the report: how many records met which fate."""
    total = ngettext("%d ficha", "%d fichas", len(outcomes)) % len(outcomes)
    return f"{total}: {fates_in_words(outcomes)}"


def fates_in_words(outcomes: list[Outcome]) -> str:
    """Return how many of what was imported met which fate: "2 creadas, 1 falló"."""
    count = Counter(outcome.action for outcome in outcomes)
    fates = {
        CREATED: ngettext("%d creada", "%d creadas", count[CREATED]),
        UPDATED: ngettext("%d actualizada", "%d actualizadas", count[UPDATED]),
        UNCHANGED: ngettext("%d sin cambios", "%d sin cambios", count[UNCHANGED]),
        LEFT_ALONE: ngettext("%d no se tocó", "%d no se tocaron", count[LEFT_ALONE]),
        FAILED: ngettext("%d falló", "%d fallaron", count[FAILED]),
    }
    return ", ".join(words % count[action] for action, words in fates.items() if count[action])


def failure_count(outcomes: list[Outcome]) -> int:
    """Return how many records could not be imported."""
    return sum(outcome.action == FAILED for outcome in outcomes)
