"""What changed after a weekly agenda was frozen, in the reader's words: nothing changes on it silently."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext

from portal.core.language import reader_language
from portal.events.choices import Modality
from portal.events.formatting import day_words, hour_words
from portal.events.models import EventChange

What = EventChange.What
#: how the state component draws a row that changed so
STATES = {What.CANCELLED: "cancelled", What.WITHDRAWN: "cancelled", What.MOVED: "moved", What.ADDED: "open"}
#: the row no longer says what happens on its day
OFF = (What.CANCELLED, What.WITHDRAWN, What.MOVED)


@dataclass(frozen=True)
class EventChangeNotice:
    """One change of one event, told."""

    key: str
    what: str
    at: datetime
    when: str  # on which day and hour it was changed
    words: str
    now: dict  # what holds since, as far as it changed (see portal/events/publication_log.py)


def changes_since(moment: datetime, keys: list[str]) -> dict[str, list[EventChangeNotice]]:
    """Return {key: [EventChangeNotice]} of events (translation keys) after a moment, the oldest first."""
    rows = EventChange.objects.filter(at__gt=moment, announcement__key__in=keys).order_by("at", "pk")
    found = defaultdict(list)
    for key, row in ((str(key), row) for key, row in with_keys(rows)):
        found[key].append(
            EventChangeNotice(key, row.what, row.at, change_moment_words(row.at), event_change_words(row), row.after)
        )
    return found


def with_keys(rows: QuerySet[EventChange]) -> list[tuple[UUID, EventChange]]:
    """Return [(key of the event, EventChange)]."""
    return [(row.announcement.key, row) for row in rows.select_related("announcement")]


def change_moment_words(moment: datetime) -> str:
    """Return day and hour of a moment (aware datetime): "martes 17 de noviembre, 10:15"."""
    return gettext("%(day)s, %(hour)s") % {"day": day_words(moment), "hour": hour_words(moment)}


def start_words(told: dict[str, Any]) -> str:
    """Return when an event began or begins, as it was told (dict); an empty text where nobody told."""
    start = parse_datetime(told.get("start") or "")
    if start is None:
        return ""
    return day_words(start) if told.get("all_day") else change_moment_words(start)


def event_change_words(change: EventChange) -> str:
    """Return what an EventChange says, in the reader's language."""
    before, after = change.before, change.after
    reason = after.get("reason", "")
    if change.what == What.MOVED:
        return moved_words(before, after, reason)
    if change.what == What.CANCELLED:
        return gettext("Se canceló: %(reason)s") % {"reason": reason} if reason else gettext("Se canceló.")
    if change.what == What.PLACE:
        return gettext("Cambió el lugar: ahora es en %(place)s.") % {"place": after.get("place", "")}
    if change.what == What.MODALITY:
        now = Modality(after["modality"]).label if after.get("modality") in Modality.values else ""
        return gettext("Cambió cómo se participa: %(now)s.") % {"now": now.lower()}
    if change.what == What.TITLE:
        titles = after.get("titles", {})
        title = titles.get(reader_language()) or next(iter(titles.values()), "")
        return gettext("Cambió el título: «%(title)s».") % {"title": title}
    return {
        What.ADDED: gettext("Se agregó."),
        What.REVIVED: gettext("Vuelve a hacerse."),
        What.WITHDRAWN: gettext("Se retiró de la agenda."),
    }[change.what]


def moved_words(before: dict[str, Any], after: dict[str, Any], reason: str) -> str:
    """Return from when to when something was moved, or how long it lasts now, and why."""
    old, new = start_words(before), start_words(after)
    if old == new:
        end = parse_datetime(after.get("end") or "")
        said = (
            gettext("Ahora termina a las %(hour)s.") % {"hour": hour_words(end)} if end else gettext("Cambió la hora.")
        )
    else:
        said = gettext("Cambió de %(before)s a %(after)s.") % {"before": old, "after": new}
    return f"{said} {reason}".strip()


def new_start(changes: list[EventChangeNotice]) -> datetime | None:
    """Return when an event begins since its last move (aware datetime in the city's zone), or None."""
    moves = [change for change in changes if change.what == What.MOVED]
    start = parse_datetime(moves[-1].now.get("start") or "") if moves else None
    return timezone.localtime(start) if start else None


def state_after(changes: list[EventChangeNotice], start: str = "") -> str:
    """Return the change (What) that a reader must know first, "" for none: what holds now of an event that was to `start`.

    `start` is the frozen beginning (ISO 8601). What is cancelled stays so until it is revived, wherever it moves; what
    moved and came back did not move.
    """
    gone = added = ""
    for change in changes:
        if change.what in (What.CANCELLED, What.WITHDRAWN):
            gone = change.what
        elif change.what == What.REVIVED:
            gone = ""
        elif change.what == What.ADDED:
            added = change.what
    moved = new_start(changes)
    is_elsewhere = moved is not None and moved != parse_datetime(start or "")
    return gone or added or (What.MOVED if is_elsewhere else "")
