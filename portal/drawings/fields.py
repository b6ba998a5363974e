"""Scenes of gardens, fields and what the railway divides."""

from .catalogue import scene
from .paper import (
    BLUE,
    BRICK,
    GOLD,
    GRASS,
    INK,
    LEAF,
    PAPER,
    ROSE,
    SKY,
    STONE,
    SUN,
    WOOD,
    Paper,
    arc,
)  # fmt: skip
from .people import Person, somebody, stand
from .things import (
    awning,
    bunting,
    cloud,
    floor,
    house,
    paving,
    plant,
    skyline,
    spokes,
    sun,
    tree,
    trestle_table,
    wheel,
    window,
)  # fmt: skip


@scene("garden-bed", SKY)
def _garden_bed(paper: Paper) -> None:
    sun(paper, 1380, 150)
    house(paper, -120, 480, 400, 380, 4)
    for x in range(280, 1700, 110):
        paper.shape([(x, 490), (x, 350), (x + 40, 310), (x + 80, 350), (x + 80, 490)], PAPER, 6)
    floor(paper, 480, GRASS)
    for number, (x, y, wide) in enumerate(((120, 620, 560), (860, 620, 620), (420, 860, 760))):
        for row in range(int(wide // 62)):
            plant(paper, x + 40 + row * 60, y, 80 + (row + number) % 3 * 16, ("", BRICK, "", GOLD)[(row + number) % 4])
        paper.shape([(x, y), (x + wide, y), (x + wide - 14, y + 90), (x + 14, y + 90)], WOOD)
        if number == 1:
            stand(paper, somebody(6), 780, 860, 420, ((-0.34, 0.1), (0.3, 0.12)))
            paper.limb([(912, 600), (912, 880)], 9, WOOD)
            stand(paper, somebody(4), 250, 900, 400, ((-0.2, 0.4), (0.34, 0.24)))
            paper.shape([(350, 700), (440, 700), (428, 780), (362, 780)], BLUE)
            paper.limb([(440, 760), (496, 716)], 8, BLUE)
    stand(paper, somebody(9), 1330, 940, 270, ((-0.28, 0.2), (0.28, 0.2)))
    paper.disc(1256, 790, 36, BRICK)
    paper.disc(1406, 790, 36, GOLD)


@scene("football-pitch", LEAF)
def _football_pitch(paper: Paper) -> None:
    paper.box(-10, 0, 1620, 340, SKY, 0)
    skyline(paper, 340, "#a9c0de")
    for x in range(0, 1700, 320):
        paper.shape(
            [(x, 340), (x + 160, 340), (x + 160 + (x - 720) * 0.6, 1010), (x + (x - 800) * 0.6, 1010)], "#5dab77", 0
        )
    paper.stroke([(0, 344), (1600, 344)], 8, INK)
    paper.stroke([(180, 560), (1420, 560), (1600, 860)], 10, PAPER)
    paper.stroke([(180, 560), (0, 860)], 10, PAPER)
    for x in range(520, 1100, 46):
        paper.stroke([(x, 230), (x, 540)], 3, PAPER)
    for y in range(250, 540, 46):
        paper.stroke([(510, y), (1090, y)], 3, PAPER)
    paper.limb([(510, 560), (510, 220), (1090, 220), (1090, 560)], 14, PAPER)
    stand(paper, Person(GOLD, cut="cap", legs=INK), 800, 590, 270, ((-0.34, -0.1), (0.34, -0.1)), 0.14)
    stand(paper, Person(BLUE, cut="bun", legs=PAPER, hair="#5b3a21"), 470, 900, 360, ((-0.3, 0.14), (0.3, 0.2)), 0.18)
    stand(paper, Person(BRICK, skin="#7d4d31", legs=PAPER), 1180, 860, 350, ((-0.32, 0.1), (0.3, 0.24)), 0.14)
    stand(
        paper,
        Person(BLUE, skin="#b0744a", cut="long", hair="#3a2418", legs=PAPER),
        1440,
        760,
        300,
        ((-0.2, 0.4), (0.3, -0.1)),
        0.1,
    )
    paper.disc(680, 860, 44, PAPER)
    paper.shape(arc(680, 860, 17, 17, -90, 270, 5), INK, 0)
    paper.stroke([(560, 890), (610, 876)], 6, PAPER)


@scene("tree-planting", SKY)
def _tree_planting(paper: Paper) -> None:
    cloud(paper, 1240, 150, 110)
    for number, x in enumerate((-60, 1180)):
        house(paper, x, 560, 460, 400, number * 2 + 3)
    tree(paper, 620, 560, 360)
    tree(paper, 1010, 560, 330)
    floor(paper, 560, STONE)
    floor(paper, 760, GRASS)
    paper.oval(800, 880, 210, 46, WOOD)
    paper.limb([(800, 880), (800, 520)], 16, WOOD)
    for x, y, radius in ((760, 520, 60), (845, 510, 62), (800, 450, 66)):
        paper.disc(x, y, radius, LEAF)
    stand(paper, somebody(2), 540, 920, 420, ((0.02, 0.2), (0.3, 0.22)))
    paper.limb([(520, 640), (700, 860)], 10, WOOD)
    paper.shape([(690, 830), (760, 880), (720, 930), (656, 880)], "#8b8e97")
    stand(paper, somebody(12), 1060, 920, 420, ((-0.44, 0.1), (0.2, 0.36)))
    stand(paper, somebody(9), 1270, 940, 270, ((-0.28, 0.2), (0.2, 0.36)))
    paper.shape([(1140, 840), (1220, 840), (1208, 920), (1152, 920)], BLUE)
    stand(paper, somebody(11), 330, 940, 260, ((-0.2, 0.4), (0.3, -0.04)))


@scene("fair", "#fbe6c2")
def _fair(paper: Paper) -> None:
    sun(paper, 210, 170)
    skyline(paper, 560, "#e9cf9c")
    paving(paper, 560, GRASS, "#8fbb80")
    bunting(paper, (0, 90), (800, 130), 80)
    bunting(paper, (800, 130), (1600, 80), 80)
    paper.limb([(800, 560), (800, 110)], 12, WOOD)
    for x, colours in ((140, (GOLD, PAPER)), (1060, (BRICK, PAPER))):
        for pole in (x + 10, x + 390):
            paper.limb([(pole, 740), (pole, 380)], 10, WOOD)
        stand(paper, somebody(x // 100), x + 190, 760, 340, ((-0.28, 0.18), (0.26, 0.2)))
        awning(paper, x - 20, 330, 440, colours)
        trestle_table(paper, x, 640, 400, 120)
        for number in range(5):
            plant(paper, x + 50 + number * 76, 640, 60, ("", ROSE, "")[number % 3])
    paper.oval(800, 790, 110, 80, "#3c4250")
    paper.oval(800, 730, 110, 26, BRICK)
    for number, shift in enumerate((-40, 0, 40)):
        paper.stroke([(800 + shift, 690), (812 + shift, 660), (796 + shift, 630 - number % 2 * 12)], 6, PAPER)
    stand(paper, somebody(5), 610, 900, 400, ((-0.2, 0.4), (0.34, 0.08)))
    stand(paper, somebody(10), 1010, 900, 400, ((-0.3, 0.16), (0.2, 0.4)))
    stand(paper, somebody(13), 420, 940, 250, ((-0.3, 0.0), (0.2, 0.4)))
    stand(paper, somebody(1), 1240, 950, 380, ((-0.2, 0.4), (0.28, 0.1)))


@scene("railway-crossing", SKY)
def _railway_crossing(paper: Paper) -> None:
    cloud(paper, 400, 130, 100)
    skyline(paper, 540, "#a9c0de")
    floor(paper, 540, LEAF)
    paper.box(420, 250, 1300, 280, BLUE)
    paper.box(410, 420, 1300, 40, SUN)
    for x in (500, 720, 940, 1160, 1380):
        window(paper, x, 300, 130, 90, SKY)
    for x in (520, 700, 1000, 1180, 1480):
        wheel(paper, x, 552, 44)
    paper.box(-20, 596, 1640, 20, "#3c4250")
    for x in range(-10, 1640, 90):
        paper.box(x, 616, 46, 22, WOOD, 5)
    floor(paper, 650, STONE)
    paper.limb([(190, 900), (190, 430)], 14, PAPER)
    for turn in ((120, 300, 260, 440), (260, 300, 120, 440)):
        paper.limb([turn[:2], turn[2:]], 34, PAPER)
        paper.stroke([turn[:2], turn[2:]], 8, BRICK)
    for y in (500, 560):
        paper.disc(190, y, 24, BRICK)
    for number in range(6):
        paper.box(230 + number * 110, 690, 112, 36, (BRICK, PAPER)[number % 2])
    spokes(paper, 1020, 880, 84)
    spokes(paper, 1260, 880, 84)
    paper.limb([(1020, 880), (1110, 770), (1230, 770), (1260, 880)], 8, BRICK)
    paper.limb([(1110, 770), (1144, 880), (1230, 770), (1220, 710)], 8, BRICK)
    stand(paper, somebody(8), 1130, 860, 330, ((0.04, 0.2), (0.27, 0.2)), 0.06)
    stand(paper, somebody(5), 700, 930, 390, ((-0.2, 0.4), (0.2, 0.4)))
    stand(paper, somebody(9), 540, 930, 250, ((-0.2, 0.4), (0.3, 0.06)))
