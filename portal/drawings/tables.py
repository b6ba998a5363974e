"""Scenes around tables and screens."""

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
    RIVER,
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
from .people import Person, bust, hand_on_table, sit, somebody, stand
from .things import floor, plant, spokes, trestle_table, window


@scene("hands-over-a-map", WOOD)
def _hands_over_a_map(paper: Paper) -> None:
    paper.hatch(0, 0, 1600, 1000, 166, "#8a5e3a", 6)
    paper.shape([(330, 150), (1290, 130), (1320, 850), (300, 870)], PAPER)
    districts = (
        ([(420, 260), (620, 200), (700, 360), (520, 450), (400, 400)], ROSE),
        ([(620, 200), (880, 190), (900, 370), (700, 360)], SUN),
        ([(400, 400), (520, 450), (560, 640), (420, 720), (360, 560)], GRASS),
        ([(520, 450), (700, 360), (900, 370), (880, 580), (700, 640), (560, 640)], SKY),
        ([(560, 640), (700, 640), (760, 790), (560, 800), (420, 720)], GOLD),
        ([(700, 640), (880, 580), (980, 700), (900, 800), (760, 790)], LEAF),
    )
    for points, colour in districts:
        paper.shape(points, colour, 8)
    paper.stroke([(960, 170), (980, 320), (940, 480), (1060, 640), (1080, 820)], 70, RIVER)
    for x, y in ((560, 330), (660, 520), (830, 690)):
        paper.shape([*arc(x, y - 46, 26, 26, 150, 390, 16), (x, y)], BRICK, 6)
        paper.disc(x, y - 46, 9, PAPER, 0)
    hand_on_table(paper, Person(BLUE, SKINS[0]), (-40, 160), (330, 330), 66)
    hand_on_table(paper, Person(GOLD, SKINS[3]), (1640, 240), (1180, 330), 66)
    hand_on_table(paper, Person(BRICK, SKINS[1]), (240, 1060), (470, 800), 62)
    hand_on_table(paper, Person(GREEN, SKINS[2]), (1340, 1060), (1040, 740), 64)
    paper.limb([(960, 640), (900, 560)], 14, SUN)
    paper.disc(1430, 620, 76, PAPER)
    paper.disc(1430, 620, 54, "#5b3a21", 6)
    paper.shape([(80, 520), (230, 480), (270, 640), (120, 680)], SUN)


@scene("ramp-workshop", GROUND)
def _ramp_workshop(paper: Paper) -> None:
    paper.box(110, 80, 900, 330, SAND)
    paper.limb([(190, 150), (190, 330)], 12, WOOD)
    paper.box(140, 130, 100, 44, "#8b8e97")
    paper.shape([(320, 180), (560, 140), (560, 220), (330, 230)], STONE)
    paper.box(560, 130, 70, 110, WOOD)
    paper.limb([(720, 140), (720, 300)], 14, BRICK)
    paper.disc(720, 330, 34, "#8b8e97")
    for x in (820, 870, 920):
        paper.limb([(x, 140), (x, 260 + (x - 820))], 10, GOLD)
    window(paper, 1140, 90, 330, 300, SKY)
    floor(paper, 640, STONE)
    trestle_table(paper, 100, 620, 640, 250)
    bust(paper, somebody(3), 300, 620, 400, ((-0.2, 0.34), (0.34, 0.1)))
    paper.limb([(436, 500), (470, 400)], 10, WOOD)
    paper.box(430, 376, 96, 40, "#8b8e97")
    paper.box(100, 620, 640, 30, WOOD)
    paper.shape([(150, 620), (690, 530), (690, 620)], GOLD)
    paper.shape([(820, 930), (1500, 790), (1500, 930)], WOOD)
    spokes(paper, 1120, 770, 86)
    sit(paper, Person(BLUE, SKINS[3], cut="short", legs="#3c4250"), 1110, 720, 360, 1, ((-0.1, 0.3), (0.14, 0.26)))
    spokes(paper, 1130, 774, 86)
    paper.stroke([(1050, 720), (1050, 590), (1020, 576)], 12)
    stand(paper, somebody(12), 880, 930, 410, ((-0.2, 0.4), (0.3, 0.16)))


