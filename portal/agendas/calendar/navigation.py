"""The ways on from a page of the agenda: another look at the same days, the days before and after, the years."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portal.agendas.calendar.query import LIST, MAP, MONTH, WEEK, month_of, week_of
from portal.core.partial_dates import partial_date_words
from portal.core.weeks import Week

if TYPE_CHECKING:
    from portal.agendas.calendar.query import CalendarQuery
    from portal.agendas.calendar.result import CalendarResult

ANY_TIME = {"week": "", "month": "", "year": "", "since": None, "to": None}
AHEAD = timedelta(days=62)  # so far one may leaf beyond the last event, to see that there is nothing yet


def at_week(asked: CalendarQuery, day: date, today: date) -> str:
    """Return the address of the week (by day) in which a day (date) lies; the present week needs no code."""
    week = Week.holding(day)
    return asked.address(**ANY_TIME | {"view": WEEK, "week": "" if week == Week.holding(today) else week.code})


def at_month(asked: CalendarQuery, day: date, today: date) -> str:
    """Return the address of the month in which a day (date) lies; the present month needs no code."""
    code = "" if (day.year, day.month) == (today.year, today.month) else f"{day:%Y-%m}"
    return asked.address(**ANY_TIME | {"view": MONTH, "month": code})


def at_year(asked: CalendarQuery, year: int) -> str:
    """Return the address of the list of a year."""
    return asked.address(**ANY_TIME | {"view": LIST, "year": str(year)})


def same_days(answer: CalendarResult, view: str) -> str:
    """Return the address of the same days as a list or on the map; the present week goes on as what is to come."""
    asked, period = answer.asked, answer.period
    times = {"week": asked.week, "month": asked.month, "year": asked.year}
    if asked.view == MONTH:
        times = {"week": "", "month": f"{period.begin:%Y-%m}", "year": ""}
    elif asked.view == WEEK and period.kind == "week":
        times = {"week": "" if answer.is_now() else Week.holding(period.begin).code, "month": "", "year": ""}
    return asked.address(view=view, **times)


def tabs(answer: CalendarResult) -> list[dict[str, Any]]:
    """Return the four looks as components/tabs.html takes them."""
    asked, today = answer.asked, answer.today
    here = today if answer.is_now() else answer.period.begin
    middle = here if answer.is_now() else min(here + timedelta(days=3), answer.period.end - timedelta(days=1))
    links = (
        (WEEK, _("Semana"), at_week(asked, here, today)),
        (LIST, _("Lista"), same_days(answer, LIST)),
        (MONTH, _("Mes"), at_month(asked, middle, today)),
        (MAP, _("Mapa"), same_days(answer, MAP)),
    )
    return [{"text": text, "url": url, "current": view == asked.view} for view, text, url in links]


def beside(answer: CalendarResult, day: date) -> str:
    """Return the address of the week, month or year of a day (date) in the same look as now."""
    asked, kind = answer.asked, answer.period.kind
    if kind == "year":
        return asked.address(year=str(day.year))
    holds_today = month_of(day) == month_of(answer.today) if kind == "month" else week_of(day) == week_of(answer.today)
    usual = asked.view == MONTH if kind == "month" else asked.view != LIST  # what an address means that names no time
    code = "" if holds_today and usual else f"{day:%Y-%m}" if kind == "month" else Week.holding(day).code
    return asked.address(**ANY_TIME | {"view": asked.view, kind: code})


def leaf(answer: CalendarResult) -> dict[str, Any] | None:
    """Return the ways to the days before and after: {label, previous, today, next}; each way {url, text} or None.

    Nobody leafs further back than the first event, nor much further ahead than the last: robots would never end.
    """
    period, today = answer.period, answer.today
    if period.kind not in ("week", "month", "year"):
        return None
    names = {
        "week": (_("Semanas"), lambda day: _("Semana %(number)s") % {"number": Week.holding(day).number}),
        "month": (_("Meses"), lambda day: partial_date_words(f"{day:%Y-%m}")),
        "year": (_("Años"), lambda day: str(day.year)),
    }
    label, name = names[period.kind]
    first, last = answer.reach.first or today, answer.reach.last or today
    before, after = period.begin - timedelta(days=1), period.end
    ways = {"previous": before if before >= min(first, today) else None}
    ways |= {"next": after if after <= max(last, today) + AHEAD else None}
    links = {way: day and {"url": beside(answer, day), "text": name(day)} for way, day in ways.items()}
    return {"label": label, **links, "today": today_address(answer)}


def today_address(answer: CalendarResult) -> str:
    """Return the way to the days that hold today; empty where one is there: a page opens at today."""
    return "" if answer.is_now() else beside(answer, answer.today)


def day_id(day: date) -> str:
    """Return the anchor of a day (date) in its week."""
    return f"d{day.isoformat()}"


def years(answer: CalendarResult) -> list[dict[str, Any]]:
    """Return the years in which something was, the latest first: [{text, url, current}]; the archive."""
    reach = answer.reach
    if reach.first is None:
        return []
    asked, shown = answer.asked, answer.period.begin.year if answer.period.kind == "year" else None
    return [
        {"text": str(year), "url": at_year(asked, year), "current": year == shown}
        for year in range(min(reach.last, answer.today).year, reach.first.year - 1, -1)
    ]
