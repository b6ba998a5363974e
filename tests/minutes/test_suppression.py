"""No hidden number of a small table can be worked out: every table up to some size is looked at."""

from collections import defaultdict

import pytest

from portal.minutes.suppression import (
    LEAST_SHOWN,
    UNKNOWN,
    Published,
    suppress,
    suppress_corrected,
    total_only,
    with_unknown,
)

NAMES = "abcde"
#: how many cells: up to which total all their tables are looked at
SIZES = {1: 40, 2: 36, 3: 24, 4: 18, 5: 14}


def tables(cells, most):
    """Yield every tuple of so many numbers from 0 that add up to `most` at most."""
    if not cells:
        yield ()
        return
    for number in range(most + 1):
        for rest in tables(cells - 1, most - number):
            yield (number, *rest)


def all_tables(size, most, is_whole):
    """Yield (cells, total) of every table of a size up to a total; a whole one lacks nothing to its total."""
    for total in range(most + 1):
        for numbers in tables(size, total):
            if not is_whole or sum(numbers) == total:
                yield dict(zip(NAMES, numbers, strict=False)), total


def possible_values(publish, size, most, is_whole):
    """Return [(what everybody reads, hidden cell, its possible values)] of all tables that `publish` shows."""
    values = defaultdict(set)
    for cells, total in all_tables(size, most, is_whole):
        public = publish(cells, total, is_whole)
        for name in public.hidden:
            number = total - sum(cells.values()) if name == UNKNOWN else cells[name]
            values[(tuple(public.shown.items()), public.total, name)].add(number)
    return [((shown, total), name, found) for (shown, total, name), found in values.items()]


def by_the_rule(cells, total, is_whole):
    return suppress(cells, total, is_whole=is_whole)


def only_small(cells, total, is_whole):
    """A wrong rule: hides what is small and nothing else."""
    table = with_unknown(cells, total)
    return Published({name: number if number >= LEAST_SHOWN else None for name, number in table.items()}, total)


def smallest_beside(cells, total, is_whole):
    """A wrong rule that many use: hides one small cell together with the smallest of the others."""
    table = with_unknown(cells, total)
    small = [name for name in table if table[name] < LEAST_SHOWN]
    if len(small) == 1:
        small.append(min((name for name in table if name not in small), key=table.get, default=small[0]))
    return Published({name: None if name in small else number for name, number in table.items()}, total)


# What remains possible ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_whole", [False, True])
@pytest.mark.parametrize("size", SIZES)
def test_each_hidden_cell_keeps_two_possible_values(size, is_whole):
    known = [case for case in possible_values(by_the_rule, size, SIZES[size], is_whole) if len(case[2]) < 2]
    assert known == []


@pytest.mark.parametrize("is_whole", [False, True])
@pytest.mark.parametrize("size", [2, 3, 4])
def test_beside_something_shown_a_small_cell_may_be_anything_from_one_to_four(size, is_whole):
    narrow = [
        (public, name)
        for public, name, values in possible_values(by_the_rule, size, SIZES[size], is_whole)
        if any(number is not None for _name, number in public[0])
        and min(values) < LEAST_SHOWN
        and not {1, 2, 3, 4} <= values
    ]
    assert narrow == []


@pytest.mark.parametrize("is_whole", [False, True])
def test_nor_does_it_tell_that_somebody_was_there(is_whole):
    cases = possible_values(by_the_rule, 3, SIZES[3], is_whole)
    telling = {
        name for public, name, values in cases if name != UNKNOWN and min(values) < LEAST_SHOWN and 0 not in values
    }
    assert telling == set()


@pytest.mark.parametrize("rule", [only_small, smallest_beside])
def test_rules_that_hide_less_are_found_out(rule):
    assert any(len(values) < 2 for _public, _name, values in possible_values(rule, 3, 16, False))


# What is shown -------------------------------------------------------------------------------------------------------


def test_large_cells_that_lack_nothing_are_all_shown():
    assert suppress({"women": 22, "men": 19}, 41) == Published({"women": 22, "men": 19}, 41)


def test_a_small_cell_is_hidden_with_the_unknown_rest_and_a_large_one():
    public = suppress({"a": 3, "b": 20, "c": 18}, 41)
    assert public.shown == {"a": None, "b": 20, "c": None, UNKNOWN: None}


def test_a_large_unknown_rest_is_hidden_before_any_other():
    public = suppress({"a": 3, "b": 20, "c": 18}, 51)
    assert public.shown == {"a": None, "b": 20, "c": 18, UNKNOWN: None}


def test_small_cells_that_protect_each_other_leave_the_large_ones():
    public = suppress({"a": 2, "b": 3, "c": 20, "d": 18}, 43)
    assert public.shown == {"a": None, "b": None, "c": 20, "d": 18, UNKNOWN: None}


def test_a_cell_of_nobody_is_small():
    assert suppress({"a": 0, "b": 20, "c": 21}, 41).shown["a"] is None


def test_fewer_than_five_people_have_no_total():
    assert suppress({"a": 4, "b": 0}, 4) == Published({"a": None, "b": None, UNKNOWN: None}, None)


def test_numbers_that_contradict_each_other_show_the_total_alone():
    public = suppress({"a": 30, "b": 20}, 41)
    assert public.is_total_only
    assert public.total == 41


def test_one_place_alone_is_its_total():
    assert suppress({"hall": 43}, 43, is_whole=True) == Published({"hall": 43}, 43)


# A corrected version -------------------------------------------------------------------------------------------------


def corrected_pairs(most):
    """Yield (first, its table, second, its table) of all pairs of three cells up to a total, each lacking nothing."""
    known = [(cells, suppress(cells, total, is_whole=True)) for cells, total in all_tables(3, most, True)]
    for first, shown in known:
        for second, _alone in known:
            yield first, shown, second, suppress_corrected([shown], second, sum(second.values()), is_whole=True)


def test_who_takes_what_was_hidden_for_unchanged_learns_nothing_from_both_versions():
    values = defaultdict(set)
    for first, before, second, after in corrected_pairs(13):
        if all(first[name] == second[name] for name in before.hidden):
            both = (tuple(before.shown.items()), before.total, tuple(after.shown.items()), after.total)
            for name in before.hidden:
                values[(both, name)].add(first[name])
    assert [key for key, found in values.items() if len(found) < 2] == []


def test_no_cell_is_shown_in_one_version_and_hidden_in_another_beside_others():
    mixed = [
        (before.shown, after.shown)
        for _first, before, _second, after in corrected_pairs(13)
        if not before.is_total_only and not after.is_total_only and before.hidden != after.hidden
    ]
    assert mixed == []


def test_the_same_choice_of_cells_is_shown_again():
    before = suppress({"a": 3, "b": 20, "c": 18}, 41)
    assert suppress_corrected([before], {"a": 4, "b": 21, "c": 18}, 43).shown["b"] == 21


def test_another_choice_leaves_the_total_alone():
    before = suppress({"a": 3, "b": 20, "c": 18}, 41)
    assert suppress_corrected([before], {"a": 6, "b": 20, "c": 18}, 44) == total_only("abc", 44)


def test_a_third_version_is_measured_by_the_first_as_well():
    first = suppress({"a": 3, "b": 20, "c": 18}, 41)
    second = suppress_corrected([first], {"a": 6, "b": 20, "c": 18}, 44)
    assert suppress_corrected([first, second], {"a": 6, "b": 20, "c": 18}, 44).is_total_only
    assert suppress_corrected([first, second], {"a": 2, "b": 20, "c": 18}, 40).shown["b"] == 20
