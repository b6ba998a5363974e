"""Scenes of halls and waiting rooms."""

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
    ROSE,
    SAND,
    SKINS,
    SKY,
    STONE,
    SUN,
    WOOD,
    Paper,
    arc,
)  # fmt: skip
from .people import Person, bust, sit, somebody, stand
from .things import chair, door, floor, wall_clock, window


@scene("assembly-in-a-gym", SAND)
def _assembly_in_a_gym(paper: Paper) -> None:
    for x in (90, 360, 1010, 1280):
        window(paper, x, 70, 230, 150, SKY)
    paper.box(650, 60, 300, 210, PAPER)
    paper.box(740, 150, 120, 90, PAPER, 7)
    paper.stroke([(740, 270), (860, 270)], 14, BRICK)
    for shift in (0, 30, 60, 90, 120):
        paper.stroke([(740 + shift, 274), (760 + shift * 0.66, 340)], 4, BRICK)
    floor(paper, 520, "#d9a06f")
    paper.stroke(arc(800, 560, 420, 120, 0, 180), 10, PAPER)
    stand(paper, somebody(5), 800, 640, 330, ((-0.3, 0.0), (0.12, 0.06)))
    paper.limb([(846, 640), (846, 440)], 6, "#3c4250")
    paper.disc(846, 428, 15, INK, 0)
    for row, (y, count, size) in enumerate(((760, 7, 250), (940, 6, 330))):
        for number in range(count):
            x = 800 + (number - (count - 1) / 2) * (1560 / count)
            if row == 0 and number == 3:
                continue
            lifted = (0.24, -0.5) if (number + row) % 4 == 1 else None
            bust(paper, somebody(number * 2 + row * 5 + 1), x, y, size, (None, lifted), back=True)
            chair(paper, x, y + 100, (BLUE, BRICK)[row])


@scene("hairdresser", "#f1e2cf")
def _hairdresser(paper: Paper) -> None:
    for x in range(0, 1600, 160):
        paper.box(x, 0, 80, 640, "#ead4ba", 0)
    for x in (360, 860):
        paper.box(x, 90, 380, 400, SKY)
        paper.stroke([(x + 60, 420), (x + 200, 160)], 14, PAPER)
    wall_clock(paper, 1420, 150, 70)
    paper.box(70, 120, 90, 330, PAPER)
    for row in range(4):
        y = 130 + row * 78
        paper.shape([(70, y + 40), (160, y), (160, y + 36), (70, y + 76)], (BRICK, BLUE)[row % 2], 0)
    paper.stroke([(70, 120), (160, 120), (160, 450), (70, 450), (70, 120)])
    floor(paper, 640, STONE)
    paper.box(300, 520, 1000, 34, WOOD)
    for number, x in enumerate((390, 450, 760, 810, 1190)):
        paper.box(x, 450, 34, 70, (BRICK, GREEN, GOLD, BLUE, ROSE)[number], 7)
    paper.box(470, 560, 190, 240, BRICK)
    paper.limb([(565, 800), (565, 900)], 20, "#8b8e97")
    paper.stroke([(480, 910), (650, 910)], 20, "#3c4250")
    bust(paper, Person(PAPER, SKINS[2], INK), 565, 740, 420)
    paper.shape([(480, 590), (650, 590), (730, 800), (400, 800)], SKY)
    stand(paper, somebody(8), 790, 930, 470, ((-0.36, -0.06), (0.2, 0.38)))
    paper.stroke([(616, 540), (580, 520)], 8, "#3c4250")
    for number, x in enumerate((1010, 1180, 1350)):
        sit(paper, somebody(number * 2 + 3), x, 800, 340, -1 if number else 1, ((-0.16, 0.26), (0.2, 0.1)))
    paper.box(940, 800, 520, 40, BLUE)
    for x in (970, 1430):
        paper.limb([(x, 840), (x, 920)], 12, "#3c4250")


@scene("waiting-room", "#d7e6e0")
def _waiting_room(paper: Paper) -> None:
    paper.box(-20, 0, 1640, 70, GREEN)
    wall_clock(paper, 800, 200, 76)
    paper.box(160, 140, 260, 260, PAPER)
    paper.box(264, 190, 52, 160, LEAF, 0)
    paper.box(210, 244, 160, 52, LEAF, 0)
    door(paper, 1230, 690, 240, 500, WOOD)
    paper.box(1290, 250, 120, 120, SKY)
    floor(paper, 690, STONE)
    for number, x in enumerate((170, 390, 610, 830, 1050)):
        paper.box(x - 84, 560, 168, 130, BLUE)
        paper.box(x - 90, 740, 180, 34, BLUE)
        for side in (-70, 70):
            paper.limb([(x + side, 774), (x + side, 880)], 9, "#3c4250")
        right = (0.24, 0.02) if number == 2 else (0.2, 0.28)
        sit(paper, somebody(number * 5 + 1), x, 740, 360, 1 if number < 3 else -1, ((-0.16, 0.24), right))
    stand(paper, Person(PAPER, SKINS[2], cut="bun", legs=GREEN), 1300, 930, 430, ((-0.3, 0.1), (0.1, 0.24)))
    paper.shape([(1300, 690), (1400, 690), (1400, 820), (1300, 820)], SUN)


