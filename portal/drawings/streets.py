"""Scenes of streets by day."""

from .catalogue import scene
from .paper import (
    BLUE,
    BRICK,
    GOLD,
    GREEN,
    GROUND,
    INK,
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
from .people import Person, sit, somebody, stand
from .things import (
    bench,
    bunting,
    cloud,
    door,
    floor,
    house,
    plant,
    plate,
    skyline,
    spokes,
    sun,
    tree,
    wheel,
    window,
    zebra,
)  # fmt: skip

ASPHALT = "#8b8e97"


@scene("school-walk", SKY)
def _school_walk(paper: Paper) -> None:
    cloud(paper, 260, 150, 90)
    paper.box(560, 170, 760, 430, ROSE)
    paper.shape([(530, 180), (940, 60), (1350, 180)], BRICK)
    for x in (620, 790, 1130):
        window(paper, x, 260, 110, 140)
    door(paper, 950, 600, 130, 240, BLUE)
    paper.limb([(1420, 600), (1420, 120)], 10, PAPER)
    paper.shape([(1424, 120), (1540, 150), (1424, 190)], GOLD)
    floor(paper, 600, STONE)
    floor(paper, 700, ASPHALT)
    zebra(paper, 120, 760, 8)
    stand(paper, Person(GOLD, hair=INK, cut="cap", legs="#3c4250"), 300, 940, 400, ((-0.34, -0.05), (0.36, 0.02)))
    paper.limb([(164, 640), (164, 480)], 8, WOOD)
    paper.disc(164, 450, 62, BRICK)
    paper.box(132, 438, 64, 24, PAPER, 0)
    for number, x in enumerate((560, 730, 890, 1050, 1210)):
        child = somebody(number + 1)
        paper.box(x - 62, 905 - 180, 124, 96, (BLUE, BRICK, GREEN)[number % 3])
        stand(paper, child, x, 920, 250, ((-0.3, 0.24), (0.3, 0.24)), 0.1)
    stand(paper, somebody(12), 1420, 930, 400, ((-0.34, 0.1), (0.2, 0.4)))


@scene("bus-stop", "#f7dfae")
def _bus_stop(paper: Paper) -> None:
    sun(paper, 1350, 170)
    skyline(paper, 600, "#e3b98a")
    floor(paper, 600, STONE)
    floor(paper, 790, ASPHALT)
    paper.shape([(520, 250), (1500, 250), (1540, 300), (1560, 700), (520, 700)], BLUE)
    paper.box(510, 560, 1060, 60, PAPER)
    for x in (580, 790, 1000, 1210):
        paper.box(x, 310, 170, 190, SKY)
    paper.box(1420, 310, 110, 330, SKY)
    for x in (1080, 1250):
        sit(paper, somebody(x // 40), x + 10, 490, 210)
        paper.box(x - 90, 500, 190, 56, BLUE, 0)
    wheel(paper, 720, 720, 74)
    wheel(paper, 1350, 720, 74)
    paper.disc(1530, 650, 20, SUN, 5)
    paper.limb([(440, 860), (440, 240)], 12, "#3c4250")
    plate(paper, 330, 200, 220, 120)
    bench(paper, 90, 800, 300)
    sit(paper, somebody(2), 220, 800, 320, 1, ((-0.1, 0.32), (0.2, 0.3)))
    stand(paper, somebody(5), 580, 920, 360, ((-0.2, 0.4), (0.3, -0.12)))
    stand(paper, somebody(13), 760, 930, 230, ((-0.26, 0.0), (0.22, 0.4)))


@scene("ramp", GROUND)
def _ramp(paper: Paper) -> None:
    paper.box(860, 120, 800, 640, ROSE)
    paper.box(840, 96, 800, 40, STONE)
    window(paper, 940, 220, 150, 200)
    window(paper, 1380, 220, 150, 200)
    door(paper, 1150, 660, 170, 330, BLUE)
    plate(paper, 1130, 200, 210, 86)
    floor(paper, 880, STONE)
    paper.box(1050, 660, 580, 230, SAND)
    paper.shape([(190, 884), (1050, 660), (1050, 884)], SAND)
    paper.stroke([(200, 700), (1050, 476), (1130, 476)], 16, BLUE)
    for x, y in ((240, 860), (520, 790), (800, 718), (1050, 650)):
        paper.limb([(x, y), (x, y - 176)], 8, BLUE)
    spokes(paper, 590, 690, 92)
    sit(paper, Person(GOLD, cut="bun", legs=BLUE), 580, 640, 360, 1, ((-0.1, 0.3), (0.14, 0.26)))
    spokes(paper, 600, 694, 92)
    paper.stroke([(520, 640), (520, 500), (490, 486)], 12)
    stand(paper, somebody(3), 372, 820, 380, ((-0.16, 0.36), (0.28, 0.2)), 0.12)
    tree(paper, 110, 884, 430)


@scene("sunday-street", SKY)
def _sunday_street(paper: Paper) -> None:
    for number, x in enumerate((-40, 330, 700, 1070, 1400)):
        house(paper, x, 540, 330, 330 + number % 3 * 60, number)
    floor(paper, 540, STONE)
    floor(paper, 620, ASPHALT)
    bunting(paper, (0, 130), (1600, 130), 90, 16)
    for number in range(6):
        row, side = divmod(number, 2)
        x, y = 780 + side * 120, 880 - row * 90
        paper.stroke([(x, y), (x + 110, y), (x + 110, y + 80), (x, y + 80), (x, y)], 8, PAPER)
    stand(paper, somebody(1), 840, 830, 260, ((-0.3, 0.02), (0.3, 0.02)), 0.02)
    for x, who in ((250, 4), (390, 11)):
        stand(paper, somebody(who), x, 900, 270, ((-0.22, 0.2), (0.24, 0.16)), 0.1)
    paper.stroke(arc(320, 740, 150, 260, 180, 360), 7, BRICK)
    spokes(paper, 1180, 880, 76)
    spokes(paper, 1400, 880, 76)
    paper.limb([(1180, 880), (1270, 780), (1380, 780), (1400, 880)], 8, BRICK)
    paper.limb([(1270, 780), (1300, 880), (1380, 780), (1372, 720)], 8, BRICK)
    stand(paper, somebody(9), 1290, 850, 280, ((0.08, 0.2), (0.3, 0.14)), 0.06)
    paper.shape([(560, 640), (620, 640), (660, 730), (520, 730)], GOLD)
    paper.box(552, 672, 76, 24, PAPER, 0)


@scene("planters", "#fbe6c2")
def _planters(paper: Paper) -> None:
    house(paper, -60, 640, 480, 520, 3)
    house(paper, 470, 640, 520, 470, 0)
    house(paper, 1040, 640, 620, 540, 5)
    floor(paper, 640, STONE)
    paper.hatch(0, 640, 1600, 360, 120, "#a9a292", 4)
    for number, x in enumerate((120, 620, 1120)):
        paper.box(x, 760, 380, 130, WOOD)
        paper.hatch(x, 766, 380, 120, 40, "#7d5433")
        for row in range(6):
            plant(paper, x + 40 + row * 60, 760, 90 + row * 37 % 60, ("", BRICK, GOLD, ROSE)[(row + number) % 4])
    stand(paper, somebody(6), 560, 960, 380, ((-0.2, 0.36), (0.28, 0.16)))
    paper.shape([(660, 630), (760, 630), (748, 720), (672, 720)], BLUE)
    paper.limb([(760, 700), (830, 640)], 8, BLUE)
    for drop in range(4):
        paper.stroke([(842 + drop * 16, 660 + drop * 6), (850 + drop * 18, 706)], 5, BLUE)
    stand(paper, somebody(13), 1060, 950, 260, ((-0.2, 0.4), (0.3, -0.05)))


@scene("corner-count", SKY)
def _corner_count(paper: Paper) -> None:
    skyline(paper, 520, "#a9c0de")
    house(paper, -50, 520, 460, 420, 4)
    house(paper, 1180, 520, 480, 440, 1)
    floor(paper, 520, STONE)
    paper.shape([(420, 520), (1180, 520), (1700, 1010), (-100, 1010)], ASPHALT)
    zebra(paper, 330, 760, 5, 120)
    for x, y, colour, size in ((760, 600, BRICK, 0.8), (980, 580, GOLD, 0.6)):
        paper.box(x - 120 * size, y - 60 * size, 240 * size, 80 * size, colour)
        roof = [(-80, -60), (-50, -120), (50, -120), (80, -60)]
        paper.shape([(x + across * size, y + up * size) for across, up in roof], SKY)
        for wheel_x in (-70, 70):
            wheel(paper, x + wheel_x * size, y + 24 * size, 30 * size)
    plate(paper, 60, 170, 240, 96)
    stand(paper, somebody(5), 250, 950, 430, ((0.02, 0.22), (0.2, 0.2)))
    paper.shape([(270, 690), (390, 680), (400, 800), (280, 812)], PAPER)
    for row in range(3):
        paper.stroke([(300 + tick * 20, 712 + row * 28) for tick in (0, 3)], 5, BLUE)
    stand(paper, somebody(13), 1300, 950, 420, ((-0.3, -0.16), (0.2, 0.4)))
    stand(paper, somebody(8), 720, 850, 290, ((-0.2, 0.4), (0.2, 0.4)), 0.14)


@scene("cart-and-bell", "#ead2c0")
def _cart_and_bell(paper: Paper) -> None:
    paper.shape([(0, 0), (470, 170), (470, 720), (0, 1010)], ROSE)
    paper.shape([(1600, 0), (1130, 170), (1130, 720), (1600, 1010)], GOLD)
    paper.box(470, 0, 660, 720, SKY, 0)
    skyline(paper, 720, "#a9c0de", "", (300, 420, 260, 380, 300, 420))
    paper.shape([(0, 0), (470, 170), (470, 720), (0, 1010)], ROSE)
    paper.shape([(1600, 0), (1130, 170), (1130, 720), (1600, 1010)], GOLD)
    paper.shape([(470, 720), (1130, 720), (1600, 1010), (0, 1010)], STONE)
    for x, y, high in ((120, 760, 260), (1370, 760, 260)):
        paper.box(x, y - high, 120, high, GREEN)
    for start, end in (((470, 240), (1130, 290)), ((300, 150), (1300, 200))):
        paper.stroke([start, end], 5)
    for number, x in enumerate((560, 690, 830, 960)):
        y = 256 + number * 6
        paper.shape([(x, y), (x + 80, y + 6), (x + 74, 350), (x + 6, 350)], (PAPER, BRICK, SUN, BLUE)[number], 6)
    paper.box(640, 640, 340, 200, GREEN)
    for x in (690, 790, 890):
        paper.disc(x, 636, 62, (INK, "#3c4250", INK)[x // 100 % 3], 6)
    paper.box(640, 660, 340, 190, GREEN)
    wheel(paper, 700, 880, 56)
    wheel(paper, 920, 880, 56)
    paper.limb([(980, 700), (1080, 660)], 12, WOOD)
    stand(paper, somebody(4), 1130, 930, 420, ((-0.14, 0.18), (0.3, -0.22)), 0.12)
    paper.shape([(1220, 470), (1290, 470), (1314, 550), (1196, 550)], SUN)
    paper.disc(1255, 560, 14, INK, 0)
    stand(paper, somebody(1), 440, 930, 400, ((-0.2, 0.4), (0.26, 0.22)))
    paper.disc(550, 850, 60, "#3c4250")
