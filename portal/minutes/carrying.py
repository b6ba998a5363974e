"""What was not reached stands on the next session's agenda, whatever happens to that session."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portal.core.models import User

    from .models import Minutes


def carry(minutes: Minutes, user: User | None) -> None:
    """Bring the council's backlog up to date with the latest version of minutes."""
