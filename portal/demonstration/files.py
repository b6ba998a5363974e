"""The readable data files that the demonstration city is made from."""

import tomllib
from pathlib import Path
from typing import Any

from portal.core.language import CODES

DATA = Path(__file__).parent / "data"


def read_toml(name: str) -> dict[str, Any]:
    """Return the data of one file below data/ (str path)."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def read_all(folder: str) -> list[tuple[str, dict]]:
    """Return [(file stem, data)] of a folder's TOML files, by name."""
    return [
        (path.stem, tomllib.loads(path.read_text(encoding="utf-8"))) for path in sorted((DATA / folder).glob("*.toml"))
    ]


def file_languages(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return {language code: table} of the languages a file speaks, in the portal's order."""
    return {code: data[code] for code in CODES if code in data}
