"""How large the words of a poster may be so that all of them fit on one sheet: measured here, in steps.

Lengths are in units of the sheet, which is 210 wide and 297 high whatever the paper; static/kit.css holds the same sizes
under the same names, and a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from django.contrib.staticfiles import finders
from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

if TYPE_CHECKING:
    from portal.invitations.content import Invited, Way

WIDTH, HEIGHT = 186, 275  # what the margins leave
COLUMN, INSIDE, BESIDE_QR = 88, 166, 144  # of two ways; inside the plate; beside the QR code
HEAD, QR, GAP = 10, 36, 5
DISPLAY, TEXT, BOLD = ("archivo-condensed-bold-latin", 0), ("public-sans-latin", 400), ("public-sans-latin", 700)
EM = 100  # pixels at which faces are measured
SPARE = 1.5  # of 275: renderers round differently


@dataclass(frozen=True)
class PosterSizes:
    """The sizes of one step: council, title, lead, plate (its day), hours, place, small text."""

    council: float
    title: float
    lead: float
    plate: float
    hours: float
    place: float
    text: float
    compact: bool = False  # the hours stand beside the day, not below it


STEPS = (
    PosterSizes(council=10, title=32, lead=7.4, plate=68, hours=25, place=19, text=6.4),
    PosterSizes(council=9.75, title=30.5, lead=7.2, plate=67, hours=24.75, place=18.25, text=6.2),
    PosterSizes(council=9.5, title=29, lead=7, plate=66, hours=24.5, place=17.5, text=6),
    PosterSizes(council=9.25, title=27.5, lead=6.8, plate=64, hours=23.75, place=16.75, text=5.85),
    PosterSizes(council=9, title=26, lead=6.6, plate=62, hours=23, place=16, text=5.7),
    PosterSizes(council=8.75, title=24.75, lead=6.4, plate=60, hours=22.25, place=15.25, text=5.55),
    PosterSizes(council=8.5, title=23.5, lead=6.2, plate=58, hours=21.5, place=14.5, text=5.4),
    PosterSizes(council=8.35, title=23.25, lead=6.1, plate=55, hours=20, place=14.25, text=5.35),
    PosterSizes(council=8.2, title=23, lead=6, plate=64, hours=16.5, place=14, text=5.3, compact=True),
    PosterSizes(council=7.9, title=21.75, lead=5.8, plate=62, hours=16.5, place=13.3, text=5.2, compact=True),
    PosterSizes(council=7.6, title=20.5, lead=5.6, plate=60, hours=16.5, place=12.6, text=5.1, compact=True),
    PosterSizes(council=7.3, title=19.25, lead=5.4, plate=57, hours=16.5, place=12, text=5, compact=True),
    PosterSizes(council=7, title=18, lead=5.2, plate=54, hours=16.5, place=11.4, text=4.9, compact=True),
    PosterSizes(council=6.6, title=16.25, lead=5, plate=50, hours=15.75, place=10.5, text=4.75, compact=True),
    PosterSizes(council=6.2, title=14.5, lead=4.8, plate=46, hours=15, place=9.6, text=4.6, compact=True),
    PosterSizes(council=5.7, title=12.75, lead=4.6, plate=41, hours=13.75, place=8.6, text=4.45, compact=True),
    PosterSizes(council=5.2, title=11, lead=4.4, plate=36, hours=12.5, place=7.6, text=4.3, compact=True),
    PosterSizes(council=4.9, title=9.75, lead=4.25, plate=31, hours=11.25, place=6.8, text=4.15, compact=True),
    PosterSizes(council=4.6, title=8.5, lead=4.1, plate=26, hours=10, place=6, text=4, compact=True),
    PosterSizes(council=4.3, title=7.75, lead=3.95, plate=24, hours=9, place=5.6, text=3.85, compact=True),
    PosterSizes(council=4, title=7, lead=3.8, plate=22, hours=8, place=5.2, text=3.7, compact=True),
)
WITH_TOPICS = 13  # the first steps: at these the points of the agenda are shown too
MONTH, MONTH_COMPACT, LONG, OFF, WAS = 0.3, 0.24, 0.45, 0.54, 0.6  # of plate, plate, hours, plate, hours


@lru_cache(maxsize=4)
def face(name: str, weight: int) -> FreeTypeFont:
    """Return one of the portal's own faces, to measure with."""
    font = ImageFont.truetype(finders.find(f"fonts/{name}.woff2"), EM)
    if weight:
        font.set_variation_by_axes([weight])
    return font


