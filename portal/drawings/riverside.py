"""Scenes of the river and the stream."""

from .catalogue import scene
from .paper import (
    BLUE,
    BRICK,
    GOLD,
    GRASS,
    GREEN,
    INK,
    LEAF,
    PAPER,
    RIVER,
    SAND,
    SKY,
    STONE,
    SUN,
    WOOD,
    Paper,
    arc,
)  # fmt: skip
from .people import Person, bust, sit, somebody, stand
from .things import (
    boat,
    cloud,
    floor,
    house,
    river,
    skyline,
    sun,
    tree,
    waves,
)  # fmt: skip


@scene("river-pier", "#f7dfae")
def _river_pier(paper: Paper) -> None:
    sun(paper, 420, 300, 110)
    skyline(paper, 400, "#d7a97b", "", (40, 70, 50, 90, 60, 40, 80, 50))
    river(paper, 400)
    boat(paper, 1180, 560, 380, BRICK)
    bust(paper, somebody(2), 1200, 490, 240, ((-0.26, 0.3), None))
    paper.shape([(560, 560), (800, 560), (1180, 1010), (60, 1010)], WOOD)
    for row in range(1, 9):
        y = 560 + 450 * (row / 9) ** 1.4
        share = (y - 560) / 450
        paper.stroke([(560 - 500 * share, y), (800 + 380 * share, y)], 5, "#7d5433")
    for x, y in ((540, 580), (350, 740), (820, 580), (1000, 780)):
        paper.limb([(x, y + 60), (x, y - 60)], 22, "#7d5433")
    stand(paper, somebody(3), 560, 880, 400, ((-0.3, 0.08), (0.08, 0.2)))
    paper.stroke([(600, 690), (290, 470), (170, 380)], 7)
    paper.stroke([(170, 380), (176, 640)], 3)
    paper.disc(176, 646, 12, BRICK, 4)
    stand(paper, somebody(11), 780, 910, 260, ((-0.2, 0.4), (0.24, 0.24)))
    paper.shape([(850, 830), (940, 830), (928, 910), (862, 910)], BLUE)
    for x, y in ((1240, 190), (1340, 240), (1120, 250)):
        paper.stroke([*arc(x - 26, y, 26, 16, 180, 360, 8), *arc(x + 26, y, 26, 16, 180, 360, 8)], 6)


@scene("city-from-the-river", "#f6c792")
def _city_from_the_river(paper: Paper) -> None:
    sun(paper, 800, 470, 170)
    skyline(paper, 560, "#d48a6a", "", (200, 300, 240, 360, 280, 200, 340, 260, 380, 230, 310, 180))
    for number, x in enumerate((-60, 190, 440, 960, 1210, 1440)):
        house(paper, x, 620, 250, 240 + number * 67 % 160, number + 1, SUN)
    paper.box(700, 330, 230, 290, PAPER)
    paper.shape([(680, 336), (815, 200), (950, 336)], BLUE)
    paper.disc(815, 300, 34, PAPER)
    paper.stroke([(815, 300), (815, 280)], 6)
    paper.stroke([(815, 300), (830, 306)], 6)
    for x in (740, 830):
        paper.box(x, 420, 60, 200, BLUE)
    floor(paper, 620, STONE)
    river(paper, 690, BLUE)
    paper.shape([(640, 700), (990, 700), (1060, 1010), (570, 1010)], "#3357b5", 0)
    boat(paper, 470, 860, 400, BRICK)
    bust(paper, somebody(5), 440, 790, 240, ((-0.24, 0.3), (0.28, 0.26)))
    paper.limb([(300, 740), (560, 900)], 9, WOOD)
    waves(paper, [(1200, 900), (180, 780), (860, 940)], SKY)


@scene("ballot-boat", SKY)
def _ballot_boat(paper: Paper) -> None:
    cloud(paper, 300, 150, 110)
    cloud(paper, 1240, 110, 80)
    paper.shape(arc(1350, 470, 420, 150, 180, 360), LEAF)
    for x, high in ((1180, 260), (1330, 330), (1480, 250)):
        tree(paper, x, 420, high)
    river(paper, 460)
    boat(paper, 720, 790, 860, BLUE)
    sit(paper, somebody(4), 400, 660, 400, 1, ((-0.1, 0.3), (0.24, 0.22)))
    stand(paper, somebody(1), 1000, 720, 400, ((-0.34, 0.14), (0.2, 0.4)))
    paper.box(640, 510, 240, 210, PAPER)
    paper.box(620, 486, 280, 34, BRICK)
    paper.box(720, 494, 80, 10, INK, 0)
    paper.shape([(740, 400), (820, 416), (806, 500), (726, 490)], SUN)
    paper.stroke([(690, 620), (740, 670), (830, 570)], 18, GREEN)
    paper.shape([(286, 690), (1150, 700), (1060, 814), (380, 814)], BLUE)
    paper.stroke([(310, 716), (1120, 726)], 14, PAPER)
    waves(paper, [(240, 880), (700, 900), (1260, 840), (1000, 950), (460, 960)])


