"""The sums of several published tables, such as those of a quarter: what of them may be shown beside the tables themselves.

Everybody knows the tables and their totals. A sum over a category is shown only where, with it, each hidden cell of each
table keeps at least two possible values, and no sum below five is shown or can be worked out.

Hidden cells are a flow: from each table, whose hidden people are known, through its cells to the categories, and from
these to their sums. A cell has a second value exactly where one person more or less in it can be made good along a ring
of other cells (all numbers are whole, so the flow theory of Gusfield, 1988, holds): every step of the ring must stay
within what portal/minutes/suppression.py would have hidden in the same way. The ring is looked for; nothing is estimated.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from portal.minutes.suppression import (
    LARGEST_HIDDEN,
    LEAST_SHOWN,
    LEAST_TOGETHER,
    UNKNOWN,
    HiddenCells,
    Published,
    hidden_cells,
    total_only,
)

ALL_SUMS = "sums"


@dataclass(frozen=True)
class Flow:
    """People counted from one node to another, and whether there may be one more or one fewer. A `cell` must stay open."""

    tail: Hashable
    head: Hashable
    may_rise: bool
    may_fall: bool
    is_cell: bool = False


def table_flows(key: Hashable, cells: Mapping[str, int], hidden: HiddenCells) -> Iterator[Flow]:
    """Yield the flows from a table (node (key, 0), (key, 1) …) to its hidden categories, within the same choice of cells.

    Its small cells together are node (key, 0); each large one hidden with them adds a node above.
    """
    least = 1 if hidden.small == (UNKNOWN,) else 0
    for name in hidden.small:
        yield Flow((key, 0), name, cells[name] < LARGEST_HIDDEN, cells[name] > least, is_cell=True)
    together = sum(cells[name] for name in hidden.small)
    for level, name in enumerate(hidden.large):
        if level == 0:
            low, high = small_sums(len(hidden.small), together)
        else:  # it had not been enough
            low, high = 0, LEAST_TOGETHER - 1
        yield Flow((key, level + 1), (key, level), together < high, together > low)
        yield Flow((key, level + 1), name, True, cells[name] > LEAST_SHOWN, is_cell=True)
        together += cells[name]


def small_sums(count: int, together: int) -> tuple[int, int]:
    """Return between which sums `count` small cells that need a large one beside them may lie, this sum among them."""
    enough = LARGEST_HIDDEN * (count - 1)
    if enough < LEAST_SHOWN:
        return 0, LARGEST_HIDDEN * count
    return (0, LARGEST_HIDDEN) if together < LEAST_SHOWN else (enough + 1, LARGEST_HIDDEN * count)


def can_move(flow: Flow, ways: Mapping[Hashable, list[tuple[Hashable, Flow]]]) -> bool:
    """Tell whether one person more or one fewer in a flow can be made good elsewhere."""
    more = flow.may_rise and is_reached(flow.head, flow.tail, flow, ways)
    return more or (flow.may_fall and is_reached(flow.tail, flow.head, flow, ways))


def is_reached(
    start: Hashable, end: Hashable, without: Flow, ways: Mapping[Hashable, list[tuple[Hashable, Flow]]]
) -> bool:
    """Tell whether a way leads from one node to another that does not use the flow itself."""
    seen, waiting = {start}, [start]
    while waiting:
        for node, flow in ways[waiting.pop()]:
            if flow is not without and node not in seen:
                if node == end:
                    return True
                seen.add(node)
                waiting.append(node)
    return False


def all_open(flows: Sequence[Flow]) -> bool:
    """Tell whether each cell among the flows has at least two possible values."""
    ways: dict[Hashable, list[tuple[Hashable, Flow]]] = defaultdict(list)
    for flow in flows:
        if flow.may_rise:
            ways[flow.tail].append((flow.head, flow))
        if flow.may_fall:
            ways[flow.head].append((flow.tail, flow))
    return all(can_move(flow, ways) for flow in flows if flow.is_cell)


def sums_are_safe(rows: Sequence[Mapping[str, int]], sums: Mapping[str, int], hidden: HiddenCells) -> bool:
    """Tell whether these sums may be shown but for the hidden ones: every cell and every hidden sum stays open."""
    flows = [flow for key, cells in enumerate(rows) for flow in table_flows(key, cells, hidden_cells(cells))]
    for flow in table_flows(ALL_SUMS, sums, hidden):  # from the categories to their sums: the other way round
        flows.append(Flow(flow.head, flow.tail, flow.may_rise, flow.may_fall, flow.is_cell))
    return all_open(flows)


def published_sums(rows: Sequence[Mapping[str, int]]) -> Published:
    """Return what may be shown of the sums of tables {category: number}, unknown rest included, whose totals are all shown.

    Sums that anybody adds up from shown cells are shown. Of the others a small one is hidden together with others, as in
    any table; and where what remains would still give a cell away, all of them are.
    """
    sums: dict[str, int] = {}
    for row in rows:
        for name, number in row.items():
            sums[name] = sums.get(name, 0) + number
    total = sum(sums.values())
    open_names = {name for row in rows for name in hidden_cells(row).names}
    open_sums = {name: number for name, number in sums.items() if name in open_names}
    if not open_sums:
        return Published(sums, total) if total >= LEAST_SHOWN else total_only(sums, total)
    hidden = hidden_cells(open_sums)
    names = hidden.names if sums_are_safe(rows, open_sums, hidden) else open_names
    return Published({name: None if name in names else number for name, number in sums.items()}, total)
