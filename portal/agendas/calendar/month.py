"""The month as a table of weeks; on a phone the days on which something is on."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import ngettext

from portal.agendas.calendar.query import week_of
from portal.agendas.calendar.rows import title_and_text
from portal.core.dates import format_pattern
from portal.core.language import in_interface
from portal.events.choices import EventState, Move
from portal.events.formatting import day_words, hour_words
from portal.events.models import EventPage
from portal.events.state import move_label, move_of

from .navigation import at_week
from .week import day_id, entries_by_day

if TYPE_CHECKING:
    from portal.agendas.calendar.result import CalendarResult

MOST_IN_A_DAY = 4


def month_context(answer: CalendarResult) -> dict[str, Any]:
    """Return the month shown: {weekdays: [name, short name], weeks: [[cell]]}, Monday first, whole weeks."""
    entries = entries_by_day(answer, answer.pages(answer.found))
    monday, last = week_of(answer.period.begin).begin, answer.period.end
    weekdays = [monday + timedelta(days=number) for number in range(7)]
    weeks = []
    while monday < last:
        weeks.append([cell(answer, monday + timedelta(days=number), entries) for number in range(7)])
        monday += timedelta(days=7)
    names = [tuple(format_pattern(day, form, answer.language) for form in ("EEEE", "EEE")) for day in weekdays]
    return {"weekdays": names, "weeks": weeks, "is_empty": not any(entries.values())}


def cell(answer: CalendarResult, day: date, entries: dict[date, list]) -> dict[str, Any] | None:
    """Return a day of the month as its template takes it; None for a day of another month."""
    if day not in entries:
        return None
    found = entries[day]
    url = f"{at_week(answer.asked, day, answer.today)}#{day_id(day)}"
    there = sum(is_there and not event.is_cancelled for _moment, event, is_there in found)
    return {
        "day": day.day,
        "iso": day.isoformat(),
        "label": day_words(day),
        "count": ngettext("%(count)s encuentro", "%(count)s encuentros", there) % {"count": there},
        "url": url,
        "is_today": day == answer.today,
        "entries": [line(answer, day, *entry) for entry in found[:MOST_IN_A_DAY]],
        "more": max(0, len(found) - MOST_IN_A_DAY),
    }


def state_word(event: EventPage, is_there: bool) -> str:
    """Return what a line of a day says of an event's state: that it is off, moved away, or has another hour."""
    if event.is_cancelled:
        return str(EventState.CANCELLED.label)
    if is_there:
        return move_label(event) if move_of(event) == Move.HOUR else ""
    return move_label(event)


def line(answer: CalendarResult, day: date, moment: datetime, event: EventPage, is_there: bool) -> dict[str, Any]:
    """Return an event in one line of a day: {hour, title, url, lang, off, word}."""
    title, language, _text = title_and_text(event, answer.language)
    continues = is_there and timezone.localdate(event.start) != day
    return {
        "hour": "" if event.all_day or continues else hour_words(moment),
        "title": title,
        "lang": language if language != answer.language else "",
        "url": in_interface(event.url or "", answer.language),
        "off": event.is_cancelled or not is_there,
        "word": state_word(event, is_there),
    }
