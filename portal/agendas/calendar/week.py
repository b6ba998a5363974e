"""The week, day by day."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.agendas.calendar.covers import with_covers
from portal.agendas.calendar.rows import event_row, near_words
from portal.core.dates import format_pattern
from portal.events.formatting import day_words
from portal.events.models import EventPage

from .navigation import at_week, day_id
from .result import event_days

if TYPE_CHECKING:
    from portal.agendas.calendar.result import CalendarResult


def week_context(answer: CalendarResult) -> dict[str, Any]:
    """Return the days of the week shown: {days: [{id, label, plate, near, rows}], past}; empty when nothing is on in it.

    `past`: of the present week, the days before today, {days, words}; they are folded, so that it opens at today.
    """
    entries = entries_by_day(answer, with_covers(answer.pages(answer.found)))
    if not any(entries.values()):
        return {"days": [], "past": None}
    gone = [day for day in sorted(entries) if answer.is_now() and day < answer.today]
    days = {day: agenda_day(answer, day, entries[day]) for day in sorted(entries)}
    past = (
        {"days": [days.pop(day) for day in gone], "words": past_words([entries[day] for day in gone])} if gone else None
    )
    return {"days": list(days.values()), "past": past}


def past_words(entries: list[list[tuple]]) -> str:
    """Return how many meetings some days had, in words."""
    count = sum(is_there and not event.is_cancelled for found in entries for _moment, event, is_there in found)
    return ngettext("%(count)s terminado", "%(count)s terminados", count) % {"count": count}


def entries_by_day(answer: CalendarResult, events: list[EventPage]) -> dict[date, list[tuple]]:
    """Return {day: [(moment, event, is it there)]} of all days shown; an event stands on each of its days.

    What was moved away stands on its old day too, unless it does not happen at all.
    """
    period = answer.period
    entries = {
        period.begin.fromordinal(number): [] for number in range(period.begin.toordinal(), period.end.toordinal())
    }
    for event in events:
        first, last = event_days(event)
        for day in entries:
            if first <= day <= last:
                entries[day].append((event.start, event, True))
        old = timezone.localdate(event.former_start) if event.former_start else None
        if old in entries and not first <= old <= last and not event.is_cancelled:
            entries[old].append((event.former_start, event, False))
    for found in entries.values():
        found.sort(key=lambda entry: (timezone.localtime(entry[0]).time(), entry[1].pk))
    return entries


def agenda_day(answer: CalendarResult, day: date, entries: list[tuple[datetime, EventPage, bool]]) -> dict[str, Any]:
    """Return one day as its template takes it."""
    plate = {
        "datetime": day.isoformat(),
        "top": format_pattern(day, "EEEE", answer.language),
        "day": day.day,
        "bottom": format_pattern(day, "MMM", answer.language),
    }
    return {
        "id": day_id(day),
        "label": day_words(day),
        "plate": plate,
        "near": near_words(day, answer.today),
        "rows": [day_event_row(answer, day, *entry) for entry in entries],
    }


def day_event_row(
    answer: CalendarResult, day: date, moment: datetime, event: EventPage, is_there: bool
) -> dict[str, Any]:
    """Return an event as a row of a day: its own one, a later one of several, or the one it was moved away from."""
    if not is_there:
        return event_row(event, answer.language, answer.now, moved_to=new_day(answer, event))
    found = event_row(event, answer.language, answer.now)
    if timezone.localdate(event.start) != day:
        found["when"] = {"datetime": day.isoformat(), "text": _("Sigue"), "note": found["when"]["note"]}
    return found


def new_day(answer: CalendarResult, event: EventPage) -> str:
    """Return the address of the day to which an event was moved."""
    day = timezone.localdate(event.start)
    if answer.period.kind == "week" and answer.period.begin <= day < answer.period.end:
        return f"#{day_id(day)}"
    return f"{at_week(answer.asked, day, answer.today)}#{day_id(day)}"
