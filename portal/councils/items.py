"""What everybody may read of a session's agenda: its public points, numbered as if there were no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from portal.councils.choices import ItemVisibility

if TYPE_CHECKING:
    from portal.councils.models import AgendaItem, SessionPage


def public_items(session: SessionPage) -> list[AgendaItem]:
    """Return the public points (list of AgendaItem) of a session (SessionPage), each with its `number` ("1", "1.1").

    Numbers count public points only, so that no gap reveals an internal one. What is part of an internal point is
    internal too, whatever it says itself; a part without a point before it is a point.
    """
    return number_public(session.items.all())


def number_public(items: QuerySet[AgendaItem] | list[AgendaItem]) -> list[AgendaItem]:
    """Return the public ones (list) of all the points of one session, in their order, each with its `number`."""
    found, main, part, hidden = [], 0, 0, False
    for item in items:
        is_internal = item.visibility != ItemVisibility.PUBLIC
        if not item.is_sub:
            hidden = is_internal
        if is_internal or (item.is_sub and hidden):
            continue
        if item.is_sub and main:
            part += 1
        else:
            main, part = main + 1, 0
        item.number = f"{main}.{part}" if part else str(main)
        found.append(item)
    return found


def planned_minutes(items: list[AgendaItem]) -> int:
    """Return how many minutes the numbered points (from `public_items`) take together; 0 when nobody said.

    A point's own minutes include those of its parts; where it has none, its parts are counted.
    """
    points = {}
    for item in items:
        point = points.setdefault(item.number.partition(".")[0], {"own": 0, "parts": 0})
        point["parts" if "." in item.number else "own"] += item.minutes or 0
    return sum(point["own"] or point["parts"] for point in points.values())


def public_item(session: SessionPage, code: str) -> AgendaItem | None:
    """Return the public point of a session with this code (AgendaItem with its number), or None."""
    return next((item for item in public_items(session) if item.code == code), None)
