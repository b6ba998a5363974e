"""The map in CONTRIBUTING is whole: each room has its row, in the order of the layers, and what it names is there."""

import re

from .test_layers import ROOT, layers

CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
BESIDE_THE_ROOMS = ["templates", "static", "tests", "bench"]
#: a path in backticks: with a slash in it, or a file of the root
PATH = re.compile(r"`((?:[\w.-]+/)+[\w.-]*|[\w-]*\.\w+|[A-Z]\w+\.md)`")
#: what is a name in every room, or stands in a folder that the sentence names
NAMES_IN_A_ROOM = re.compile(r"[\w]+\.py|(?:calendar|weekly|importing|exporting)/")


def rows() -> list[str]:
    """Return what the first column of the map names, in its order."""
    section = CONTRIBUTING.partition("## The map of the house")[2].partition("\n## ")[0]
    return re.findall(r"^\| `([\w/]+)/` \|", section, flags=re.MULTILINE)


def test_each_room_has_its_row_in_the_order_of_the_layers():
    rooms = sorted(layers(), key=layers().get)
    assert rows() == [*(room.replace(".", "/") for room in rooms), *BESIDE_THE_ROOMS]


def test_each_path_in_backticks_exists():
    named = [path for path in PATH.findall(CONTRIBUTING) if not NAMES_IN_A_ROOM.fullmatch(path)]
    assert len(named) > 100
    assert [path for path in named if not (ROOT / path).exists()] == []
