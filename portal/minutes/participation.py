"""How many people took part in one session, as everybody may read it: the total and one table for each way of counting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from portal.councils.choices import AgeBand, Gender

from .choices import Attendance, MinutesState, Presence
from .content import NUMBERS, attendance_total, number_in, tally_of
from .suppression import LEAST_SHOWN, UNKNOWN, Published, hidden_cells, suppress_corrected, total_only, with_unknown

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from .models import Minutes, MinutesVersion

#: the tables in their order, and what they are called
KIND_LABELS = {
    "count": _("Cómo participaron"),
    "gender": _("Género"),
    "age": _("Edad"),
    "times": _("Si ya habían venido"),
    "turn": _("Veces que hablaron, por género"),
    "turn-age": _("Veces que hablaron, por edad"),
}
CATEGORY_LABELS = {
    "count": dict(Presence.choices),
    "gender": dict(Gender.choices),
    "age": dict(AgeBand.choices),
    "times": dict(Attendance.choices),
    "turn": dict(Gender.choices),
    "turn-age": dict(AgeBand.choices),
}
UNKNOWN_LABEL = _("Sin dato")
TOTAL_LABEL = _("En total")
HIDDEN_WORDS = _("no se muestra")
NOTE = _("No mostramos cantidades de menos de 5 personas, ni sumas de las que se puedan deducir.")
#: these count how often somebody spoke, not people
TURNS = ("turn", "turn-age")
#: tables of which everybody knows that nothing is missing: their total is their sum
WHOLE = ("count", *TURNS)


@dataclass(frozen=True)
class TallyCells:
    """The true numbers of one table of one session; not for readers. `people` is how many came."""

    cells: Mapping[str, int]
    total: int
    is_whole: bool
    people: int

    def table(self) -> dict[str, int]:
        """Return its cells, the unknown rest among them."""
        return dict(self.cells) if self.is_whole else with_unknown(self.cells, self.total)

    def publish(self, earlier: Sequence[Published]) -> Published:
        """Return what everybody may read of it, beside its earlier versions.

        Of fewer than five people nothing is shown, not even how often they spoke.
        """
        if self.people < LEAST_SHOWN:
            return total_only(self.table(), 0)
        return suppress_corrected(earlier, self.cells, self.total, is_whole=self.is_whole)


@dataclass(frozen=True)
class NumberTable:
    """A table for readers: rows of (code, label, number or None where hidden). A total of None is fewer than five."""

    kind: str
    label: str | Promise
    lines: list[tuple[str, str | Promise, int | None]]
    total: int | None
    is_provisional: bool
    #: of how many sessions these are the sums; 0 for the table of one session
    sessions: int = 0

    @property
    def rows(self) -> list[tuple[str | Promise, int | None]]:
        """(label, number or None) of each category."""
        return [(label, number) for _code, label, number in self.lines]

    @property
    def is_total_only(self) -> bool:
        """Whether nothing but the total is shown."""
        return all(number is None for _code, _label, number in self.lines)

    @property
    def note(self) -> str | Promise:
        """Why something is hidden; "" where nothing is."""
        return NOTE if self.total is None or any(number is None for _label, number in self.rows) else ""


def tally_in(content: Mapping[str, str], kind: str) -> TallyCells | None:
    """Return the true numbers of one kind; None where nobody counted, people or this.

    A place that was not counted is no cell: which ways there were is known before the session. Of all else a category left
    empty is 0, so that nobody reads from the rows which ones were filled in.
    """
    people, cells = attendance_total(content), tally_of(content, kind)
    if people is None or not cells:
        return None
    if kind == "count":
        cells = {name: cells[name] for name in cells if number_in(content, f"{kind}.{name}") is not None}
    total = sum(cells.values()) if kind in WHOLE else people
    return TallyCells(cells, total, kind in WHOLE, people)


def public_tables(contents: Sequence[Mapping[str, str]]) -> dict[str, Published]:
    """Return {kind: table} that everybody may read of the last of a session's published contents, oldest first."""
    found: dict[str, Published] = {}
    for kind in KIND_LABELS:
        shown: list[Published] = []
        tally = None
        for content in contents:
            tally = tally_in(content, kind)
            if tally is not None:
                shown.append(tally.publish(shown))
        if tally is not None:
            found[kind] = shown[-1]
    return found


def tally_for_sums(contents: Sequence[Mapping[str, str]], kind: str) -> TallyCells | None:
    """Return the true numbers of a session that enter sums; None where its page does not show them as they are.

    So it is where fewer than five took part or spoke, where the numbers contradict each other, and where a correction left
    only the total: a sum would tell what it hid.
    """
    tally = tally_in(contents[-1], kind) if contents else None
    if tally is None:
        return None
    table, public = tally.table(), public_tables(contents)[kind]
    is_sound = min(table.values()) >= 0 and sum(table.values()) == tally.total
    is_shown = public.total is not None and public.hidden == hidden_cells(table).names
    return tally if is_sound and is_shown else None


def number_table(kind: str, public: Published, *, is_provisional: bool, sessions: int = 0) -> NumberTable:
    """Return a published table with its labels, its categories in their order."""
    labels = {**CATEGORY_LABELS[kind], UNKNOWN: UNKNOWN_LABEL}
    names = [name for name in (*NUMBERS[kind], UNKNOWN) if name in public.shown]
    lines = [(name, labels[name], public.shown[name]) for name in names]
    return NumberTable(kind, KIND_LABELS[kind], lines, public.total, is_provisional, sessions)


def session_tables(minutes: Minutes, version: MinutesVersion | None = None) -> list[NumberTable]:
    """Return the tables of a session as everybody may read them, with the latest version or an earlier one: one query."""
    versions = [known for known in minutes.versions.all() if version is None or known.number <= version.number]
    if not versions:
        return []
    is_provisional = versions[-1].state == MinutesState.PROVISIONAL
    tables = public_tables([known.content for known in versions])
    return [number_table(kind, tables[kind], is_provisional=is_provisional) for kind in tables]
