"""Points that a council moved on: where each stands now, and all the dates on which it stood."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.language import in_interface, localized_pages, reader_language
from portal.councils.choices import ItemVisibility
from portal.councils.models import AgendaItem, CouncilPage, SessionPage
from portal.events.formatting import day_words

from .choices import MinutesState, PlacementEnd
from .models import ItemRecord, Placement

if TYPE_CHECKING:
    from .models import BacklogItem

#: points that the page of a council shows; the rest is folded
PENDING_SHOWN = 5


def shown_placements() -> QuerySet[Placement]:
    """Return the dates of points with what a line needs of each: the state of the minutes, the language of the title.

    Points for the team are moved on too: a date counts only where published minutes name the point, and where it is not
    internal by now. Where no minutes ended it, the point stands or stood on an agenda that everybody reads.
    """
    internal = AgendaItem.objects.filter(translation_key=OuterRef("item_key"), visibility=ItemVisibility.INTERNAL)
    recorded = ItemRecord.objects.filter(minutes__session=OuterRef("session"), item_key=OuterRef("item_key"))
    rows = Placement.objects.exclude(Exists(internal)).select_related("backlog_item")
    rows = rows.annotate(is_recorded=Exists(recorded)).filter(
        Q(is_recorded=True) | Q(item_key=None) | Q(session=None) | Q(end__in=("", PlacementEnd.FELL_THROUGH))
    )
    return rows.annotate(
        minutes_state=F("session__minutes_record__state"),
        session_key=F("session__translation_key"),
        source_language=F("backlog_item__council__locale__language_code"),
    ).order_by("day", "placed_at", "pk")


def public_sessions_of(placements: Iterable[Placement]) -> dict[UUID, SessionPage]:
    """Return {translation key: session in the reader's language} of those that everybody may read, with one query."""
    keys = {placement.session_key for placement in placements if placement.session_key}
    if not keys:
        return {}
    sessions = localized_pages(SessionPage.objects.filter(translation_key__in=keys))
    return {session.translation_key: session for session in sessions}


# On the page of a council --------------------------------------------------------------------------------------------


def pending_context(request: HttpRequest, page: CouncilPage) -> dict[str, Any] | None:
    """Return the open points of a council with where each stands; None without any. Two queries."""
    rows = shown_placements().filter(
        backlog_item__council__translation_key=page.translation_key, backlog_item__closed_at=None
    )
    placements = list(rows)
    sessions = public_sessions_of(placements)
    points: dict[BacklogItem, list[Placement]] = {}
    for placement in placements:
        points.setdefault(placement.backlog_item, []).append(placement)
    found = [
        pending_point(point, dates, sessions) for point, dates in points.items() if is_public_subject(dates, sessions)
    ]
    if not found:
        return None
    return {"shown": found[:PENDING_SHOWN], "rest": found[PENDING_SHOWN:]}


def is_public_subject(dates: list[Placement], sessions: dict[UUID, SessionPage]) -> bool:
    """Tell whether everybody may know of a point: the minutes of a session that everybody may read moved it on."""
    return any(date.end == PlacementEnd.MOVED and date.session_key in sessions for date in dates)


def pending_point(point: BacklogItem, dates: list[Placement], sessions: dict[UUID, SessionPage]) -> dict[str, Any]:
    """Return an open point as templates take it: its title, since when it waits, and the session where it stands."""
    source = dates[0].source_language
    waiting = next((date for date in reversed(dates) if not date.end and date.session_key in sessions), None)
    session = sessions[waiting.session_key] if waiting else None
    first = next(date for date in dates if date.end == PlacementEnd.MOVED and date.session_key in sessions)
    return {
        "title": point.title,
        "lang": source if source != reader_language() else "",
        "since": _("Desde el %(day)s.") % {"day": day_words(first.day)},
        "url": in_interface(session.url or "") if session else "",
        "where": standing_words(session) if session else "",
        "is_provisional": any(date.minutes_state == MinutesState.PROVISIONAL for date in dates if date.end),
    }


def standing_words(session: SessionPage) -> str:
    """Return on which agenda a point stands; of a session that was held, the minutes are still to come."""
    said = {"day": day_words(session.start)}
    if session.start > timezone.now():
        return _("Está en el orden del día del %(day)s") % said
    return _("Estuvo en el orden del día del %(day)s; el acta está pendiente") % said


# On the page of a point ----------------------------------------------------------------------------------------------


def dates_of_point(item_key: UUID) -> list[dict[str, Any]]:
    """Return the dates on which a point stood, in their order: [{text, url, is_provisional}]. Two queries.

    A session that is hidden is not named; one that was deleted is, by its day.
    """
    same = Placement.objects.filter(item_key=item_key).values("backlog_item")
    placements = list(shown_placements().filter(backlog_item__in=same))
    sessions = public_sessions_of(placements)
    shown = [date for date in placements if date.session_key in sessions or (date.session_key is None and date.end)]
    return [
        {
            "text": placement_words(date),
            "url": in_interface(sessions[date.session_key].url or "") if date.session_key in sessions else "",
            "is_provisional": bool(date.end) and date.minutes_state == MinutesState.PROVISIONAL,
        }
        for date in shown
    ]


def placement_words(placement: Placement) -> str:
    """Return in one sentence what became of a point on one day."""
    said = {"day": day_words(placement.day)}
    if placement.end == PlacementEnd.TREATED:
        return _("Se trató el %(day)s.") % said
    if placement.end == PlacementEnd.WITHDRAWN:
        return _("Se retiró el %(day)s.") % said
    if placement.end == PlacementEnd.MOVED:
        return _("Estuvo en el orden del día del %(day)s y pasó a otra sesión.") % said
    if placement.end == PlacementEnd.FELL_THROUGH:
        return _("Estuvo en el orden del día del %(day)s, y esa sesión no se hizo.") % said
    if placement.day >= timezone.localdate():
        return _("Está en el orden del día del %(day)s.") % said
    return _("Estuvo en el orden del día del %(day)s.") % said
