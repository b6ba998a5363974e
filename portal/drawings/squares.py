"""Scenes of squares, walls and parks, by day, at dusk and at night."""

from .catalogue import scene
from .paper import (
    BLUE,
    BRICK,
    GOLD,
    GRASS,
    GREEN,
    GROUND,
    INK,
    LEAF,
    NIGHT,
    PAPER,
    ROSE,
    SAND,
    SKY,
    STONE,
    SUN,
    WOOD,
    Paper,
    arc,
)  # fmt: skip
from .people import sit, somebody, stand
from .things import (
    awning,
    bench,
    bunting,
    cloud,
    floor,
    house,
    lamp,
    paving,
    plate,
    skyline,
    sun,
    tree,
    window,
)  # fmt: skip


@scene("square-at-dusk", "#f0a878")
def _square_at_dusk(paper: Paper) -> None:
    paper.box(-10, 0, 1620, 260, "#d9806a", 0)
    sun(paper, 1180, 470, 120)
    skyline(paper, 660, "#5c4a7d", SUN)
    paving(paper, 650, "#cdb9c4", "#a892a8")
    tree(paper, 300, 760, 560, "#3f7a5c")
    lamp(paper, 1250, 780, 480)
    bench(paper, 540, 770, 420)
    sit(paper, somebody(6), 640, 770, 330, -1, ((-0.12, 0.34), (0.1, 0.3)))
    sit(paper, somebody(1), 850, 770, 330, 1, ((-0.14, 0.3), (0.26, 0.12)))
    stand(paper, somebody(3), 1440, 930, 330, ((-0.2, 0.4), (0.28, 0.1)))
    stand(paper, somebody(9), 1100, 900, 220, ((-0.3, 0.1), (0.24, 0.3)), 0.1)
    paper.disc(1010, 880, 26, PAPER)


@scene("market", SKY)
def _market(paper: Paper) -> None:
    house(paper, -60, 560, 360, 470, 1)
    house(paper, 1320, 560, 360, 430, 2)
    skyline(paper, 560, "#a9c0de")
    paving(paper, 560)
    bunting(paper, (260, 150), (1340, 150), 60, 12)
    for number, (x, stripes) in enumerate(((150, (BRICK, PAPER)), (620, (BLUE, PAPER)), (1090, (GREEN, PAPER)))):
        for pole in (x + 16, x + 364):
            paper.limb([(pole, 760), (pole, 320)], 10, WOOD)
        stand(paper, somebody(number * 2 + 1), x + 190, 760, 340, ((-0.24, 0.22), (0.26, 0.2)))
        awning(paper, x - 20, 290, 420, stripes)
        paper.box(x, 640, 380, 130, WOOD)
        for fruit in range(7):
            paper.disc(x + 40 + fruit * 50, 630, 30, ((BRICK, GOLD), (LEAF, GOLD), (GOLD, ROSE))[number][fruit % 2], 6)
        for fruit in range(6):
            paper.disc(x + 66 + fruit * 50, 596, 28, ((GOLD, BRICK), (GOLD, LEAF), (ROSE, BRICK))[number][fruit % 2], 6)
        paper.hatch(x, 650, 380, 120, 40, "#7d5433")
    stand(paper, somebody(13), 560, 960, 380, ((-0.2, 0.42), (0.26, 0.1)))
    paper.shape([(430, 850), (540, 850), (520, 950), (450, 950)], GOLD)
    stand(paper, somebody(8), 1060, 960, 370, ((-0.3, 0.1), (0.2, 0.42)))


@scene("street-lamp", NIGHT)
def _street_lamp(paper: Paper) -> None:
    for x, y in ((180, 120), (420, 60), (660, 170), (1220, 90), (1480, 200), (980, 50), (90, 300)):
        paper.disc(x, y, 6, PAPER, 0)
    sun(paper, 1380, 150, 70, PAPER)
    sun(paper, 1352, 138, 62, NIGHT)
    for number, (x, high) in enumerate(((-40, 430), (330, 520), (1010, 480), (1330, 400))):
        paper.box(x, 700 - high, 300, high, ("#2a4187", "#324d99")[number % 2])
        for row in range(2):
            lit = (number + row) % 2
            window(paper, x + 60, 740 - high + row * 170, 80, 110, SUN if lit else NIGHT)
            window(paper, x + 180, 740 - high + row * 170, 80, 110, NIGHT if lit else SUN)
    floor(paper, 700, "#33416e")
    paper.shape([(800, 250), (420, 960), (1180, 960)], "#8b7f5a", 0)
    paper.oval(800, 900, 390, 70, SUN, 0)
    lamp(paper, 800, 880, 600)
    stand(paper, somebody(12), 640, 920, 360, ((-0.2, 0.4), (0.24, 0.16)), 0.1)
    stand(paper, somebody(1), 960, 910, 340, ((-0.24, 0.16), (0.2, 0.4)))
    paper.oval(1190, 880, 52, 32, INK, 0)
    paper.disc(1242, 846, 24, INK, 0)
    for x in (1228, 1256):
        paper.shape([(x - 10, 832), (x, 808), (x + 10, 832)], INK, 0)
    paper.stroke([(1142, 880), (1110, 840), (1120, 810)], 10)


