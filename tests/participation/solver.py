"""What somebody works out who reads all published tables and knows the rule: which numbers are possible in each hidden cell.

It knows nothing of how portal/minutes/table_sums.py decides: it tries everything.
"""

from portal.minutes.suppression import UNKNOWN, suppress


def whole_tables(cells, total):
    """Yield every tuple of so many numbers from 0 that add up to a total."""
    if cells == 1:
        yield (total,)
        return
    for number in range(total + 1):
        for rest in whole_tables(cells - 1, total - number):
            yield (number, *rest)


def fitting(shown, total, is_whole):
    """Return all tables {category: number} that would be published as this one, which has a total."""
    hidden = [name for name, number in shown.items() if number is None]
    if not hidden:
        return [dict(shown)]
    rest, found = total - sum(number for number in shown.values() if number is not None), []
    for numbers in whole_tables(len(hidden), rest):
        table = {**shown, **dict(zip(hidden, numbers, strict=True))}
        cells = {name: number for name, number in table.items() if is_whole or name != UNKNOWN}
        if suppress(cells, total, is_whole=is_whole).shown == shown:
            found.append(table)
    return found


def possible_in(tables, sums):
    """Return [{category: its possible values}] for each table, whose sums are known of some categories.

    `tables` is a list of lists of possible tables, `sums` {category: number}. Sums of the first ones and of the last ones
    are kept, so that each table is tried beside all that the others may be.
    """
    names = sorted(sums)

    def part(table):
        return tuple(table.get(name, 0) for name in names)

    def reached(lists):
        steps = [{tuple(0 for _ in names)}]
        for some in lists:
            parts = {part(table) for table in some}
            steps.append({tuple(map(sum, zip(before, one, strict=True))) for before in steps[-1] for one in parts})
        return steps

    before, after = reached(tables), reached(tables[::-1])[::-1]
    goal, found = tuple(sums[name] for name in names), []
    for place, some in enumerate(tables):
        values = {}
        for table in some:
            own = part(table)
            rests = {tuple(g - b - o for g, b, o in zip(goal, first, own, strict=True)) for first in before[place]}
            if rests & after[place + 1]:
                for name, number in table.items():
                    values.setdefault(name, set()).add(number)
        found.append(values)
    return found
