"""The list: what is on between two days, page by page; what lies behind is the archive, year by year."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from portal.agendas.calendar.covers import with_covers
from portal.agendas.calendar.rows import event_row
from portal.core.listing import pager
from portal.core.partial_dates import partial_date_words
from portal.events.models import EventPage

if TYPE_CHECKING:
    from portal.agendas.calendar.result import CalendarResult

PAGE_SIZE = 20


def list_context(answer: CalendarResult) -> dict[str, Any]:
    """Return one page of what was asked for: {months: [{name, rows}], pager}; the archive is told from the latest on."""
    found = answer.present[::-1] if answer.is_archive() else answer.present
    pages = max(1, -(-len(found) // PAGE_SIZE))
    page = min(answer.asked.page, pages)
    events = with_covers(answer.pages(found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]))
    return {
        "months": [
            {
                "name": partial_date_words(f"{year:04d}-{month:02d}"),
                "rows": [event_row(event, answer.language, answer.now, dated=True) for event in group],
            }
            for (year, month), group in groupby(events, key=month_of_event)
        ],
        "pager": pager(Pages(page, pages), lambda number: answer.asked.address(page=number)),
    }


class Pages:
    """The page shown and how many there are, as `pager` asks for them."""

    def __init__(self, page, pages):
        self.page, self.pages = page, pages


def month_of_event(event: EventPage) -> tuple[int, int]:
    """Return (year, month) in which an event begins."""
    local = timezone.localdate(event.start)
    return local.year, local.month