@scene("rain", "#93a7bf")
def _rain(paper: Paper) -> None:
    for x, size in ((200, 130), (640, 170), (1120, 150), (1500, 120)):
        cloud(paper, x, 90, size, "#6d819c")
    house(paper, 40, 620, 380, 400, 2, SUN)
    house(paper, 560, 620, 420, 460, 0, SUN)
    house(paper, 1130, 620, 420, 400, 5, SUN)
    floor(paper, 620, STONE)
    floor(paper, 720, "#6d7788")
    for x, y, wide in ((300, 850, 180), (1250, 900, 210), (800, 960, 150)):
        paper.oval(x, y, wide, 26, SKY, 5)
    for number, (x, colour) in enumerate(((420, GOLD), (800, BRICK), (1190, BLUE))):
        stand(paper, somebody(number * 2 + 3), x, 920 - number % 2 * 40, 360, ((-0.2, 0.4), (0.14, 0.06)), 0.1)
        top = 920 - number % 2 * 40 - 470
        paper.stroke([(x + 50, top + 210), (x + 50, top - 10)], 9)
        edge = [point for shift in (95, 0, -95) for point in arc(x + 50 + shift, top + 100, 48, 26, 0, -180, 8)]
        paper.shape([*arc(x + 50, top + 100, 190, 150, 180, 360), *edge], colour)
    for number in range(64):
        x, y = (number * 263) % 1640, (number * 149) % 960
        paper.stroke([(x, y), (x - 14, y + 44)], 4, PAPER)


@scene("notice-wall", SAND)
def _notice_wall(paper: Paper) -> None:
    paper.box(-20, 0, 1640, 740, BRICK, 0)
    for row in range(9):
        y = row * 84
        paper.stroke([(0, y), (1600, y)], 5, "#9c4426")
        for column in range(11):
            x = column * 170 + row % 2 * 85
            paper.stroke([(x, y), (x, y + 84)], 5, "#9c4426")
    floor(paper, 740, STONE)
    plate(paper, 90, 90, 330, 130)
    paper.box(560, 120, 500, 560, WOOD)
    paper.box(590, 150, 440, 500, GROUND)
    for number, (x, y) in enumerate(((620, 180), (770, 180), (900, 200), (620, 370), (770, 400), (890, 410))):
        paper.box(x, y, 110, 150, (PAPER, SUN, SKY, ROSE, PAPER, GRASS)[number], 6)
        paper.box(x + 14, y + 16, 46, 46, (BLUE, BRICK, GREEN, BLUE, GREEN, BRICK)[number], 0)
        for row in range(3):
            paper.stroke([(x + 18, y + 82 + row * 20), (x + 92 - row * 16, y + 82 + row * 20)], 5)
    stand(paper, somebody(5), 480, 950, 480, ((-0.2, 0.4), (0.34, -0.06)), back=True)
    stand(paper, somebody(1), 1130, 950, 460, ((-0.3, 0.02), (0.2, 0.4)), back=True)
    stand(paper, somebody(13), 1330, 950, 270, ((-0.2, 0.3), (0.2, 0.4)), back=True)
    lamp(paper, 1500, 860, 600)


@scene("theatre-at-midnight", NIGHT)
def _theatre_at_midnight(paper: Paper) -> None:
    for x, y in ((120, 90), (300, 200), (1320, 80), (1490, 190), (200, 330), (1430, 330)):
        paper.disc(x, y, 6, PAPER, 0)
    sun(paper, 1400, 200, 64, PAPER)
    paper.box(380, 330, 840, 470, SAND)
    paper.shape([(340, 340), (800, 130), (1260, 340)], GOLD)
    paper.disc(800, 260, 46, BRICK)
    for x in (430, 590, 950, 1110):
        paper.box(x, 350, 60, 440, PAPER)
    for x in (690, 800):
        paper.box(x, 520, 110, 280, BRICK)
    awning(paper, 660, 450, 280, (BRICK, SUN), 60)
    for number in range(13):
        paper.disc(400 + number * 67, 332, 15, SUN, 5)
    floor(paper, 800, "#33416e")
    paper.shape([(690, 804), (910, 804), (1060, 1010), (540, 1010)], "#b8a46a", 0)
    for number, x in enumerate((300, 620, 980, 1300)):
        stand(paper, somebody(number * 3 + 2), x, 940 - number % 2 * 20, 340, ((-0.2, 0.4), (0.22, 0.2)))
    house(paper, -120, 800, 360, 460, 2, SUN)
    house(paper, 1400, 800, 360, 460, 4, SUN)


@scene("dog-park", GRASS)
def _dog_park(paper: Paper) -> None:
    paper.box(-10, 0, 1620, 430, SKY, 0)
    cloud(paper, 1300, 140, 100)
    for x, high in ((120, 430), (520, 360), (1010, 400), (1460, 460)):
        tree(paper, x, 520, high)
    for x in range(0, 1700, 130):
        paper.limb([(x, 600), (x, 470)], 8, WOOD)
    for y in (500, 560):
        paper.stroke([(0, y), (1600, y)], 12, WOOD)
    stand(paper, somebody(2), 420, 880, 400, ((-0.2, 0.4), (0.3, 0.28)))
    stand(paper, somebody(12), 1160, 900, 400, ((-0.3, 0.28), (0.2, 0.4)))
    for x, y, side, colour in ((690, 880, -1, WOOD), (900, 910, 1, PAPER)):
        for leg in (-70, -40, 40, 70):
            paper.limb([(x + leg, y - 60), (x + leg, y)], 14, colour)
        paper.oval(x, y - 80, 100, 42, colour)
        paper.disc(x + side * 104, y - 124, 42, colour)
        paper.shape([(x + side * 80, y - 150), (x + side * 60, y - 96), (x + side * 100, y - 130)], INK, 4)
        paper.disc(x + side * 142, y - 118, 10, INK, 0)
        paper.stroke([(x - side * 96, y - 96), (x - side * 140, y - 150)], 14, INK)
    paper.stroke([(540, 706), (600, 770)], 6)
    paper.stroke([(1040, 726), (1000, 790)], 6)
