"""Where a matter comes from that nobody sent: an upper room says so, such as minutes in which it was written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import Submission


@dataclass(frozen=True)
class MatterOrigin:
    """A sentence in the reader's language, and the public address of what it names; "" while that is hidden."""

    text: str
    url: str = ""


#: gets a matter and returns where it comes from; None for one of another origin. Asks nothing where the channel tells
OriginFinder = Callable[["Submission"], MatterOrigin | None]

_finders: list[OriginFinder] = []


def register_origin(finder: OriginFinder) -> None:
    """Add a way to find where matters come from; the same one counts once."""
    if finder not in _finders:
        _finders.append(finder)


def origin_of(submission: Submission) -> MatterOrigin | None:
    """Return where a matter comes from that nobody sent; None for one with a sender, named or not."""
    return next((origin for finder in _finders if (origin := finder(submission)) is not None), None)
