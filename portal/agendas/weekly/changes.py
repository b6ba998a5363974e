"""What changed after a weekly agenda was frozen, in the reader's words: nothing changes on it silently."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext

from portal.core.language import reader_language, written_in
from portal.events.choices import Modality, Move
from portal.events.formatting import day_words, hour_words
from portal.events.models import EventChange
from portal.events.state import move_between

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
    reason: str = ""  # why, in the source's language, where the reader's is another: it is not among the words

    @property
    def reason_language(self):
        """Return the language (code) of the reason."""
        return settings.LANGUAGE_CODE if self.reason else ""

    @property
    def plain_words(self):
        """Return what changed and why, for texts without markup."""
        return f"{self.words} {self.reason} ({written_in(self.reason_language)})" if self.reason else self.words


def changes_since(moment: datetime, keys: list[str]) -> dict[str, list[EventChangeNotice]]:
    """Return {key: [EventChangeNotice]} of events (translation keys) after a moment, the oldest first."""
    rows = EventChange.objects.filter(at__gt=moment, announcement__key__in=keys).order_by("at", "pk")
    found = defaultdict(list)
    for key, row in ((str(key), row) for key, row in with_keys(rows)):
        foreign = row.after.get("reason", "") if reader_language() != settings.LANGUAGE_CODE else ""
        words = event_change_words(row, "" if foreign else row.after.get("reason", ""))
        found[key].append(
            EventChangeNotice(key, row.what, row.at, change_moment_words(row.at), words, row.after, foreign)
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


def event_change_words(change: EventChange, reason: str) -> str:
    """Return what an EventChange says, in the reader's language; `reason` as it stands in it."""
    before, after = change.before, change.after
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
    begins = [parse_datetime(told.get("start") or "") for told in (before, after)]
    move = move_between(*begins) if all(begins) else None
    if old == new:
        end = parse_datetime(after.get("end") or "")
        said = (
            gettext("Ahora termina a las %(hour)s.") % {"hour": hour_words(end)} if end else gettext("Cambió la hora.")
        )
    elif move == Move.HOUR and not after.get("all_day"):
        hours = {"before": hour_words(begins[0]), "after": hour_words(begins[1])}
        said = gettext("Cambió de hora: antes %(before)s, ahora %(after)s.") % hours
    else:
        said = gettext("Cambió de %(before)s a %(after)s.") % {"before": old, "after": new}
    return f"{said} {reason}".strip()


def new_times(changes: list[EventChangeNotice]) -> tuple[datetime | None, datetime | None, bool]:
    """Return (start, end, all day) of an event since its last move, aware datetimes in the city's zone or None."""
    moves = [change.now for change in changes if change.what == What.MOVED]
    told = moves[-1] if moves else {}
    start, end = (parse_datetime(told.get(name) or "") for name in ("start", "end"))
    return start and timezone.localtime(start), end and timezone.localtime(end), bool(told.get("all_day"))


def new_start(changes: list[EventChangeNotice]) -> datetime | None:
    """Return when an event begins since its last move (aware datetime in the city's zone), or None."""
    return new_times(changes)[0]


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
