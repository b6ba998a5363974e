"""The guide's texts, from one readable file per language; names of buttons are those of the screens.

A text says [[Mis páginas]] for what stands on a screen: it is shown as the interface writes it in that language.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext, override

from portal.core import locales

FOLDER = Path(__file__).parent / "texts"
LABEL = re.compile(r"\[\[(.+?)\]\]")
PICTURE = "guide/{language}/{key}.webp"
WIDTH, HEIGHT = 1000, 560
ADMIN_LANGUAGES = {row.code: row.admin_code for row in locales.ROWS.values() if row.admin_code}


@dataclass(frozen=True)
class GuidePart:
    """One part of the guide: sentences, steps in their order, a note, and a picture with what is seen in it."""

    key: str
    title: str
    text: tuple[str, ...]
    steps: tuple[str, ...]
    note: str
    picture: str
    alt: str


@dataclass(frozen=True)
class Guide:
    """The whole guide in one language."""

    language: str
    title: str
    lead: str
    parts: tuple[GuidePart, ...]


def is_written(language: str) -> bool:
    """Tell whether the guide exists in a language."""
    return (FOLDER / f"{language}.toml").exists()


@cache
def guide_source(language: str) -> dict[str, Any]:
    """Return the file of a language as it is written (dict). Raises FileNotFoundError for a language without one."""
    return tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))


def labels_in(text: str) -> list[str]:
    """Return the labels of screens (list of msgids) that a text names."""
    return LABEL.findall(text)


def guide_html(text: str, language: str) -> str:
    """Return a text as safe HTML, with the labels of screens as they are written there."""
    with override(ADMIN_LANGUAGES.get(language, language)):
        pieces = LABEL.split(text)
        html = [
            f"<b>{escape(capfirst(gettext(piece)))}</b>" if at % 2 else escape(piece) for at, piece in enumerate(pieces)
        ]
    return mark_safe("".join(html))  # noqa: S308 - every piece is escaped


def picture_of(part: dict[str, Any], language: str) -> str:
    """Return the path below static/ of a part's picture, or an empty string for a part without one."""
    return PICTURE.format(language=language, key=part["key"]) if part.get("alt") else ""


def guide_in(language: str) -> Guide:
    """Return the Guide in a language. Raises FileNotFoundError for a language without one."""
    written = guide_source(language)
    parts = tuple(
        GuidePart(
            key=part["key"],
            title=part["title"],
            text=tuple(guide_html(line, language) for line in part.get("text", ())),
            steps=tuple(guide_html(step, language) for step in part.get("steps", ())),
            note=guide_html(part.get("note", ""), language),
            picture=picture_of(part, language),
            alt=part.get("alt", ""),
        )
        for part in written["parts"]
    )
    return Guide(language, written["title"], written["lead"], parts)
