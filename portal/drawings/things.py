"""Things of the scenes: sky, houses, trees, lamps, benches, tables, boats, wheels."""

from .paper import (
    BLUE,
    BRICK,
    GOLD,
    GRASS,
    GREEN,
    GROUND,
    HEIGHT,
    INK,
    LEAF,
    LINE,
    PAPER,
    RIVER,
    ROSE,
    SAND,
    STONE,
    SUN,
    WIDTH,
    WOOD,
    Paper,
    Point,
    arc,
)  # fmt: skip

WALLS = (ROSE, SAND, GOLD, PAPER, BRICK, GRASS)


def floor(paper: Paper, y: float, colour: str, line: float = LINE) -> None:
    """Draw the ground from `y` down."""
    paper.box(-20, y, WIDTH + 40, HEIGHT - y + 20, colour, line)


def sun(paper: Paper, x: float, y: float, radius: float = 80, colour: str = SUN) -> None:
    """Draw the sun, or the moon."""
    paper.disc(x, y, radius, colour, 0)


def cloud(paper: Paper, x: float, y: float, size: float = 100, colour: str = PAPER) -> None:
    """Draw a cloud."""
    for shift, up, radius in ((-0.7, 0, 0.5), (0, -0.25, 0.7), (0.75, 0, 0.5)):
        paper.disc(x + shift * size, y + up * size, radius * size, colour, 0)
    paper.box(x - size * 0.75, y, size * 1.5, size * 0.5, colour, 0)


