"""The list of the scenes by name, and how one becomes a drawing."""

from collections.abc import Callable

from PIL import Image

from .paper import Paper

#: {name: (colour of the sheet, function that draws upon it)}
SCENES: dict[str, tuple[str, Callable[[Paper], None]]] = {}


def scene(name: str, colour: str) -> Callable:
    """Add a function that draws on a sheet of a colour to the scenes."""

    def add(draw: Callable[[Paper], None]) -> Callable[[Paper], None]:
        SCENES[name] = (colour, draw)
        return draw

    return add


def draw_scene(name: str) -> Image.Image:
    """Return the drawing of a scene, always the same. Raises KeyError for a name that is not there."""
    colour, draw = SCENES[name]
    paper = Paper(colour)
    draw(paper)
    return paper.finished()