@lru_cache(maxsize=4096)
def text_width(text: str, font: tuple[str, int]) -> float:
    """Return how wide a text is at EM; the same words are asked for at each step."""
    return face(*font).getlength(text)


def width(text: str, size: float, font: tuple[str, int] = TEXT) -> float:
    """Return how wide a text is on one line."""
    return text_width(text, font) * size / EM


def lines(text: str, size: float, font: tuple[str, int] = TEXT, room: float = WIDTH) -> int:
    """Return how many lines a text takes; a word longer than a line is broken."""
    if not text:
        return 0
    count, line, space = 1, 0.0, width(" ", size, font)
    for word in text.split(" "):
        long = width(word, size, font)
        if line and line + space + long > room:
            count, line = count + 1, 0.0
        line += long + (space if line else 0)
        while line > room:  # broken anywhere; a letter's width is lost at each break
            count, line = count + 1, line - room + size
    return count


def height(text: str, size: float, leading: float, font: tuple[str, int] = TEXT, room: float = WIDTH) -> float:
    """Return how high a text is."""
    return lines(text, size, font, room) * size * leading


def topics_height(invited: Invited, step: PosterSizes) -> float:
    """Return how high the points of the agenda are, with their heading."""
    indent = 1.5 * step.text
    rows = sum(height(topic.text, step.text, 1.35, room=WIDTH - indent) for topic in invited.topics)
    return rows + step.text * 1.35 if rows else 0


def way_height(way: Way, step: PosterSizes, room: int) -> float:
    """Return how high one way to take part is in its column."""
    rest = sum(height(line, step.text, 1.35, room=room) for line in way.lines)
    return 4.5 + step.text * 1.35 + height(way.name, step.place, 1.1, DISPLAY, room) + (rest + 1.5 if rest else 0)


def ways_heights(invited: Invited, step: PosterSizes) -> tuple[float, float]:
    """Return how high the ways to take part are (beside each other, one below the other)."""
    if invited.is_cancelled:
        return 0, 0
    if not invited.ways:
        return step.place * 1.1, step.place * 1.1
    beside = [way_height(way, step, COLUMN) for way in invited.ways]
    below = [way_height(way, step, WIDTH) for way in invited.ways]
    return max(beside), sum(below) + GAP * (len(below) - 1)


def are_beside(invited: Invited, step: PosterSizes) -> bool:
    """Tell whether two ways to take part stand beside each other: equal ones do, unless a long text needs the width."""
    beside, below = ways_heights(invited, step)
    return len(invited.ways) > 1 and beside <= below


def plate_height(invited: Invited, step: PosterSizes) -> float:
    """Return how high the plate with the date is."""
    if invited.is_cancelled:
        return 18 + step.plate * OFF + height(invited.when, was_size(step), 1.15, DISPLAY, INSIDE)
    hours = step.hours * (LONG if invited.is_long else 1)
    if not step.compact:
        return 21 + step.plate * 0.8 + height(invited.hours, hours, 1.1, DISPLAY, INSIDE)
    room = INSIDE - day_width(invited, step)
    beside = step.plate * MONTH_COMPACT * 2.04 + 1 + height(invited.hours, hours, 1.1, DISPLAY, room)
    return 14 + max(step.plate * 0.8, beside)


def was_size(step: PosterSizes) -> float:
    """Return the size of the struck out date of a cancelled session."""
    return step.hours * WAS * (1.4 if step.compact else 1)


def day_width(invited: Invited, step: PosterSizes) -> float:
    """Return how wide the day stands, with the space behind it."""
    return width(invited.plate["day"], step.plate, DISPLAY) + 0.1 * step.plate


def date_width(invited: Invited, step: PosterSizes) -> float:
    """Return how wide the day, the weekday and the month stand beside each other, or the word of a cancellation."""
    if invited.is_cancelled:
        return width(invited.cancelled_word, step.plate * OFF, DISPLAY) * 1.05  # its letters stand apart
    size = step.plate * (MONTH_COMPACT if step.compact else MONTH)
    return day_width(invited, step) + max(width(invited.plate[part], size, DISPLAY) for part in ("top", "bottom"))


def small_height(invited: Invited, step: PosterSizes) -> float:
    """Return how high services, for whom and conditions are."""
    if invited.is_cancelled:
        return 0
    services = f"{invited.services_heading} {'; '.join(invited.services)}" if invited.services else ""
    texts = (services, invited.who.text, invited.conditions.text)
    rows = sum(height(text, step.text, 1.35) for text in texts)
    return rows + 3.2 if rows else 0


