"""No hidden cell of several published tables can be worked out with their sums: all small systems are looked at."""

from collections import defaultdict
from itertools import product

import pytest

from portal.minutes.suppression import LEAST_SHOWN, suppress, with_unknown
from portal.participation import table_sums
from portal.participation.table_sums import Flow, all_open, published_sums

from .solver import whole_tables

NAMES = "abcd"
#: totals of the tables that are added, how many cells they have, whether everybody knows that nothing is missing
SYSTEMS = [
    ((12, 12), 2, True),
    ((9, 14, 11), 2, True),
    ((12, 9), 2, False),
    ((12, 12), 3, True),
    ((16, 9), 3, True),
    ((9, 9, 9, 9), 2, True),
]


def tables_of(total, size, is_whole):
    """Return [(table with its unknown rest, what everybody reads)] of all tables of a size and total."""
    found = []
    for numbers in whole_tables(size if is_whole else size + 1, total):
        cells = dict(zip(NAMES[:size], numbers, strict=False))
        table = cells if is_whole else with_unknown(cells, total)
        found.append((table, tuple(suppress(cells, total, is_whole=is_whole).shown.items())))
    return found


def possible_values(totals, size, is_whole):
    """Return {(all that everybody reads, table, cell): possible values} over all systems of tables; "sum" is no table."""
    values = defaultdict(set)
    for system in product(*(tables_of(total, size, is_whole) for total in totals)):
        tables = [table for table, _shown in system]
        sums = published_sums(tables)
        public = (tuple(shown for _table, shown in system), tuple(sorted(sums.shown.items())))
        for name in sums.hidden:
            values[(public, "sum", name)].add(sum(table.get(name, 0) for table in tables))
        for key, (table, shown) in enumerate(system):
            for name, number in shown:
                if number is None:
                    values[(public, key, name)].add(table.get(name, 0))
    return values


@pytest.mark.parametrize(("totals", "size", "is_whole"), SYSTEMS)
def test_each_hidden_cell_keeps_two_possible_values_beside_the_sums(totals, size, is_whole):
    values = possible_values(totals, size, is_whole)
    assert [key for key, found in values.items() if len(found) < 2] == []


def test_sums_that_are_shown_without_looking_are_found_out(monkeypatch):
    monkeypatch.setattr(table_sums, "sums_are_safe", lambda rows, sums, hidden: True)
    assert any(len(found) < 2 for found in possible_values((12, 12), 2, True).values())


def test_no_sum_below_five_is_shown():
    values = possible_values((12, 12), 3, True)
    assert min(number for public, _key, _name in values for number in shown_sums(public)) >= LEAST_SHOWN


def shown_sums(public):
    """Return the sums that everybody reads."""
    return [number for _name, number in public[1] if number is not None]


# What is shown -------------------------------------------------------------------------------------------------------


def test_sums_of_what_is_shown_are_shown():
    assert published_sums([{"a": 10, "b": 20}, {"a": 7, "b": 9}]).shown == {"a": 17, "b": 29}


def test_small_cells_of_many_sessions_make_a_sum_that_is_shown():
    tables = [{"a": 3, "b": 20, "c": 18}, {"a": 2, "b": 15, "c": 9}, {"a": 1, "b": 14, "c": 8}]
    assert published_sums(tables).shown == {"a": 6, "b": 49, "c": 35}


def test_a_small_sum_is_hidden_with_others():
    tables = [{"a": 3, "b": 20, "c": 18}, {"a": 1, "b": 15, "c": 9}]
    assert published_sums(tables).shown == {"a": None, "b": 35, "c": None}


def test_a_sum_that_leaves_one_way_only_is_hidden():
    # four in each: no other numbers below five make eight
    assert published_sums([{"a": 4, "b": 20, "c": 18}, {"a": 4, "b": 15, "c": 9}]).hidden == {"a", "c"}


def test_the_sum_over_one_session_shows_what_its_page_shows():
    table = {"a": 3, "b": 20, "c": 18, "unknown": 2}
    assert published_sums([table]).shown == suppress({"a": 3, "b": 20, "c": 18}, 43).shown


# The rings -----------------------------------------------------------------------------------------------------------


def test_a_cell_in_no_ring_has_one_value():
    assert not all_open([Flow("table", "a", True, True, is_cell=True)])


def test_a_cell_in_a_ring_of_cells_that_may_change_has_two():
    ring = [Flow(table, name, True, True, is_cell=True) for table in (1, 2) for name in "ab"]
    assert all_open(ring)


def test_a_ring_that_would_go_below_nobody_is_none():
    ring = [Flow(table, name, True, False, is_cell=True) for table in (1, 2) for name in "ab"]
    assert not all_open(ring)
