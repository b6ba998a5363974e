"""The sheet on which a scene is drawn: flat colours of an enamelled street plate, and one thick line."""

from collections.abc import Sequence
from io import BytesIO
from math import cos, pi, sin

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1600, 1000
SCALE = 2  # drawn twice as large and made smaller: that is what makes edges smooth
LINE = 9

INK, PAPER, GROUND = "#16181d", "#fefdfb", "#f3f0e9"
BLUE, NIGHT, RIVER, SKY = "#1b3a93", "#142659", "#5f8dcb", "#c9dcf2"
GOLD, SUN, BRICK, ROSE = "#eab64a", "#ffd976", "#bf5430", "#e9a184"
GREEN, LEAF, GRASS = "#1c6a44", "#4d9a66", "#a9cf9b"
SAND, STONE, WOOD = "#e6d9bf", "#c4bcab", "#a8774a"
SKINS = ("#f0c8a4", "#d9a06f", "#b0744a", "#7d4d31")

Point = tuple[float, float]


class Paper:
    """A sheet of 1600 × 1000 units, the origin at the upper left."""

    def __init__(self, colour: str):
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), colour)
        self.canvas = ImageDraw.Draw(self.image)

    def _scaled(self, points: Sequence[Point]) -> list[Point]:
        return [(x * SCALE, y * SCALE) for x, y in points]

    def stroke(self, points: Sequence[Point], width: float = LINE, colour: str = INK) -> None:
        """Draw a line through points, with round ends."""
        self.canvas.line(self._scaled(points), fill=colour, width=round(width * SCALE), joint="curve")
        half = width / 2
        for x, y in points:
            self.canvas.ellipse(self._scaled([(x - half, y - half), (x + half, y + half)]), fill=colour)

    def shape(self, points: Sequence[Point], fill: str, line: float = LINE, colour: str = INK) -> None:
        """Draw a filled polygon, with its outline where `line` is not 0."""
        self.canvas.polygon(self._scaled(points), fill=fill)
        if line:
            self.stroke([*points, points[0]], line, colour)

    def box(self, x: float, y: float, width: float, height: float, fill: str, line: float = LINE) -> None:
        """Draw a rectangle from its upper left corner."""
        self.shape([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], fill, line)

    def oval(self, x: float, y: float, across: float, up: float, fill: str, line: float = LINE) -> None:
        """Draw an ellipse around its middle, with its two radii."""
        self.shape(arc(x, y, across, up), fill, line)

    def disc(self, x: float, y: float, radius: float, fill: str, line: float = LINE) -> None:
        """Draw a circle around its middle."""
        self.oval(x, y, radius, radius, fill, line)

    def limb(self, points: Sequence[Point], width: float, colour: str) -> None:
        """Draw an arm, a leg, a pole: a line of a colour with its outline."""
        self.stroke(points, width + 1.4 * LINE, INK)
        self.stroke(points, width, colour)

    def hatch(self, x: float, y: float, width: float, height: float, step: float, colour: str, line: float = 5) -> None:
        """Draw level lines over a rectangle: planks, water, bricks."""
        row = y + step
        while row < y + height - 1:
            self.stroke([(x, row), (x + width, row)], line, colour)
            row += step

    def finished(self) -> Image.Image:
        """Return the drawing in its own size, of 128 colours: flat ones, and those of the smooth edges."""
        small = self.image.resize((WIDTH, HEIGHT), Image.LANCZOS)
        return small.quantize(128, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).convert("RGB")


def arc(
    x: float, y: float, across: float, up: float, start: float = 0, end: float = 360, steps: int = 48
) -> list[Point]:
    """Return points of an ellipse from an angle to another, in degrees, clockwise from the right."""
    angles = [(start + (end - start) * step / steps) * pi / 180 for step in range(steps + 1)]
    return [(x + across * cos(angle), y + up * sin(angle)) for angle in angles]


def webp(drawing: Image.Image) -> bytes:
    """Return a drawing as a file: lossless, for its colours are few."""
    out = BytesIO()
    drawing.save(out, "WEBP", lossless=True, quality=80, method=4)
    return out.getvalue()
