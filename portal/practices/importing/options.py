"""The lines of a form's multiple choice: with an X behind, with a box before or behind, or with neither.

Programs write boxes with many signs. Some are boxes and nothing else (☐ [ ] ☒). Others are bullets as well (o □ ■ ●):
what they mean is told by the whole form, and a form that does not tell is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from portal.core.import_report import Refusal

TICK, EMPTY, FILLED, OUTLINE = "☒", "☐", "■", "□"
#: Wingdings and Wingdings 2 put their boxes where Unicode has no letters: U+F0xx
SIGNS = {
    TICK: "☒☑✓✔✗✘✕✖✅☓🗹🗷\uf0fe\uf0fd\uf0fc\uf0fb\uf052\uf053\uf054\uf050\uf04f",
    EMPTY: "☐⬜\uf0a8\uf0a3",
    FILLED: "■◼▣●◉⬛⚫\uf06e\uf06c",
    OUTLINE: "□◻▢❏❐❑❒○◯⚪🔲🔳\uf06f\uf071\uf072\uf0a1",
}
ONE_SIGN = str.maketrans(
    {written: sign for sign, all_written in SIGNS.items() for written in all_written} | {"\ufe0f": ""}
)
BRACKETS = re.compile(r"[\[(]\s*([xX✓✔✗✘✕✖☒●•*]?)\s*[\])]|(?<!\S)_+([xX✓✔]?)_+(?!\w)")
LETTER_TICK = re.compile(r"^[xX](?:\s+|(?=[A-ZÁÉÍÓÚÑ]))(?=\S)")
LETTER_BOX = re.compile(r"^[oO]\s+(?=[^\W\d_])")
TICK_BEHIND = re.compile(r"(?:\t\s*|\s{2,})[Xx]\s*$")
SIGN = re.compile("[☒☐■□]")
BULLET = re.compile(r"^[-•–]\s+")


@dataclass(frozen=True)
class Option:
    """One option of a list: `ticked` when it carries a mark, `boxed` False for an empty box, None without a box.

    `sign` is that of its box as it was written, in one of its four kinds, "" for none.
    """

    text: str
    line: int
    ticked: bool
    boxed: bool | None
    sign: str = ""


def split_options(line: str) -> list[str]:
    """Return the options of one line, each with its box in one of four signs: several boxes stand beside each other."""
    text = line.translate(ONE_SIGN)
    text = BRACKETS.sub(lambda found: TICK if found[1] or found[2] else EMPTY, text)
    start = BULLET.sub("", text.strip())
    if LETTER_TICK.match(start):
        text = LETTER_TICK.sub(f"{TICK} ", start)
    elif LETTER_BOX.match(start):
        text = LETTER_BOX.sub(f"{OUTLINE} ", start)
    if len(SIGN.findall(text)) < 2:
        return [text]
    before = SIGN.match(BULLET.sub("", text.strip()))
    parts = re.split("(?=[☒☐■□])" if before else "(?<=[☒☐■□])", text)
    return [part for part in parts if BULLET.sub("", f"{part.strip()} ").strip(" -")]


def has_box(line: str) -> bool:
    """Tell whether a line begins with a box, in whichever sign."""
    return bool(SIGN.match(BRACKETS.sub(EMPTY, line.translate(ONE_SIGN).lstrip())))


def read_options(lines: list[tuple[int, str]]) -> list[Option]:
    """Return the options (Option) in the lines [(number, text)] under a heading."""
    options = []
    for number, line in lines:
        for part in split_options(line.rstrip()):
            marked = bool(TICK_BEHIND.search(part))
            text = BULLET.sub("", TICK_BEHIND.sub("", part).strip())
            found = SIGN.match(text) or re.search(r"[☒☐■□]$", text)
            sign = found[0] if found else ""
            text = BULLET.sub("", (text.replace(sign, "", 1) if found else text).strip())
            boxed = {TICK: True, EMPTY: False}.get(sign)
            if text:
                options.append(Option(text, number, marked or sign == TICK, boxed, sign))
    return options


def settle_options(options: dict[str, list[Option]]) -> dict[str, list[Option]]:
    """Return the options of a whole form, by heading, with what ■ and □ mean there. Raises Refusal when nothing tells.

    ■ beside an empty box was chosen; alone it is a bullet. □ beside a mark was not chosen; alone it may be a bullet.
    """
    every = [option for found in options.values() for option in found]
    signs = {option.sign for option in every}
    filled_ticks = FILLED in signs and bool(signs & {EMPTY, OUTLINE})
    marked = filled_ticks or any(option.ticked for option in every)
    if not marked and (doubtful := first_with(every, OUTLINE)):
        raise Refusal(
            _("no se sabe si el signo delante de «%s» es una casilla sin marcar: marca con X las opciones elegidas")
            % doubtful.text[:60],
            doubtful.line,
        )

    def meaning(option: Option) -> Option:
        if option.sign == FILLED and filled_ticks:
            return replace(option, ticked=True, boxed=True)
        return replace(option, boxed=option.ticked) if option.sign == OUTLINE else option

    return {name: [meaning(option) for option in found] for name, found in options.items()}


def first_with(options: Iterable[Option], sign: str) -> Option | None:
    """Return the first option whose box is written with that sign, or None."""
    return next((option for option in options if option.sign == sign), None)
