"""The fields of the form of minutes: what each shows, what is wrong with it, and what somebody else wrote there."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from django.utils.crypto import get_random_string
from django.utils.http import int_to_base36
from django.utils.translation import gettext as _

from portal.minutes.content import longest_of
from portal.minutes.saving import Theirs

#: stands for the id of a row in the piece of HTML from which the script makes a new row
NEW_ROW = "__id__"
ROW_ID_SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"
#: what a list of choices is made of: (value, words), or (group, [(value, words)])
Choice = tuple[str, "str | list[tuple[str, str]]"]


@dataclass(frozen=True)
class MinutesField:
    """One field. control: text, area, number, step, select, radios or check; where: what names it among its like."""

    key: str
    label: str
    control: str
    value: str = ""
    hint: str = ""
    choices: Sequence[Choice] = ()
    fault: str = ""
    theirs: Theirs | None = None
    where: str = ""

    @property
    def id(self) -> str:
        """What its label and the faults link to."""
        return f"f-{self.key}"

    @property
    def anchor(self) -> str:
        """The id of what takes the focus: of several buttons the first."""
        return f"{self.id}-{self.choices[0][0]}" if self.control == "radios" else self.id

    @property
    def described_by(self) -> str:
        """The ids of what a screen reader says after the label."""
        words = {"hint": self.hint, "error": self.fault, "theirs": self.theirs}
        return " ".join(f"{self.id}-{name}" for name, text in words.items() if text)

    @property
    def longest(self) -> int:
        """How many signs the browser takes."""
        return longest_of(self.key.replace(NEW_ROW, "000000"))

    @property
    def is_open(self) -> bool:
        """Whether what folds it must be unfolded, because something stands in it."""
        return bool(self.value or self.fault or self.theirs)

    @property
    def groups(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Its choices as (group, choices); "" for those that stand in no group. A value that is offered no more stays."""
        grouped: list[tuple[str, list[tuple[str, str]]]] = []
        for value, words in self.choices:
            if isinstance(words, list):
                grouped.append((value, words))
            elif grouped and not grouped[-1][0]:
                grouped[-1][1].append((value, words))
            else:
                grouped.append(("", [(value, words)]))
        if self.value and all(self.value != value for _group, choices in grouped for value, _words in choices):
            grouped.append(("", [(self.value, _("Ya no está en la lista"))]))
        return grouped

    @property
    def seen(self) -> str:
        """A mark of the other person's text: a choice counts only for the text that was on the page."""
        return seen_mark(self.theirs.text) if self.theirs else ""

    @property
    def their_words(self) -> str:
        """What somebody else wrote, as a person reads it: of a choice its words."""
        text = self.theirs.text if self.theirs else ""
        if self.control == "check":
            return _("sí") if text else _("no")
        if not text:
            return _("(nada)")
        return next((words for _group, choices in self.groups for value, words in choices if value == text), text)


@dataclass
class FieldMaker:
    """Makes the fields of one page out of what is written, and keeps them by key in the order in which they stand."""

    content: Mapping[str, str]
    faults: Mapping[str, str] = field(default_factory=dict)
    conflicts: Mapping[str, Theirs] = field(default_factory=dict)
    made: dict[str, MinutesField] = field(default_factory=dict)

    def __call__(
        self,
        key: str,
        label: str,
        control: str = "text",
        *,
        hint: str = "",
        choices: Iterable[Choice] = (),
        where: str = "",
        value: str = "",
    ) -> MinutesField:
        """Return the field of a key; `value` is what it begins with where nothing is written."""
        made = MinutesField(
            key,
            str(label),
            control,
            value=self.content.get(key, value),
            hint=hint,
            choices=[(code, words if isinstance(words, list) else str(words)) for code, words in choices],
            fault=self.faults.get(key, ""),
            theirs=self.conflicts.get(key),
            where=where,
        )
        if NEW_ROW not in key:
            self.made[key] = made
        return made


def seen_mark(text: str) -> str:
    """Return a short mark of a text; another text has another one."""
    return sha256(text.encode()).hexdigest()[:16]


def fresh_row_ids(count: int) -> list[str]:
    """Return ids of new rows: they sort by the moment in which they were begun, as those that the script makes."""
    now = time.time_ns() // 1_000_000
    return [int_to_base36(now + place) + get_random_string(4, ROW_ID_SIGNS) for place in range(count)]
