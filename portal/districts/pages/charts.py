"""Small charts drawn by the server: where each bar and each word stands; the same figures follow as a table."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field

from portal.core.language import label_line

WIDTH = 360  # units, about the pixels of a phone: letters keep their size there
LETTER = 16  # height of a letter
LINE = 40  # letters that fit beside each other in bold
BAR, STEP = 14, 44  # height of a bar, of a bar with its words
COLUMNS_HIGH = 110  # of the highest column
ROOM = 24  # above and below columns, for their words


@dataclass(frozen=True)
class ChartValue:
    """One value: its name, the number, how it is written, and whether it is only there to compare with."""

    name: str
    number: float
    words: str
    is_reference: bool = False
    short: str = ""  # the name where there is little room
    whole: float = 0  # of how much it is a part


@dataclass
class Chart:
    """A drawn chart: its words for who does not see it, rectangles (x, y, width, height, is_reference), texts (x, y,
    anchor, words), and its table."""

    key: str
    title: str
    description: str
    height: int = 0
    rectangles: list = field(default_factory=list)
    texts: list = field(default_factory=list)
    heads: list = field(default_factory=list)
    rows: list = field(default_factory=list)

    @property
    def view_box(self):
        """Return the viewBox (str) of the SVG."""
        return f"0 0 {WIDTH} {self.height}"


def described(values: list[ChartValue]) -> str:
    """Return values in one sentence for who does not see the chart."""
    return "; ".join(label_line(value.name, value.words) for value in values) + "."


def bar_chart(key: str, title: str, heads: list[str], groups: list[tuple[str, list[ChartValue]]]) -> Chart:
    """Return the Chart of groups [(name, values)] as bars that lie, each group to its own scale.

    The scale is the largest value, or `whole` where the values are parts of one.
    """
    chart = Chart(key, title, " ".join(f"{name}. {described(values)}" for name, values in groups), heads=heads)
    y = 0
    for name, values in groups:
        most = max((value.whole or value.number for value in values), default=0) or 1
        for line in textwrap.wrap(name, LINE):
            chart.texts.append((0, y + LETTER + 2, "start", line, True))
            y += LETTER + 6
        y += 4
        for value in values:
            chart.texts += [
                (0, y + LETTER, "start", value.name, False),
                (WIDTH, y + LETTER, "end", value.words, False),
            ]
            width = round(WIDTH * value.number / most)
            chart.rectangles.append((0, y + LETTER + 6, max(width, 1), BAR, value.is_reference))
            y += STEP
        y += 10
        chart.rows.append([name, *(value.words for value in values)])
    chart.height = y
    return chart


def column_chart(key: str, title: str, heads: list[str], values: list[ChartValue]) -> Chart:
    """Return the Chart of values as columns that stand side by side, in their order."""
    chart = Chart(key, title, described(values), COLUMNS_HIGH + 2 * ROOM, heads=heads)
    most = max((value.number for value in values), default=0) or 1
    step = WIDTH / max(len(values), 1)
    for place, value in enumerate(values):
        high = round(COLUMNS_HIGH * value.number / most)
        top, middle = ROOM + COLUMNS_HIGH - high, round((place + 0.5) * step)
        if high:
            chart.rectangles.append(
                (round(place * step + step * 0.15), top, round(step * 0.7), high, value.is_reference)
            )
        chart.texts.append((middle, top - 5, "middle", value.words, True))
        chart.texts.append((middle, chart.height - 4, "middle", value.short or value.name, False))
        chart.rows.append([value.name, value.words])
    return chart
