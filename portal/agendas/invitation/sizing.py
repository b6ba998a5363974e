"""How large the words of a poster may be so that all of them fit on one sheet: decided here, in steps.

Lengths are in units of the sheet, which is 210 wide and 297 high whatever the paper; static/kit.css holds the same sizes
under the same names, and a test compares the two.
"""

import math
from dataclasses import dataclass

WIDTH, HEIGHT = 186, 274  # what the margins leave
HEAD, FOOT, GAP = 17, 46, 5.5
#: how wide a character is on average, in em: condensed bold, and text
CONDENSED, TEXT = 0.44, 0.53
WIDE, NARROW = frozenset("MWmw@%—–…QOG"), frozenset("iljtfrI.,:;'’!|()[] 1")


@dataclass(frozen=True)
class Step:
    """The sizes of one step: council, title, lead, plate (its day), hours, place, small text."""

    council: float
    title: float
    lead: float
    plate: float
    hours: float
    place: float
    text: float


STEPS = (
    Step(council=11, title=30, lead=8, plate=84, hours=30, place=19, text=7.2),
    Step(council=10, title=25, lead=7.2, plate=74, hours=27, place=17, text=6.6),
    Step(council=9, title=21, lead=6.6, plate=64, hours=24, place=15, text=6.2),
    Step(council=8, title=17, lead=6, plate=54, hours=21, place=12.5, text=5.6),
    Step(council=7, title=14, lead=5.4, plate=46, hours=18, place=10.5, text=5.1),
    Step(council=6, title=11, lead=4.8, plate=38, hours=15, place=8.5, text=4.6),
    Step(council=5, title=9, lead=4.4, plate=30, hours=12, place=7, text=4.3),
)
WITH_TOPICS = 3  # the first steps; further down the points of the agenda give way


def width(text, em):
    """Return about how wide a text is, in em."""
    return sum(
        em * (1.45 if char in WIDE else 0.6 if char in NARROW else 1.25 if char.isupper() else 1) for char in text
    )


def height(text, size, leading, em=TEXT, room=WIDTH):
    """Return about how high a text is when it is set at a size on lines as long as `room`."""
    if not text:
        return 0
    lines, line = 1, 0.0
    for word in text.split():
        long = width(word, em) * size
        if line and line + long > room:
            lines, line = lines + 1, 0.0
        lines += math.floor(long / room)
        line += long % room + 0.3 * size
    return lines * size * leading


def topics_height(invited, step):
    """Return about how high the points of the agenda are."""
    if not invited.topics:
        return 0
    rows = sum(height(topic.text, step.text, 1.35, room=WIDTH - 10) for topic in invited.topics)
    return rows + step.text * 1.6 + GAP


def way_height(way, step, room):
    """Return about how high one way to take part is in its column."""
    lines = sum(height(line, step.text, 1.35, room=room) for line in way.lines)
    return step.text * 1.5 + height(way.name, step.place, 1.1, CONDENSED, room) + lines


def plate_height(invited, step):
    """Return about how high the plate with the date is, with the word of a cancellation above it."""
    if invited.is_cancelled:
        return step.plate * 0.62 + step.hours * 2.3 + 2 * GAP + 24
    hours = step.hours * (0.45 if invited.is_long else 1)
    return step.plate * 0.82 + height(invited.hours, hours, 1.15, CONDENSED, WIDTH - 20) + 20


def total_height(invited, step, topics=True):
    """Return about how high everything between head and foot is at a Step."""
    ways = () if invited.is_cancelled else invited.ways
    room = (WIDTH - 10) / 2 if len(ways) > 1 else WIDTH
    small = ("; ".join(invited.services), invited.who.text, invited.conditions.text)
    parts = [
        height(invited.council.text, step.council, 1.2),
        height(invited.title.text, step.title, 1.06, CONDENSED),
        height(invited.lead.text, step.lead, 1.4),
        plate_height(invited, step),
        max((way_height(way, step, room) for way in ways), default=0),
        sum(height(text, step.text, 1.4) for text in small),
        height(invited.reason.text, step.lead, 1.4),
        step.text * 1.5 if invited.former else 0,
        topics_height(invited, step) if topics else 0,
    ]
    return sum(parts) + GAP * sum(1 for part in parts if part)


def fitting(invited):
    """Return (number of the step, whether the points of the agenda are shown, whether the lead is) for a sheet."""
    room = HEIGHT - HEAD - FOOT
    for number, step in enumerate(STEPS[:WITH_TOPICS]):
        if total_height(invited, step) <= room:
            return number, True, True
    for number, step in enumerate(STEPS):
        if total_height(invited, step, topics=False) <= room:
            return number, False, True
    return len(STEPS) - 1, False, False
