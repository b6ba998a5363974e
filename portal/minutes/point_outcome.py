"""What the minutes of each session say of a subject, and which of them speaks last."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from .choices import ItemOutcome, PlacementEnd
from .content import row_of
from .models import Minutes

if TYPE_CHECKING:
    from .models import BacklogItem, Placement

#: between the minutes and the id of a point that was on no agenda: an id is the only one of its minutes alone
BETWEEN = "."


def origin_of_extra(minutes: Minutes, row: str) -> str:
    """Return the origin_key of a point that was not on the agenda."""
    return f"{minutes.pk}{BETWEEN}{row}"


def outcome_of_chain(subject: BacklogItem, chain: list[Placement], now: datetime) -> str:
    """Note in each placement what the minutes of its session say, and return what the last of them says; "" for nothing.

    Of a session that was deleted with its minutes, what was noted counts: that a point was moved on is not forgotten.
    """
    said, last = published_contents(chain), ""
    for place, placement in enumerate(chain):
        if placement.session_id is None:
            outcome = placement.end if placement.end in (PlacementEnd.MOVED, PlacementEnd.TREATED) else ""
        elif placement.session_id in said:
            outcome = outcome_in(subject, placement, said[placement.session_id], is_first=place == 0)
        else:
            continue
        if outcome and outcome != placement.end:
            placement.end, placement.ended_at = outcome, now
            placement.save(update_fields=["end", "ended_at"])
        last = outcome or last
    return last


def published_contents(chain: list[Placement]) -> dict[int, Mapping[str, str]]:
    """Return {session: content of its latest minutes} of the sessions of some placements."""
    keys = {placement.session_id for placement in chain if placement.session_id}
    records = Minutes.objects.filter(session__in=keys)
    return {minutes.session_id: minutes.latest.content for minutes in records if minutes.latest}


def outcome_in(subject: BacklogItem, placement: Placement, content: Mapping[str, str], *, is_first: bool) -> str:
    """Return what became of a subject in a session, by its minutes.

    Where they say nothing, what stood there was not reached; a point on no agenda that a correction took out is withdrawn.
    """
    if placement.item_key is None:
        row = row_of(content, "extra", subject.origin_key.partition(BETWEEN)[2])
        return row["outcome"] if row["title"] and row["outcome"] in ItemOutcome.values else ItemOutcome.WITHDRAWN
    outcome = content.get(f"item.{placement.item_key.hex[:8]}.outcome", "")
    if outcome in ItemOutcome.values:
        return outcome
    if not placement.end:
        return ItemOutcome.MOVED
    is_of_minutes = is_first or placement.end in (PlacementEnd.MOVED, PlacementEnd.TREATED)
    return placement.end if is_of_minutes else ""
