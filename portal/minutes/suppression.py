"""Which numbers of a small table may be shown: none below five, and none from which such a one can be worked out.

A table has cells (how many people of each category) and a total. Cells below five are hidden, 0 among them: if a 0 were
shown, hiding would say that somebody was there. Whoever reads the table knows the total, the cells shown, which cells are
hidden, and this module. For each hidden cell at least two values remain possible, and a small one may be anything from 0
to 4 wherever something is shown beside it. Why:

- Which cells are hidden depends on which are small, and on sums that everybody can work out afterwards; never on how
  large a large one is.
- Small cells protect each other alone only where their sum is five or more and leaves each of them all of 0 to 4.
- Otherwise large cells are hidden with them, in a fixed order, until the hidden ones are nine people or more: four for
  any small cell, and five for a large one. Then the large one takes up whatever the small ones leave.
- Where that hides everything, only the total is shown: it may be that any one cell has all the people and the others 0.

tests/minutes/test_suppression.py looks at every table up to some size.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: what is smaller is hidden
LEAST_SHOWN = 5
LARGEST_HIDDEN = LEAST_SHOWN - 1
#: how many people are hidden together at least: any small cell may be LARGEST_HIDDEN while a large one stays large
LEAST_TOGETHER = LEAST_SHOWN + LARGEST_HIDDEN
#: the cell of those of whom the category is not known
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Published:
    """A table as everybody reads it: {category: number, None where hidden}, and the total (None: fewer than five)."""

    shown: Mapping[str, int | None]
    total: int | None

    @property
    def hidden(self) -> frozenset[str]:
        """The categories whose number is hidden."""
        return frozenset(name for name, number in self.shown.items() if number is None)

    @property
    def is_total_only(self) -> bool:
        """Whether no cell is shown."""
        return all(number is None for number in self.shown.values())


@dataclass(frozen=True)
class HiddenCells:
    """Which cells of a table are hidden: the small ones, and the large ones that are hidden with them, in their order."""

    small: tuple[str, ...] = ()
    large: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """All of them."""
        return frozenset(self.small + self.large)


def with_unknown(cells: Mapping[str, int], total: int) -> dict[str, int]:
    """Return the cells and that of the unknown rest, where there is a rest or something small.

    Beside small cells an unknown rest of 0 is a cell as well: otherwise its absence would tell that all were counted.
    """
    rest = total - sum(cells.values())
    is_small = any(number < LEAST_SHOWN for number in cells.values())
    return {**cells, UNKNOWN: rest} if rest or is_small else dict(cells)


def hidden_cells(cells: Mapping[str, int]) -> HiddenCells:
    """Return which cells of a table must be hidden; its cells add up to its total.

    Large cells are taken in a fixed order, the unknown rest first and then from the last to the first.
    """
    small = tuple(name for name, number in cells.items() if number < LEAST_SHOWN)
    together = sum(cells[name] for name in small)
    if not small or LEAST_SHOWN <= together <= LARGEST_HIDDEN * (len(small) - 1):
        return HiddenCells(small)
    large = []
    for name in dict.fromkeys((UNKNOWN, *reversed(cells))):
        if name in cells and name not in small:
            large.append(name)
            together += cells[name]
            if together >= LEAST_TOGETHER:
                break
    return HiddenCells(small, tuple(large))


def total_only(cells: Iterable[str], total: int) -> Published:
    """Return a table of which nothing but the total is shown, and not even that below five."""
    return Published(dict.fromkeys(cells), total if total >= LEAST_SHOWN else None)


def suppress(cells: Mapping[str, int], total: int, *, is_whole: bool = False) -> Published:
    """Return what everybody may read of a table {category: number} with its total; the same for the same table.

    What the cells lack to the total is the cell UNKNOWN. `is_whole`: everybody knows that they lack nothing, as with the
    places where people took part. A table whose cells are more than its total is wrong: only the total is shown.
    """
    table = dict(cells) if is_whole else with_unknown(cells, total)
    if total < LEAST_SHOWN or sum(table.values()) != total or table.get(UNKNOWN, 0) < 0:
        return total_only(table, total)
    hidden = hidden_cells(table).names
    return Published({name: None if name in hidden else number for name, number in table.items()}, total)


def suppress_corrected(
    earlier: Iterable[Published], cells: Mapping[str, int], total: int, *, is_whole: bool = False
) -> Published:
    """Return what everybody may read of a corrected table, beside the tables of its earlier versions.

    A cell hidden in one and shown in the other would be worked out: by itself where the correction did not touch it, and
    others with it. So another choice of hidden cells than before means that only the total is shown.
    """
    table = suppress(cells, total, is_whole=is_whole)
    before = {known.hidden for known in earlier if not known.is_total_only}
    return total_only(table.shown, total) if before - {table.hidden} else table