@scene("stream-walk", GRASS)
def _stream_walk(paper: Paper) -> None:
    paper.box(-10, 0, 1620, 330, SKY, 0)
    for x, high in ((90, 330), (330, 270), (1260, 300), (1500, 350)):
        tree(paper, x, 400, high)
    paper.box(560, 300, 480, 46, STONE)
    paper.shape([(600, 346), (1000, 346), (1000, 460), *arc(800, 460, 150, 90, 360, 180, 16), (600, 460)], STONE)
    for x in range(570, 1040, 76):
        paper.limb([(x, 300), (x, 236)], 8, WOOD)
    paper.stroke([(560, 240), (1040, 240)], 12, WOOD)
    paper.shape([(660, 460), (940, 460), (1040, 620), (1480, 1010), (520, 1010), (600, 700)], RIVER)
    waves(paper, [(800, 560), (880, 700), (1040, 850), (760, 920)])
    for x, y in ((560, 760), (500, 900), (1120, 660), (1300, 800)):
        for shift in (-30, 0, 30):
            paper.stroke([(x + shift, y), (x + shift * 1.6, y - 130)], 7, GREEN)
            paper.oval(x + shift * 1.6, y - 146, 8, 26, WOOD, 4)
    stand(paper, Person(GOLD, legs=GREEN, cut="cap"), 260, 900, 430, ((-0.02, 0.22), (0.22, 0.2)))
    paper.shape([(246, 640), (376, 630), (386, 740), (256, 752)], PAPER)
    paper.stroke([(270, 670), (310, 710), (360, 660)], 8, RIVER)
    stand(paper, somebody(5), 420, 840, 400, ((-0.2, 0.4), (0.34, 0.02)))
    stand(paper, somebody(8), 1400, 960, 400, ((-0.3, 0.06), (0.2, 0.4)))
    for x in (236, 284):
        paper.limb([(x, 890), (x, 820)], 40, BRICK)


@scene("bridge-gauge", "#bcd0ea")
def _bridge_gauge(paper: Paper) -> None:
    skyline(paper, 300, "#93a7bf", "", (60, 110, 80, 140, 90, 60, 120, 70))
    floor(paper, 300, LEAF)
    paper.box(-20, 250, 1640, 90, STONE)
    arches = [*arc(1190, 700, 260, 260, 360, 180, 24), *arc(410, 700, 260, 260, 360, 180, 24)]
    paper.shape([(-20, 340), (1620, 340), (1620, 700), *arches, (-20, 700)], SAND)
    for x in range(0, 1640, 160):
        paper.limb([(x, 250), (x, 160)], 10, "#3c4250")
    paper.stroke([(0, 166), (1600, 166)], 14, "#3c4250")
    river(paper, 690)
    paper.box(730, 360, 140, 560, PAPER)
    for number in range(14):
        colour = (GREEN, GREEN, GOLD, BRICK)[min(3, (13 - number) // 4)]
        paper.box(730, 366 + number * 38, 70 if number % 2 else 140, 20, colour, 0)
    paper.stroke([(730, 360), (870, 360), (870, 900), (730, 900), (730, 360)])
    paper.stroke([(0, 800), (1600, 800)], 8, PAPER)
    bust(paper, somebody(3), 560, 250, 300, ((-0.2, 0.34), (0.36, 0.24)))
    bust(paper, somebody(13), 380, 250, 220)
    paper.box(-20, 236, 1640, 36, STONE)


@scene("flood-drill", "#8fa3be")
def _flood_drill(paper: Paper) -> None:
    cloud(paper, 380, 120, 140, "#73879f")
    cloud(paper, 1200, 90, 150, "#73879f")
    floor(paper, 560, RIVER)
    waves(paper, [(120, 640), (330, 780), (90, 900)])
    paper.shape([(300, 1010), (520, 760), (900, 600), (1620, 420), (1620, 1010)], LEAF)
    paper.shape([(560, 1010), (760, 800), (1060, 650), (1620, 500), (1620, 640), (1160, 760), (980, 1010)], SAND)
    house(paper, 1180, 470, 380, 300, 3, SUN)
    paper.limb([(1090, 560), (1090, 170)], 12, "#3c4250")
    paper.shape([(1090, 140), (1180, 90), (1180, 240), (1090, 190)], BRICK)
    paper.shape([(1090, 140), (1000, 90), (1000, 240), (1090, 190)], BRICK)
    for radius in (60, 100):
        paper.stroke(arc(1190, 165, radius, radius, -40, 40, 12), 7, PAPER)
        paper.stroke(arc(990, 165, radius, radius, 140, 220, 12), 7, PAPER)
    for number, (x, y, size) in enumerate(((1130, 690, 210), (1010, 760, 250), (860, 860, 310), (680, 960, 370))):
        stand(paper, somebody(number * 3 + 3), x, y, size, ((-0.22, 0.34), (0.28, 0.1)), 0.1)
        if number in (1, 3):
            paper.box(x + size * 0.24, y - size * 0.62, size * 0.14, size * 0.2, SUN, 6)
    stand(paper, somebody(13), 540, 980, 240, ((-0.2, 0.4), (0.34, 0.1)), 0.1)
