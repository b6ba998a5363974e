"""The report of an import: its lines filtered for the screen, and as CSV to keep."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core.import_report import CREATED, FAILED, LEFT_ALONE, UNCHANGED, UPDATED, WORDS

from .run_models import ImportStep

if TYPE_CHECKING:
    from portal.practices.importing.run_models import ImportLine

ACTIONS = (FAILED, CREATED, UPDATED, LEFT_ALONE, UNCHANGED)
#: what a preview says of them: nothing has happened yet
WORDS_BEFORE = {
    CREATED: gettext_lazy("nueva"),
    UPDATED: gettext_lazy("se actualizaría"),
    UNCHANGED: WORDS[UNCHANGED],
    LEFT_ALONE: gettext_lazy("no se tocaría"),
    FAILED: gettext_lazy("con error"),
}
#: a spreadsheet takes a cell that begins so for a formula
FORMULA = ("=", "+", "-", "@", "\t", "\r")
CONTEXT = 60
LONGEST = 600


def word_for(action: str, step: str) -> str:
    """Return the word (str) for what became, or in a preview would become, of a record."""
    return str((WORDS_BEFORE if step == ImportStep.PREVIEW else WORDS)[action])


def import_run_tallies(counts: dict[str, int], step: str) -> list[dict[str, Any]]:
    """Return [{"action", "word", "count"}] of {action: count} in the order in which a curator wants to read them."""
    return [
        {"action": name, "word": word_for(name, step), "count": counts[name]} for name in ACTIONS if counts.get(name)
    ]


def import_line_row(line: ImportLine) -> ImportLine:
    """Return an ImportLine with what its row shows: `word`, and each difference cut to where it begins."""
    line.word = word_for(line.action, line.step)
    line.changes = [{**found, **excerpt(found["old"], found["new"])} for found in line.differences]
    return line


def excerpt(old: str, new: str) -> dict[str, str]:
    """Return {"old", "new"} (str) without the long beginnings and ends that two texts share, marked by "…"."""
    start = shared(old, new)
    end = shared(old[start:][::-1], new[start:][::-1])
    # At a word's beginning, and not in its midst.
    first = old.rfind(" ", 0, start - CONTEXT) + 1 if start > CONTEXT else 0
    return {"old": text_excerpt(old, first, len(old) - end), "new": text_excerpt(new, first, len(new) - end)}


def shared(one: str, other: str) -> int:
    """Return how many characters two texts have in common from their beginning."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def text_excerpt(text: str, first: int, last: int) -> str:
    """Return `text` from `first` to a little after `last`, with "…" where something was left out."""
    last = min(len(text), last + CONTEXT, first + LONGEST)
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")


def csv_rows(lines: Iterator) -> Iterator[str]:
    """Yield the report as CSV (str, a row each time; the first begins with the mark by which Excel knows UTF-8)."""
    header = [_("archivo"), _("línea"), _("resultado"), _("título"), _("detalle"), _("avisos"), _("diferencias")]
    yield "\ufeff" + csv_row(header)
    for line in lines:
        notes = "\n".join(f"{number}: {note}" for number, note in line.notes)
        found = "\n".join(f"{difference_label(row)}: {row['old']} → {row['new']}" for row in line.differences)
        word = word_for(line.action, line.step)
        yield csv_row([line.file, line.line or "", word, line.title, line.reason, notes, found])


def difference_label(difference: Mapping[str, Any]) -> str:
    """Return the name of the field of a difference, with the code of its language where it has one."""
    return f"{difference['field']} ({difference['language']})" if difference["language"] else difference["field"]


def csv_row(cells: list[int | str]) -> str:
    """Return one row of CSV; what a spreadsheet would calculate is told to be text."""
    row = StringIO()
    csv.writer(row).writerow([f"'{cell}" if str(cell).startswith(FORMULA) else cell for cell in cells])
    return row.getvalue()
