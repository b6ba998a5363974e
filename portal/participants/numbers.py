"""How many people came to some sessions, and how many of them came again, by their marks alone; never shown below five."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace

from .models import Participant

#: what is smaller is not shown: it could tell who
FEWEST = 5


@dataclass(frozen=True)
class People:
    """Rows of the register, people behind them, and people who came to two sessions or more; None is not shown."""

    entries: int | None
    unique: int | None
    returning: int | None

    def shown(self) -> People:
        """Return what everybody may read: nothing from which fewer than five people can be told.

        Neither those who came again nor those who came once may be fewer; then their number goes, and with it that of the
        rows, from which it follows.
        """
        if self.unique is None or self.unique < FEWEST:
            return People(None, None, None)
        if self.returning is None or min(self.returning, self.unique - self.returning) < FEWEST:
            return replace(self, entries=None, returning=None)
        return self


class MarkGroups:
    """Which marks belong together: what stands on one row is one person's (union-find with halved paths)."""

    def __init__(self):
        self.above: dict[Hashable, Hashable] = {}

    def root(self, mark: Hashable) -> Hashable:
        """Return the mark that stands for the group of a mark."""
        self.above.setdefault(mark, mark)
        while self.above[mark] != mark:
            self.above[mark] = mark = self.above[self.above[mark]]
        return mark

    def join(self, one: Hashable, other: Hashable) -> None:
        """Make one group of two."""
        self.above[self.root(one)] = self.root(other)


def people_of_sessions(session_ids: Iterable[int]) -> People:
    """Return the true numbers of some sessions (primary keys of first versions), for the office: one query."""
    rows = Participant.objects.filter(session__in=list(session_ids)).order_by()
    return count_people(rows.values_list("pk", "session", "mark", "phone_mark"))


def count_people(rows: Iterable[tuple[int, int, str, str]]) -> People:
    """Return the numbers of some rows (key, session, mark of the mail, mark of the telephone; empty where not given).

    Two rows are one person's where mail or telephone is the same, also by way of a third row. Two rows of one session are
    two people, for who typed them in said so: a family shares a telephone. Who gave neither counts at each session anew.
    """
    groups, first_marks = MarkGroups(), []
    for pk, session, mark, phone_mark in rows:
        marks = [(kind, one) for kind, one in (("mail", mark), ("phone", phone_mark)) if one] or [("row", pk)]
        groups.join(marks[0], marks[-1])
        first_marks.append((marks[0], session))
    at_sessions: dict[Hashable, Counter[int]] = {}
    for mark, session in first_marks:
        at_sessions.setdefault(groups.root(mark), Counter())[session] += 1
    # the people of a group are as many as at its fullest session; those who came again, as at the second
    most = [[*sorted(count.values(), reverse=True), 0][:2] for count in at_sessions.values()]
    return People(len(first_marks), sum(first for first, _second in most), sum(second for _first, second in most))
