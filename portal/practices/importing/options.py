"""The lines of a form's multiple choice: with an X behind, with a box before, or with neither."""

from __future__ import annotations

import re
from dataclasses import dataclass

TICK_BEHIND = re.compile(r"(?:\t\s*|\s{2,})[Xx✓✔☒☑]\s*$")
BOX_BEFORE = re.compile(r"^(?:\[([ xX✓✔])?\]|([☐☒☑]))\s*")
BULLET = re.compile(r"^[-•]\s+")


@dataclass(frozen=True)
class Option:
    """One option of a list: `ticked` when it carries a mark, `boxed` False for an empty box, None without a box."""

    text: str
    line: int
    ticked: bool
    boxed: bool | None


def read_options(lines: list[tuple[int, str]]) -> list[Option]:
    """Return the options (Option) in the lines [(number, text)] under a heading."""
    options = []
    for number, line in lines:
        text = line.rstrip()
        marked = bool(TICK_BEHIND.search(text))
        text = BULLET.sub("", TICK_BEHIND.sub("", text).strip())
        boxed = None
        if box := BOX_BEFORE.match(text):
            boxed = (box[1] or "").strip() != "" or box[2] in ("☒", "☑")
            text = text[box.end() :]
        if text:
            options.append(Option(text, number, marked or bool(boxed), boxed))
    return options