@scene("library", "#e3cda9")
def _library(paper: Paper) -> None:
    for shelf in range(3):
        y, x = 60 + shelf * 190, 60
        paper.box(40, y, 1520, 180, "#8a5e3a")
        for number in range(48):
            wide, high = 20 + number * 13 % 20, 100 + number * 29 % 50
            if x + wide > 1540:
                break
            if number % 11 != 7:
                spine = (BLUE, BRICK, GOLD, GREEN, PAPER, ROSE)[(number * 5 + shelf) % 6]
                paper.box(x, y + 172 - high, wide, high, spine, 5)
            x += wide + 6
    floor(paper, 640, "#c9a878")
    bust(paper, somebody(6), 450, 740, 400, ((-0.1, 0.34), (0.16, 0.34)))
    bust(paper, somebody(4), 800, 740, 300, ((-0.14, 0.34), (0.18, 0.34)))
    bust(paper, somebody(1), 1150, 740, 400, ((-0.14, 0.34), (0.2, 0.34)))
    trestle_table(paper, 180, 740, 1240, 200)
    for x, colour in ((460, BRICK), (806, BLUE), (1160, GREEN)):
        paper.shape([(x - 90, 700), (x, 722), (x, 752), (x - 96, 736)], PAPER)
        paper.shape([(x + 90, 700), (x, 722), (x, 752), (x + 96, 736)], PAPER)
        paper.stroke([(x - 96, 742), (x, 758), (x + 96, 742)], 10, colour)
    paper.limb([(640, 740), (640, 600)], 8, "#3c4250")
    paper.shape([(590, 610), (690, 610), (664, 540), (616, 540)], SUN)


@scene("council-by-phone", "#f4d9c4")
def _council_by_phone(paper: Paper) -> None:
    window(paper, 1090, 90, 380, 360, NIGHT)
    paper.disc(1380, 180, 40, PAPER, 0)
    paper.shape([(1070, 70), (1160, 70), (1120, 470), (1070, 470)], BRICK)
    paper.shape([(1490, 70), (1400, 70), (1440, 470), (1490, 470)], BRICK)
    floor(paper, 720, SAND)
    bust(paper, Person(BLUE, SKINS[1], "#8d8d90", "bun"), 520, 760, 640, (None, (0.2, -0.02)))
    paper.limb([(650, 440), (664, 560)], 40, "#3c4250")
    for x, y, wide, colour in ((900, 170, 190, SKY), (790, 330, 170, SUN), (960, 480, 200, GRASS)):
        paper.oval(x, y, wide / 2 + 20, 62, colour)
        paper.shape([(x - 60, y + 44), (x - 90, y + 100), (x - 10, y + 56)], colour)
        paper.oval(x, y, wide / 2 + 14, 56, colour, 0)
        for row in (-18, 10):
            paper.stroke([(x - 60, y + row), (x + 60 - row, y + row)], 9)
    trestle_table(paper, 120, 750, 1320, 260, WOOD)
    paper.disc(1010, 720, 54, PAPER)
    paper.oval(1010, 690, 54, 18, "#5b3a21", 6)
    paper.shape([(230, 700), (400, 690), (420, 748), (220, 752)], PAPER)
    plant(paper, 1270, 700, 150, BRICK)
    paper.shape([(1210, 690), (1330, 690), (1310, 756), (1230, 756)], GOLD)


@scene("council-on-screens", NIGHT)
def _council_on_screens(paper: Paper) -> None:
    paper.box(210, 60, 1180, 740, "#3c4250")
    paper.box(250, 100, 1100, 640, GROUND)
    for number, colour in enumerate((ROSE, SKY, SUN, GRASS, SAND, GOLD)):
        row, column = divmod(number, 3)
        x, y = 276 + column * 356, 124 + row * 300
        paper.box(x, y, 332, 280, colour)
        bust(paper, somebody(number * 2 + 1), x + 166, y + 276, 300, (None, (0.3, -0.1) if number == 4 else None))
        paper.stroke([(x, y + 280), (x + 332, y + 280)], 9)
        paper.box(x + 14, y + 236, 70, 30, INK, 0)
    paper.shape([(80, 860), (1520, 860), (1600, 960), (0, 960)], STONE)
    paper.box(640, 900, 320, 40, "#8b8e97")
    paper.shape([(210, 800), (1390, 800), (1520, 860), (80, 860)], "#3c4250")


@scene("reading-aloud", "#dfe5ee")
def _reading_aloud(paper: Paper) -> None:
    paper.box(120, 70, 1360, 400, PAPER)
    for number in range(5):
        y = 150 + number * 62
        paper.stroke([(200, y), (760 - number * 60 % 140, y)], 16, INK if number else BLUE)
    for number, colour in enumerate((SUN, ROSE, GRASS)):
        y = 130 + number * 106
        paper.box(900, y, 90, 80, colour)
        paper.stroke([(1030, y + 30), (1380, y + 30)], 12)
        paper.stroke([(1030, y + 60), (1280, y + 60)], 12)
    floor(paper, 600, SAND)
    stand(paper, somebody(5), 240, 790, 430, ((-0.14, 0.3), (0.38, -0.16)))
    for number, x in enumerate((560, 820, 1080, 1340)):
        bust(paper, somebody(number * 3 + 1), x, 770, 340, ((-0.1, 0.34), (0.16, 0.32)))
    trestle_table(paper, 420, 770, 1080, 190, WOOD)
    for x in (560, 820, 1080, 1340):
        paper.shape([(x - 60, 736), (x + 60, 736), (x + 76, 780), (x - 76, 780)], PAPER)
        paper.stroke([(x - 40, 752), (x + 36, 752)], 5, BLUE)
        paper.stroke([(x - 44, 768), (x + 20, 768)], 5)
