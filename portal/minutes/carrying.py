"""What was not reached stands in the council's backlog and on the next agenda; what was treated leaves both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from .backlog import settle_subject
from .choices import ItemOutcome, PlacementEnd
from .content import content_rows
from .models import BacklogItem, Placement
from .point_outcome import origin_of_extra

if TYPE_CHECKING:
    from uuid import UUID

    from portal.core.models import User
    from portal.councils.models import SessionPage

    from .models import Minutes


@dataclass(frozen=True)
class UnreachedPoint:
    """A point that minutes moved on: where it began, its key on the agenda (None: it was on none), what it is called."""

    origin: str
    item_key: UUID | None
    title: str


def update_backlog(minutes: Minutes, user: User | None) -> list[str]:
    """Bring the council's backlog up to date with the latest version of minutes; call it inside their transaction.

    Points for the team are moved on too, and stay the team's. Returns sentences for whoever publishes, `user`: what was
    corrected here and stays on another agenda, and why. The agendas are changed by the portal, in nobody's name.
    """
    session = minutes.session
    if session.council_id is None:  # its council is being deleted
        return []
    now = timezone.now()
    for point in unreached_points(minutes):
        if not is_in_backlog(session, point):
            begin_subject(session, point)
    touched = BacklogItem.objects.filter(placements__session=session).order_by("pk").distinct()
    return [note for pk in list(touched.values_list("pk", flat=True)) for note in settle_subject(pk, now)]


def unreached_points(minutes: Minutes) -> list[UnreachedPoint]:
    """Return what the latest version moved on, in the order of the agenda, then what was on none."""
    content = minutes.latest.content
    on_agenda = [
        UnreachedPoint(str(item.translation_key), item.translation_key, item.title)
        for item in minutes.session.items.all()
        if content.get(f"item.{item.code}.outcome") == ItemOutcome.MOVED
    ]
    others = [
        UnreachedPoint(origin_of_extra(minutes, row.id), None, row["title"])
        for row in content_rows(content, "extra")
        if row["outcome"] == ItemOutcome.MOVED
    ]
    return [*on_agenda, *others]


def is_in_backlog(session: SessionPage, point: UnreachedPoint) -> bool:
    """Tell whether the backlog has a subject that came to this session with the point, or that began with it."""
    council = BacklogItem.objects.filter(council=session.council_id)
    if council.filter(origin_key=point.origin).exists():
        return True
    return point.item_key is not None and council.filter(placements__item_key=point.item_key).exists()


def begin_subject(session: SessionPage, point: UnreachedPoint) -> None:
    """Put a point that a session did not reach into its council's backlog, with this session as its first date."""
    now = timezone.now()
    subject = BacklogItem.objects.create(council_id=session.council_id, title=point.title, origin_key=point.origin)
    Placement.objects.create(
        backlog_item=subject,
        session=session,
        day=timezone.localdate(session.start),
        item_key=point.item_key,
        ended_at=now,
        end=PlacementEnd.MOVED,
    )
