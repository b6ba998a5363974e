"""Three-way merge of flat dicts {key: text}: two people write one form, and neither loses what only she changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Merge:
    """What two sides make together.

    content: what is to be stored, without empty texts; conflicts: {key: the stored text} of the keys that both sides
    changed, each in another way. There the stored text stays until somebody chooses.
    """

    content: dict[str, str]
    conflicts: dict[str, str]


def merge_texts(stored: Mapping[str, str], base: Mapping[str, str], mine: Mapping[str, str]) -> Merge:
    """Merge `mine`, which began as `base`, with what is stored now. A key that a dict does not have counts as "".

    No clock is asked: only what both sides began with tells who changed what. Sending the same again changes nothing,
    because by then the stored text is the one that was sent.
    """
    content, conflicts = {}, {}
    for key in sorted({*stored, *base, *mine}):
        theirs, before, ours = (side.get(key, "") for side in (stored, base, mine))
        text = theirs if ours == before else ours
        if ours not in (before, theirs) and theirs != before:
            text = conflicts[key] = theirs
        if text:
            content[key] = text
    return Merge(content, conflicts)
