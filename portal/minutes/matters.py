"""What was said in the room becomes a matter with a clock and an answer, as what is typed does."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portal.core.models import User

    from .models import Minutes


def make_matters(minutes: Minutes, user: User | None) -> None:
    """Make a matter of each complaint and proposal of the latest version that has none yet."""
