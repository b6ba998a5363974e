"""People of the scenes: standing, sitting, seen from behind, hands on a table."""

from dataclasses import dataclass

from .paper import BLUE, BRICK, GOLD, GREEN, INK, PAPER, ROSE, SKINS, STONE, Paper, arc

HAIRS = (INK, "#5b3a21", "#8d8d90", "#3a2418")
SHIRTS = (BLUE, GOLD, BRICK, GREEN, PAPER, ROSE)
DOWN: tuple[tuple[float, float], ...] = ((-0.19, 0.42), (0.19, 0.42))


@dataclass(frozen=True)
class Person:
    """How somebody looks: colours, the cut of the hair (short, long, bun, cap), and a dress or trousers."""

    shirt: str = BLUE
    skin: str = SKINS[1]
    hair: str = INK
    cut: str = "short"
    legs: str = "#3c4250"
    dress: bool = False


def somebody(number: int) -> Person:
    """Return the person with a number: the same one in all scenes."""
    cuts = ("short", "long", "bun", "short", "cap", "long", "bun")
    return Person(
        SHIRTS[number % 6],
        SKINS[number * 3 % 4],
        HAIRS[number * 5 % 4],
        cuts[number % 7],
        (INK, "#3c4250", STONE)[number % 3],
        dress=number % 7 in (1, 6),
    )


def draw_head(paper: Paper, who: Person, x: float, y: float, size: float, back: bool = False) -> None:
    """Draw a head around a point; `back`: seen from behind, without a face."""
    radius = size * 0.105
    if who.cut == "long":
        paper.shape(arc(x, y, radius * 1.32, radius * (1.5 if back else 1.25), 138, 402), who.hair)
    if who.cut == "bun":
        paper.disc(x, y - radius * 1.25, radius * 0.5, who.hair)
    paper.disc(x, y, radius, who.hair if back else who.skin)
    if back:
        return
    if who.cut == "cap":
        paper.shape(arc(x, y - radius * 0.1, radius * 1.05, radius * 1.05, 180, 360), who.shirt)
        paper.stroke([(x - radius * 1.1, y - radius * 0.1), (x + radius * 1.6, y - radius * 0.1)])
    else:
        paper.shape(arc(x, y - radius * 0.15, radius * 1.04, radius, 180, 360), who.hair)
    for side in (-1, 1):
        paper.disc(x + side * radius * 0.36, y + radius * 0.2, max(size * 0.011, 2), INK, 0)
    paper.stroke(arc(x, y + radius * 0.38, radius * 0.38, radius * 0.3, 20, 160, 12), max(size * 0.012, 3))


def arms(paper: Paper, who: Person, x: float, y: float, size: float, hands: tuple) -> None:
    """Draw both arms from the shoulders at `y`; hands are offsets from the neck in parts of the size, or None."""
    for side, hand in zip((-1, 1), hands, strict=True):
        if hand is None:
            continue
        shoulder = (x + side * size * 0.12, y + size * 0.05)
        end = (x + hand[0] * size, y + hand[1] * size)
        elbow = ((shoulder[0] + end[0]) / 2 + side * size * 0.035, (shoulder[1] + end[1]) / 2 + size * 0.03)
        paper.limb([shoulder, elbow, end], size * 0.055, who.shirt)
        paper.disc(*end, size * 0.034, who.skin)


def draw_body(paper: Paper, who: Person, x: float, top: float, bottom: float, size: float, flare: float = 0.13) -> None:
    """Draw a trunk from the shoulders to the hips, or to the hem of a dress."""
    half = size * 0.13
    left = arc(x - half + size * 0.05, top + size * 0.05, size * 0.05, size * 0.05, 180, 270, 8)
    right = arc(x + half - size * 0.05, top + size * 0.05, size * 0.05, size * 0.05, 270, 360, 8)
    paper.shape([*left, *right, (x + size * flare, bottom), (x - size * flare, bottom)], who.shirt)


def stand(
    paper: Paper,
    who: Person,
    x: float,
    y: float,
    size: float = 300,
    hands: tuple = DOWN,
    step: float = 0.06,
    back: bool = False,
) -> None:
    """Draw somebody whose feet stand at a point; `step` is how far the feet are apart."""
    neck, hip = y - size * 0.74, y - size * 0.38
    for side in (-1, 1):
        foot = x + side * size * step
        paper.limb([(x + side * size * 0.055, hip), (foot, y)], size * 0.075, who.legs)
        paper.stroke([(foot - 2, y), (foot + size * 0.05, y)], size * 0.05, INK)
    draw_body(paper, who, x, neck, y - size * (0.2 if who.dress else 0.36), size, 0.2 if who.dress else 0.125)
    arms(paper, who, x, neck, size, hands)
    draw_head(paper, who, x, y - size * 0.86, size, back)


def bust(
    paper: Paper, who: Person, x: float, y: float, size: float = 300, hands: tuple = (None, None), back: bool = False
) -> None:
    """Draw somebody from the waist up, behind a table or a row of chairs that is drawn afterwards."""
    neck = y - size * 0.4
    draw_body(paper, who, x, neck, y, size)
    arms(paper, who, x, neck, size, hands)
    draw_head(paper, who, x, neck - size * 0.12, size, back)


def sit(paper: Paper, who: Person, x: float, y: float, size: float = 300, side: int = 1, hands: tuple = DOWN) -> None:
    """Draw somebody who sits on a seat at a point and looks to one side (1: right)."""
    knee, neck = x + side * size * 0.2, y - size * 0.38
    for shift in (0, 0.05):
        paper.limb(
            [(x, y - size * 0.02), (knee + shift * size, y - size * 0.02), (knee + shift * size, y + size * 0.24)],
            size * 0.075,
            who.legs,
        )
        paper.stroke(
            [(knee + shift * size, y + size * 0.25), (knee + (shift + 0.06 * side) * size, y + size * 0.25)],
            size * 0.05,
        )
    draw_body(paper, who, x, neck, y + size * 0.02, size)
    arms(paper, who, x, neck, size, hands)
    draw_head(paper, who, x, neck - size * 0.12, size)


def hand_on_table(paper: Paper, who: Person, start: tuple, end: tuple, size: float = 60) -> None:
    """Draw a forearm that reaches from the edge of the sheet to a point, its fingers spread."""
    across, along = end[0] - start[0], end[1] - start[1]
    length = (across**2 + along**2) ** 0.5
    ahead = (across / length, along / length)
    aside = (-ahead[1], ahead[0])
    wrist = (end[0] - ahead[0] * size, end[1] - ahead[1] * size)
    paper.limb([start, wrist], size * 1.25, who.shirt)
    for spread in (-0.75, -0.28, 0.2, 0.65):
        root = (end[0] + aside[0] * spread * size * 0.6, end[1] + aside[1] * spread * size * 0.6)
        tip = (
            root[0] + (ahead[0] + aside[0] * spread * 0.5) * size,
            root[1] + (ahead[1] + aside[1] * spread * 0.5) * size,
        )
        paper.limb([root, tip], size * 0.26, who.skin)
    paper.disc(*end, size * 0.62, who.skin)
    paper.limb([wrist, end], size * 0.7, who.skin)