@scene("jury-by-lot", "#e9dcc3")
def _jury_by_lot(paper: Paper) -> None:
    for x in (120, 1180):
        window(paper, x, 80, 300, 260, SKY)
    paper.box(560, 70, 480, 290, PAPER)
    paper.stroke([(620, 300), (730, 200), (820, 240), (980, 130)], 12, BLUE)
    floor(paper, 480, "#c99e6b")
    paper.oval(800, 720, 620, 200, "#b98a58")
    for number, (x, y) in enumerate(((330, 640), (520, 560), (800, 530), (1080, 560), (1270, 640))):
        paper.box(x - 60, y - 90, 120, 110, BLUE)
        sit(paper, somebody(number * 2 + 1), x, y, 300, 1 if x < 800 else -1, ((-0.18, 0.28), (0.2, 0.28)))
    paper.disc(800, 740, 120, SKY)
    paper.box(690, 640, 220, 60, "#b98a58", 0)
    paper.oval(800, 676, 96, 24, PAPER)
    for number, (x, y) in enumerate(((760, 770), (830, 740), (800, 810), (740, 720), (856, 796))):
        paper.disc(x, y, 24, (BRICK, GOLD, GREEN, PAPER, ROSE)[number], 6)
    stand(paper, somebody(12), 1080, 950, 420, ((-0.46, 0.06), (0.2, 0.4)))
    stand(paper, somebody(2), 480, 950, 420, ((-0.2, 0.4), (0.3, 0.1)), back=True)


@scene("school-vote", "#cfe0d2")
def _school_vote(paper: Paper) -> None:
    paper.box(200, 70, 900, 380, GREEN)
    paper.stroke([(200, 456), (1100, 456)], 18, WOOD)
    for column, count in enumerate((4, 7, 2)):
        x = 300 + column * 270
        paper.stroke([(x, 400), (x + 190, 400)], 7, PAPER)
        for number in range(count):
            left, low = x + 10 + number % 4 * 44, 370 - number // 4 * 90
            paper.stroke([(left, low), (left, low - 70)], 8, PAPER)
    paper.disc(390, 160, 34, SUN, 6)
    paper.shape([(620, 190), (660, 120), (700, 190)], ROSE, 6)
    paper.box(900, 130, 64, 64, SKY, 6)
    window(paper, 1220, 90, 300, 320, SKY)
    floor(paper, 620, SAND)
    stand(paper, somebody(5), 180, 800, 460, ((-0.2, 0.4), (0.26, -0.1)))
    paper.box(660, 620, 260, 220, PAPER)
    paper.box(640, 596, 300, 36, BLUE)
    paper.box(740, 604, 100, 10, INK, 0)
    for number, x in enumerate((500, 1080, 1240, 1400)):
        hands = ((-0.3, 0.12), (0.2, 0.38)) if number else ((-0.2, 0.36), (0.34, 0.02))
        stand(paper, somebody((4, 9, 1, 11)[number]), x, 930 - number % 2 * 20, 310, hands)
    paper.shape([(600, 600), (660, 560), (700, 596), (640, 610)], SUN)
    paper.shape([(956, 730), (1010, 730), (1010, 790), (956, 790)], SUN)


@scene("play-corner", "#f7e0d0")
def _play_corner(paper: Paper) -> None:
    window(paper, 120, 90, 340, 280, SKY)
    for number in range(4):
        x, y = 1020 + number % 2 * 230, 90 + number // 2 * 180
        paper.box(x, y, 190, 140, PAPER)
        paper.disc(x + 60, y + 60, 30, (SUN, BRICK, LEAF, BLUE)[number], 5)
        paper.stroke([(x + 30, y + 112), (x + 100, y + 92), (x + 160, y + 112)], 8, (GREEN, BLUE, BRICK, GOLD)[number])
    floor(paper, 540, "#d9b48a")
    for number, x in enumerate((560, 700, 840)):
        bust(paper, somebody(number * 3 + 2), x, 560, 260, (None, None), back=True)
        chair(paper, x, 660, BLUE)
    paper.oval(800, 840, 640, 140, GRASS)
    for number, (x, y) in enumerate(((1100, 850), (1190, 850), (1145, 760))):
        paper.box(x - 45, y - 90, 90, 90, (BLUE, BRICK, GOLD)[number])
    sit(paper, somebody(1), 960, 860, 250, 1, ((-0.2, 0.3), (0.34, 0.1)))
    sit(paper, somebody(9), 480, 860, 250, 1, ((-0.1, 0.34), (0.36, 0.28)))
    paper.box(580, 880, 190, 18, PAPER)
    for number in range(4):
        paper.limb([(600 + number * 40, 868), (624 + number * 40, 846)], 8, (BRICK, BLUE, GREEN, GOLD)[number])
    sit(paper, somebody(12), 260, 800, 380, 1, ((-0.16, 0.28), (0.34, 0.14)))
    paper.disc(760, 800, 44, BRICK)
