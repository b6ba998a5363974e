"""Numbers in the city's own Spanish texts are written as the portal writes them: 1 310, with a space that does not break."""

import re
import tomllib
from pathlib import Path

import pytest
from django.utils.formats import number_format
from django.utils.translation import override

import portal.demonstration

DATA = Path(portal.demonstration.__file__).parent / "data"
FILES = sorted([*DATA.glob("practices/own/*.toml"), *DATA.glob("sessions/topics/*.toml")])
DOTTED = re.compile(r"(?<![\d.,/])\d{1,3}\.\d{3}(?![\d.])")


def test_the_portal_writes_thousands_with_a_space_in_spanish():
    with override("es"):
        assert number_format(1310, force_grouping=True) == "1\xa0310"


def spanish_of(data):
    """Return what TOML says without its parts in other languages, at any depth."""
    if isinstance(data, list):
        return [spanish_of(part) for part in data]
    if not isinstance(data, dict):
        return data
    return {name: spanish_of(part) for name, part in data.items() if name not in ("en", "fr", "pt")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_spanish_text_has_no_thousands_with_a_dot(path):
    data = tomllib.loads(path.read_text("utf-8"))
    assert DOTTED.findall(str(spanish_of(data))) == []