def skyline(paper: Paper, y: float, colour: str, lit: str = "", heights: tuple = ()) -> None:
    """Draw far houses along the horizon; `lit` is the colour of their windows."""
    heights = heights or (120, 210, 150, 260, 170, 300, 190, 140, 240, 160, 220, 130)
    wide = WIDTH / len(heights)
    for number, high in enumerate(heights):
        x = number * wide
        paper.box(x, y - high, wide + 2, high + 2, colour, 0)
        for row in range(int(high // 60)) if lit else ():
            for column in range(2):
                if (number * 7 + row * 3 + column * 5) % 3:
                    paper.box(x + 30 + column * 48, y - high + 24 + row * 56, 22, 28, lit, 0)


def window(paper: Paper, x: float, y: float, width: float, height: float, glass: str = BLUE) -> None:
    """Draw a window with its cross."""
    paper.box(x, y, width, height, glass)
    paper.stroke([(x + width / 2, y), (x + width / 2, y + height)], LINE * 0.7)
    paper.stroke([(x, y + height / 2), (x + width, y + height / 2)], LINE * 0.7)


def door(paper: Paper, x: float, y: float, width: float, height: float, colour: str = GREEN) -> None:
    """Draw a door that stands on `y`."""
    paper.box(x, y - height, width, height, colour)
    paper.disc(x + width * 0.8, y - height * 0.48, 7, GOLD, 4)


def house(paper: Paper, x: float, y: float, width: float, height: float, number: int = 0, glass: str = BLUE) -> None:
    """Draw a house whose wall stands on `y`, with a cornice, windows and a door."""
    paper.box(x, y - height, width, height, WALLS[number % 6])
    paper.box(x - 14, y - height - 26, width + 28, 28, PAPER if number % 2 else STONE)
    size = min(width * 0.22, height * 0.3)
    if height > 330:
        for shift in (0.14, 0.64):
            window(paper, x + width * shift, y - height + 46, size, size * 1.25, glass)
    window(paper, x + width * 0.14, y - size * 1.25 - 96, size, size * 1.25, glass)
    door(paper, x + width * 0.62, y, size * 1.05, min(190, height * 0.62), (GREEN, BRICK, BLUE)[number % 3])


def tree(paper: Paper, x: float, y: float, high: float = 360, colour: str = LEAF) -> None:
    """Draw a round tree that stands on `y`."""
    paper.limb([(x, y), (x, y - high * 0.5)], high * 0.06, WOOD)
    paper.stroke([(x, y - high * 0.42), (x + high * 0.13, y - high * 0.58)], high * 0.04)
    for across, up, radius in ((-0.17, 0.6, 0.2), (0.18, 0.62, 0.2), (0, 0.78, 0.24)):
        paper.disc(x + across * high, y - up * high, radius * high, colour)
    for across, up, radius in ((-0.17, 0.6, 0.2), (0.18, 0.62, 0.2), (0, 0.78, 0.24), (0, 0.62, 0.15)):
        paper.disc(x + across * high, y - up * high, radius * high - LINE / 2, colour, 0)
    for across, up in ((-0.16, 0.66), (0.04, 0.84), (0.17, 0.6)):
        paper.stroke(arc(x + across * high, y - up * high, high * 0.05, high * 0.04, 200, 330, 10), 6, GREEN)


def lamp(paper: Paper, x: float, y: float, high: float = 520, lit: bool = True) -> None:
    """Draw a street lamp that stands on `y`."""
    paper.limb([(x, y), (x, y - high)], 14, "#3c4250")
    paper.box(x - 26, y - 34, 52, 36, "#3c4250")
    top = y - high - 70
    paper.shape([(x - 34, top), (x + 34, top), (x + 24, y - high), (x - 24, y - high)], SUN if lit else PAPER)
    paper.shape([(x - 46, top), (x + 46, top), (x, top - 36)], "#3c4250")


def bench(paper: Paper, x: float, y: float, width: float = 340) -> None:
    """Draw a bench whose seat is at `y`."""
    for shift in (0.1, 0.9):
        paper.limb([(x + width * shift, y - 90), (x + width * shift, y + 72)], 10, "#3c4250")
    for up in (0, -46, -88):
        paper.box(x, y + up, width, 24, WOOD)


def trestle_table(paper: Paper, x: float, y: float, width: float, high: float = 170, colour: str = WOOD) -> None:
    """Draw a table whose top is at `y`."""
    for shift in (0.07, 0.93):
        paper.limb([(x + width * shift, y), (x + width * shift, y + high)], 14, colour)
    paper.box(x, y, width, 30, colour)


def wheel(paper: Paper, x: float, y: float, radius: float, tyre: str = INK) -> None:
    """Draw a wheel with its hub."""
    paper.disc(x, y, radius, tyre)
    paper.disc(x, y, radius * 0.55, STONE, 5)


def spokes(paper: Paper, x: float, y: float, radius: float) -> None:
    """Draw the wheel of a bicycle or of a wheelchair."""
    paper.stroke(arc(x, y, radius, radius), LINE)
    for turn in range(0, 180, 45):
        ends = arc(x, y, radius, radius, turn, turn + 180, 1)
        paper.stroke(ends, 3)
    paper.disc(x, y, 8, INK, 0)


def awning(paper: Paper, x: float, y: float, width: float, colours: tuple = (BLUE, PAPER), high: float = 90) -> None:
    """Draw a striped awning with its scalloped edge."""
    count = max(4, round(width / 70))
    wide = width / count
    for number in range(count):
        left, colour = x + number * wide, colours[number % 2]
        edge = arc(left + wide / 2, y + high, wide / 2, 24, 0, 180, 12)
        paper.shape(
            [(left + 16 - 32 * number / count, y), (left + wide + 16 - 32 * (number + 1) / count, y), *edge], colour, 6
        )


def boat(paper: Paper, x: float, y: float, length: float = 420, colour: str = BLUE) -> None:
    """Draw a boat that floats at `y`."""
    stern, bow = (x - length / 2, y - 80), (x + length / 2 + 40, y - 92)
    paper.shape([stern, bow, (x + length * 0.38, y + 24), (x - length * 0.4, y + 24)], colour)
    paper.stroke([(x - length / 2, y - 62), (x + length / 2 + 24, y - 72)], 14, PAPER)


def waves(paper: Paper, points: list[Point], colour: str = PAPER, size: float = 40) -> None:
    """Draw little waves at points."""
    for x, y in points:
        for shift in (-1, 1):
            paper.stroke(arc(x + shift * size * 0.5, y, size * 0.5, size * 0.26, 180, 360, 10), 6, colour)


def plate(paper: Paper, x: float, y: float, width: float = 240, height: float = 100) -> None:
    """Draw an enamelled street plate; its words are two white strokes, for no language is on the wall."""
    paper.box(x, y, width, height, BLUE)
    inner = [(x + 12, y + 12), (x + width - 12, y + 12), (x + width - 12, y + height - 12), (x + 12, y + height - 12)]
    paper.stroke([*inner, inner[0]], 4, PAPER)
    for row, share in ((0.42, 0.62), (0.66, 0.4)):
        left = x + width * (1 - share) / 2
        paper.stroke([(left, y + height * row), (left + width * share, y + height * row)], 12, PAPER)


def bunting(paper: Paper, start: Point, end: Point, sag: float = 70, count: int = 10) -> None:
    """Draw a string of little flags between two points."""
    points = []
    for step in range(count * 2 + 1):
        share = step / (count * 2)
        dip = sag * 4 * share * (1 - share)
        points.append((start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share + dip))
    for number in range(count):
        left, middle, right = points[number * 2 : number * 2 + 3]
        paper.shape([left, right, (middle[0], middle[1] + 56)], (BRICK, GOLD, BLUE, PAPER, LEAF)[number % 5], 5)
    paper.stroke(points, 6)


def plant(paper: Paper, x: float, y: float, high: float = 90, flower: str = "") -> None:
    """Draw a plant of a bed, with a flower where a colour is given."""
    paper.stroke([(x, y), (x, y - high)], 8, GREEN)
    for side in (-1, 1):
        paper.oval(x + side * high * 0.2, y - high * 0.5, high * 0.22, high * 0.13, LEAF, 5)
    if flower:
        paper.disc(x, y - high, high * 0.2, flower, 6)
        paper.disc(x, y - high, high * 0.07, INK, 0)


def zebra(paper: Paper, x: float, y: float, count: int = 6, wide: float = 110) -> None:
    """Draw a pedestrian crossing on the street."""
    for number in range(count):
        left = x + number * wide * 1.7
        paper.shape([(left + 60, y), (left + wide + 50, y), (left + wide, y + 170), (left, y + 170)], PAPER, 0)


def river(paper: Paper, y: float, colour: str = RIVER) -> None:
    """Draw the river from `y` down, with its far bank."""
    floor(paper, y, colour)
    waves(paper, [(180, y + 70), (620, y + 120), (1130, y + 66), (1440, y + 150), (380, y + 210), (930, y + 240)])


def paving(paper: Paper, y: float, colour: str = GROUND, line: str = STONE) -> None:
    """Draw a square's floor with the joints of its slabs."""
    floor(paper, y, colour)
    for row in (0.24, 0.58):
        paper.stroke([(0, y + (HEIGHT - y) * row), (WIDTH, y + (HEIGHT - y) * row)], 4, line)
    for x in range(-200, 2000, 260):
        paper.stroke([(x, HEIGHT), (800 + (x - 800) * 0.62, y + 6)], 4, line)


def chair(paper: Paper, x: float, y: float, colour: str = BLUE) -> None:
    """Draw the back of a chair that stands on `y`, seen from behind."""
    for side in (-50, 50):
        paper.limb([(x + side, y), (x + side, y - 120)], 9, "#3c4250")
    paper.box(x - 66, y - 200, 132, 96, colour)


def wall_clock(paper: Paper, x: float, y: float, radius: float = 54) -> None:
    """Draw a clock that shows seven in the evening."""
    paper.disc(x, y, radius, PAPER)
    paper.stroke([(x, y), (x, y - radius * 0.7)], 7)
    paper.stroke([(x, y), (x - radius * 0.26, y + radius * 0.46)], 8)
