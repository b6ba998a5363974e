"""Which coming session takes what a council did not reach: the soonest that really is to come."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from portal.core.translations import first_versions
from portal.councils.models import SessionPage
from portal.events.choices import EventState

from .choices import PlacementEnd
from .models import MinutesVersion

if TYPE_CHECKING:
    from .models import Placement


def coming_sessions(councils: Collection[int], now: datetime) -> dict[int, list[SessionPage]]:
    """Return {council: its sessions to come (first versions), the soonest first}, with one query.

    Public ones, and drafts that never were public: what was withdrawn does not come. Nor does one with minutes.
    """
    rows = SessionPage.objects.filter(council__in=councils, start__gt=now).exclude(state=EventState.CANCELLED)
    rows = rows.filter(Q(live=True) | Q(first_published_at__isnull=True))
    rows = rows.filter(~Exists(MinutesVersion.objects.filter(minutes__session=OuterRef("pk"))))
    found: dict[int, list[SessionPage]] = {council: [] for council in councils}
    for session in first_versions(rows).select_related("locale").order_by("start", "pk"):
        found[session.council_id].append(session)
    return found


def standing_of(chain: list[Placement]) -> Placement | None:
    """Return where a subject stands now, of all its placements; None while it waits for a session."""
    return next((placement for placement in reversed(chain) if not placement.end), None)


def waits_for_minutes(placement: Placement, now: datetime) -> bool:
    """Tell whether the session has begun and what became of the point is not written yet."""
    session = placement.session
    return session is not None and session.start <= now and session.live and not session.is_cancelled


def chosen_session(chain: list[Placement], sessions: list[SessionPage]) -> SessionPage | None:
    """Return the one of a council's coming sessions on which a subject belongs: the soonest.

    From one that everybody sees it goes to no draft. A session from whose agenda somebody took it is not asked again.
    """
    left = {placement.session_id for placement in chain if placement.end == PlacementEnd.MOVED}
    free = [session for session in sessions if session.pk not in left]
    standing = standing_of(chain)
    here = next((session for session in sessions if standing and session.pk == standing.session_id), None)
    if here is None:
        return free[0] if free else None
    sooner = sessions[: sessions.index(here)]
    return next((session for session in sooner if session in free and (session.live or not here.live)), here)


def is_in_its_place(chain: list[Placement], sessions: list[SessionPage], now: datetime) -> bool:
    """Tell whether an open subject stands where it belongs, as far as its sessions' dates and states tell."""
    standing = standing_of(chain)
    if standing and waits_for_minutes(standing, now):
        return True
    chosen = chosen_session(chain, sessions)
    if standing is None or chosen is None:
        return standing is chosen
    return chosen.pk == standing.session_id and standing.day == timezone.localdate(chosen.start)