def foot_height(invited: Invited) -> int:
    """Return how high the foot is: the QR code, or what stands beside it."""
    rows = ["-", invited.phone and "-"]
    beside = sum(4.6 * 1.3 for row in rows if row) + 5.2 * 1.3
    beside += height(invited.shown_address, 5.2, 1.3, BOLD, BESIDE_QR) + height(
        invited.office, 4.6, 1.3, TEXT, BESIDE_QR
    )
    return 5 + max(QR, beside)


def total_height(invited: Invited, step: PosterSizes, topics: bool, lead: bool) -> float:
    """Return how high everything is with PosterSizes."""
    title = invited.title.text or invited.no_title
    what = height(invited.council.text, step.council, 1.2, BOLD) + 2 + height(title, step.title, 1.06, DISPLAY)
    what += height(invited.lead.text, step.lead, 1.4) + 3 if lead and invited.lead else 0
    former = f"{invited.former_words} {invited.reason.text}" if invited.former_words else ""
    parts = [
        HEAD,
        what,
        plate_height(invited, step),
        height(invited.reason.text, step.lead, 1.4) if invited.is_cancelled else 0,
        height(former, step.text, 1.35, BOLD, WIDTH - 9) + 6 if former and not invited.is_cancelled else 0,
        min(ways_heights(invited, step)) if len(invited.ways) > 1 else ways_heights(invited, step)[1],
        topics_height(invited, step) if topics else 0,
        small_height(invited, step),
        foot_height(invited),
    ]
    used = [part for part in parts if part]
    return sum(used) + GAP * (len(used) - 1) + SPARE


def fits(invited: Invited, step: PosterSizes, topics: bool, lead: bool = True) -> bool:
    """Tell whether everything stands on one sheet with PosterSizes."""
    return total_height(invited, step, topics, lead) <= HEIGHT and date_width(invited, step) <= INSIDE


def hours_stand_together(invited: Invited, step: PosterSizes) -> bool:
    """Tell whether the hours of one day need one line only."""
    size, room = step.hours, INSIDE
    if step.compact:
        room -= day_width(invited, step)
    return invited.is_long or lines(invited.hours, size, DISPLAY, room) == 1


def with_plate(step: PosterSizes, of: PosterSizes) -> PosterSizes:
    """Return PosterSizes with the plate of another."""
    return replace(step, plate=of.plate, hours=of.hours, compact=of.compact)


def largest_plate(invited: Invited, step: PosterSizes, topics: bool, lead: bool) -> int:
    """Return the number of the step whose plate is the largest that still fits with the words of PosterSizes."""
    plates = [with_plate(step, of) for of in STEPS]
    fitting_ones = [number for number, plate in enumerate(plates) if fits(invited, plate, topics, lead)]
    whole = [number for number in fitting_ones if hours_stand_together(invited, plates[number])]
    return next(iter(whole or fitting_ones), STEPS.index(step))


def largest_place(invited: Invited, step: PosterSizes, topics: bool, lead: bool) -> int:
    """Return the number of the step whose names of places are the largest that still fit."""
    places = [replace(step, place=of.place) for of in STEPS]
    found = (number for number, place in enumerate(places) if fits(invited, place, topics, lead))
    return next(found, len(STEPS) - 1)


@dataclass(frozen=True)
class Fit:
    """How an invitation is set: the steps (numbers) of its words, its plate and its places; what there is room for."""

    step: int
    plate: int
    place: int
    compact: bool
    beside: bool
    topics: bool
    lead: bool


def poster_fit(invited: Invited) -> Fit:
    """Return the Fit of an invitation (Invited): the largest step at which all of it stands on one sheet.

    What room is left makes the date larger, then the place. The points of the agenda are shown where the words stay
    large or where there is room in the end; where nothing else helps, the lead gives way.
    """
    may_show = bool(invited.topics) and not invited.is_cancelled
    tried = [(step, True) for step in STEPS[:WITH_TOPICS] if may_show] + [(step, False) for step in STEPS]
    found = next(((step, topics) for step, topics in tried if fits(invited, step, topics)), None)
    step, topics = found or (STEPS[-1], False)
    lead = found is not None
    plate = largest_plate(invited, step, topics, lead)
    sized = with_plate(step, STEPS[plate])
    place = largest_place(invited, sized, topics, lead)
    sized = replace(sized, place=STEPS[place].place)
    topics = may_show and fits(invited, sized, True, lead)
    beside = are_beside(invited, sized)
    return Fit(STEPS.index(step), plate, place, sized.compact, beside, topics, lead)
