"""Scenes of the places where people meet, seen as whoever arrives sees them."""

from .catalogue import scene
from .paper import (
    BLUE,
    BRICK,
    GOLD,
    GREEN,
    GROUND,
    LEAF,
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
from .people import somebody, stand
from .things import bench, cloud, door, floor, paving, plant, plate, sun, tree, wall_clock, window

STEEL = "#3c4250"


@scene("library-front", SKY)
def _library_front(paper: Paper) -> None:
    cloud(paper, 220, 150, 90)
    sun(paper, 1430, 150, 80)
    floor(paper, 760, STONE)
    paper.box(200, 190, 1080, 590, "#d9876a")
    paper.shape([(150, 190), (740, 50), (1330, 190)], PAPER)
    for number in range(5):  # an open book over the door
        paper.stroke([(690 - number * 4, 100 + number * 14), (790 + number * 4, 100 + number * 14)], 5, BLUE)
    for x in (270, 990):
        window(paper, x, 300, 220, 250, "#f7e6bd")
        for number in range(5):
            paper.box(x + 14 + number * 40, 470, 30, 74, (GREEN, BLUE, GOLD, BRICK, LEAF)[number], 5)
    plate(paper, 610, 240, 260, 100)
    door(paper, 600, 780, 140, 380, GREEN)
    door(paper, 740, 780, 140, 380, GREEN)
    paper.shape([(880, 780), (1330, 900), (1330, 930), (820, 930), (820, 780)], SAND)
    paper.limb([(880, 660), (1330, 790), (1330, 900)], 10, STEEL)
    for x in (230, 500):
        paper.box(x, 720, 110, 70, WOOD)
        plant(paper, x + 55, 722, 90, ROSE)
    tree(paper, 1460, 800, 500)
    stand(paper, somebody(9), 690, 950, 330, ((-0.28, 0.1), (0.24, 0.2)))
    stand(paper, somebody(2), 440, 950, 440, ((-0.2, 0.36), (0.24, 0.14)))
    paper.box(520, 690, 90, 120, SUN)


@scene("district-centre", "#dbe6f3")
def _district_centre(paper: Paper) -> None:
    paving(paper, 700)
    paper.box(60, 260, 1480, 450, PAPER)
    paper.box(30, 200, 1540, 80, BLUE)
    for x in (120, 380, 980, 1240):
        window(paper, x, 350, 200, 210, SKY)
    paper.box(640, 340, 280, 370, SKY)
    paper.stroke([(780, 340), (780, 710)], 9)
    for x in (740, 820):
        paper.stroke([(x, 500), (x, 570)], 12, STEEL)
    paper.box(580, 300, 400, 44, GOLD)
    wall_clock(paper, 780, 130, 84)
    paper.limb([(1460, 710), (1460, 60)], 12, STEEL)
    paper.shape([(1460, 70), (1310, 90), (1330, 130), (1310, 176), (1460, 160)], BRICK)
    for x in (170, 430, 1030, 1290):
        paper.box(x, 640, 100, 70, WOOD)
        plant(paper, x + 50, 642, 70, (GOLD, ROSE)[x % 4 // 2])
    bench(paper, 1040, 850, 360)
    stand(paper, somebody(7), 560, 940, 420, ((-0.3, 0.06), (0.26, 0.2)))
    stand(paper, somebody(4), 760, 930, 400, ((-0.24, 0.24), (0.3, 0.0)))
    stand(paper, somebody(10), 300, 960, 300, ((-0.2, 0.36), (0.3, -0.3)))


@scene("school-patio", "#bfe0e6")
def _school_patio(paper: Paper) -> None:
    for x in range(-40, 1640, 240):
        paper.shape([(x, 210), (x + 120, 90), (x + 240, 210)], STONE)
    paper.box(-20, 210, 1640, 50, BRICK)
    paper.box(-20, 260, 1640, 330, "#f2dfb4", 0)
    for x in (80, 500, 920):
        paper.box(x, 320, 300, 190, GREEN)
        for row in (0, 1):
            paper.stroke([(x + 40, 370 + row * 60), (x + 220 - row * 60, 370 + row * 60)], 7, PAPER)
    door(paper, 1310, 590, 190, 300, BLUE)
    floor(paper, 590, "#c9774f")
    paper.oval(800, 800, 640, 170, "#b9683f", 7)
    for x in (40, 830, 1540):
        paper.limb([(x, 700), (x, 240)], 22, STEEL)
    for number in range(7):
        angle_x, y = arc(800, 790, 560, 130, 180, 360, 6)[number]
        paper.box(angle_x - 44, y - 30, 88, 24, (BLUE, GOLD)[number % 2])
        for side in (-34, 34):
            paper.limb([(angle_x + side, y - 6), (angle_x + side, y + 60)], 8, STEEL)
    stand(paper, somebody(3), 800, 850, 360, ((-0.32, -0.1), (0.28, 0.16)))
    stand(paper, somebody(12), 420, 960, 300, ((-0.2, 0.36), (0.3, 0.02)))
    stand(paper, somebody(6), 1180, 960, 320, ((-0.32, 0.04), (0.2, 0.34)))


@scene("arcades", "#f4c98b")
def _arcades(paper: Paper) -> None:
    paper.box(-20, 0, 1640, 120, "#e6a86a", 0)
    paper.box(-20, 120, 1640, 640, SAND)
    for x in (60, 580, 1100):
        paper.shape([*arc(x + 220, 430, 200, 220, 180, 360), (x + 420, 780), (x + 20, 780)], "#6f5a4a")
        paper.shape([*arc(x + 220, 450, 160, 176, 180, 360), (x + 380, 780), (x + 60, 780)], "#a78b70", 0)
    for x in (20, 540, 1060, 1560):
        paper.box(x - 10, 470, 60, 44, PAPER)
        paper.box(x, 510, 40, 270, GROUND)
    paper.box(-20, 120, 1640, 56, PAPER)
    for x in (280, 800, 1320):
        paper.stroke([(x, 230), (x, 330)], 6)
        paper.disc(x, 360, 36, SUN)
    paving(paper, 770, "#e3cdb0", "#c2a888")
    for number, x in enumerate((660, 950)):
        stand(paper, somebody(number * 3 + 5), x, 880, 360, ((-0.22, 0.22), (0.24, 0.2)))
    paper.box(540, 700, 520, 210, BLUE)
    paper.box(520, 680, 560, 34, WOOD)
    paper.box(610, 650, 100, 30, PAPER, 6)
    paper.box(850, 640, 80, 40, GOLD, 6)
    stand(paper, somebody(1), 240, 950, 420, ((-0.22, 0.3), (0.3, -0.04)))
    stand(paper, somebody(11), 1340, 950, 400, ((-0.3, 0.04), (0.2, 0.32)))
