"""What an address of the agenda asks: a look, a time, filters. The same names and codes in every language.

Every address is a valid one: what nobody understands is left out and named in `unknown`, so that the page can say so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta

from django.http import QueryDict

from portal.core.listing import chosen_codes, typed_text, whole_number
from portal.core.weeks import FIRST_YEAR, LAST_YEAR, Week, midnight
from portal.councils.choices import CouncilKind
from portal.events.choices import EventKind, Modality

WEEK, LIST, MONTH, MAP = VIEWS = ("week", "list", "month", "map")
FACETS = ("time", "modality", "service", "district", "neighbourhood", "council", "kind", "theme", "language")
PARAMETERS = ("view", "week", "month", "year", "from", "to", "q", "page", *FACETS)
TIMES = ("morning", "afternoon", "evening", "weekend")
BY_PHONE = "phone"  # among the services, though no term: who has no internet asks for it
#: what a filter can be where that is known without asking the database
KNOWN = {"time": TIMES, "modality": Modality.values, "kind": (*CouncilKind.values, *EventKind.values)}
#: the shape of all other codes; a council's begins with the number of its first version
CODE, COUNCIL = re.compile(r"[\w.-]+"), re.compile(r"([0-9]{1,9})(?:-[\w-]*)?")
MONTH_CODE, YEAR_CODE = re.compile(r"([0-9]{4})-([0-9]{2})"), re.compile(r"[0-9]{4}")
LONGEST_LIST = timedelta(days=366)  # more is a matter of several lists: no page may depend on fifty years


@dataclass(frozen=True)
class Period:
    """The days that a page of the agenda shows: `begin` is the first of them, `end` the day after the last (dates)."""

    begin: date
    end: date
    kind: str  # week, month, year, dates, coming

    def moments(self):
        """Return when it begins and ends in the city (aware datetimes, the end exclusive)."""
        return midnight(self.begin), midnight(self.end)


@dataclass(frozen=True)
class CalendarQuery:
    """All that an address of the agenda says; `since` and `to` are days, both included. Empty is everything."""

    view: str = WEEK
    week: str = ""
    month: str = ""
    year: str = ""
    since: date | None = None
    to: date | None = None
    time: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    service: tuple[str, ...] = ()
    district: tuple[str, ...] = ()
    neighbourhood: tuple[str, ...] = ()
    council: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    text: str = ""
    page: int = 1
    #: names of the parameters of which something was not understood
    unknown: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def of(cls, parameters):
        """Return the CalendarQuery of an address (QueryDict)."""
        unknown, times = [], {}
        for name, read in (
            ("week", week_code),
            ("month", month_code),
            ("year", year_code),
            ("from", iso_day),
            ("to", iso_day),
        ):
            typed = parameters.get(name, "").strip()
            times[name] = read(typed)
            if typed and not times[name]:
                unknown.append(name)
        since, to = times.pop("from"), times.pop("to")
        if since and to and to < since:
            since, to = to, since
        chosen = chosen_codes(parameters, FACETS)
        kept = {name: tuple(code for code in codes if is_code(name, code)) for name, codes in chosen.items()}
        unknown += [name for name, codes in chosen.items() if codes != kept[name]]
        if parameters.get("view", WEEK) not in VIEWS:
            unknown.append("view")
        asked = cls(
            **times,
            **kept,
            since=since,
            to=to,
            text=typed_text(parameters),
            page=min(max(whole_number(parameters.get("page")), 1), 9999),
            unknown=tuple(unknown),
        )
        return replace(asked, view=asked.possible_view(parameters.get("view", "")))

    def possible_view(self, view):
        """Return the view (str) that an address with these times shows: a list of days, or the one that was wished."""
        usual = LIST if self.since or self.to or self.year else MONTH if self.month and not self.week else WEEK
        return view if view in VIEWS and (usual != LIST or view == MAP) else usual

    def query(self, **changes):
        """Return the words of the address, without "?": this question with `changes` (field=value); usual ones left out.

        Whoever changes anything but the page is on the first page again.
        """
        asked = replace(self, **{"page": 1, **changes})
        asked = replace(asked, view=asked.possible_view(asked.view))
        state = QueryDict(mutable=True)
        if asked.view != asked.possible_view(""):
            state["view"] = asked.view
        for name, value in (("week", asked.week), ("month", asked.month), ("year", asked.year)):
            if value:
                state[name] = value
        for name, value in (("from", asked.since), ("to", asked.to)):
            if value:
                state[name] = value.isoformat()
        for name in FACETS:
            if getattr(asked, name):
                state.setlist(name, getattr(asked, name))
        if asked.text:
            state["q"] = asked.text
        if asked.page > 1:
            state["page"] = asked.page
        return state.urlencode()

    def address(self, **changes):
        """Return the same as a link ("?…"; "?" alone for everything, as an empty link would keep what is asked now)."""
        return f"?{self.query(**changes)}"

    def without(self, name, code):
        """Return the codes (tuple) chosen in a filter but one."""
        return tuple(known for known in getattr(self, name) if known != code)

    def unfiltered(self):
        """Return the CalendarQuery of the same look and time with no filter on."""
        return replace(self, text="", page=1, **dict.fromkeys(FACETS, ()))

    def filters_only(self):
        """Return the CalendarQuery of the same filters at no time in particular, for calendars and feeds."""
        kept = {known.name: getattr(self, known.name) for known in fields(self) if known.name in (*FACETS, "text")}
        return CalendarQuery(**kept)

    def is_filtered(self):
        """Tell whether a filter or words are on."""
        return bool(self.text) or any(getattr(self, name) for name in FACETS)

    def council_ids(self):
        """Return the numbers (set of int) of the councils asked for, those of their first versions."""
        return {int(COUNCIL.fullmatch(code)[1]) for code in self.council}

    def bounds(self):
        """Return (begin, end) as far as the address names a time itself: aware datetimes, the end exclusive, or None."""
        if self.since or self.to:
            after = self.to and self.to + timedelta(days=1)
            return self.since and midnight(self.since), after and midnight(after)
        named = self.named_period()
        return named.moments() if named else (None, None)

    def named_period(self):
        """Return the Period of the year, month or week that the address names, or None."""
        if self.year:
            return Period(date(int(self.year), 1, 1), date(int(self.year) + 1, 1, 1), "year")
        if self.month:
            return month_of(date.fromisoformat(f"{self.month}-01"))
        return week_of(Week.of(self.week).monday) if self.week else None

    def period(self, today):
        """Return the Period that the page shows, seen from a day (date)."""
        if self.since or self.to:
            begin = self.since or max(date(FIRST_YEAR, 1, 1), self.to - LONGEST_LIST + timedelta(days=1))
            end = self.to + timedelta(days=1) if self.to else begin + LONGEST_LIST
            return Period(begin, min(end, begin + LONGEST_LIST), "dates")
        named = self.named_period()
        if self.view == MONTH:
            return (
                named if named and named.kind == "month" else month_of(named.begin + timedelta(3) if named else today)
            )
        if self.view == WEEK:
            return named if named and named.kind == "week" else week_of(named.begin if named else today)
        if named:
            return named
        return Period(today, today + LONGEST_LIST, "coming") if self.view == LIST else week_of(today)


def is_code(name: str, code: str) -> bool:
    """Tell whether a filter may have this code."""
    if name in KNOWN:
        return code in KNOWN[name]
    return bool((COUNCIL if name == "council" else CODE).fullmatch(code))


def week_code(typed: str) -> str:
    """Return the code of a week as typed ("2026-w47" too), or "" when it is none."""
    try:
        return Week.of(typed.upper()).code
    except ValueError:
        return ""


def month_code(typed: str) -> str:
    """Return the code of a month ("2026-11"), or "" when it is none."""
    found = MONTH_CODE.fullmatch(typed)
    is_month = found and year_code(found[1]) and 1 <= int(found[2]) <= 12
    return typed if is_month else ""


def year_code(typed: str) -> str:
    """Return a year as typed, or "" when it is none of this calendar."""
    return typed if YEAR_CODE.fullmatch(typed) and FIRST_YEAR <= int(typed) <= LAST_YEAR else ""


def iso_day(typed: str) -> date | None:
    """Return the day (date) of an ISO date, or None."""
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def week_of(day: date) -> Period:
    """Return the Period of the week in which a day (date) lies."""
    monday = Week.holding(day).monday
    return Period(monday, monday + timedelta(days=7), "week")


def month_of(day: date) -> Period:
    """Return the Period of the month in which a day (date) lies."""
    first = day.replace(day=1)
    return Period(first, (first + timedelta(days=31)).replace(day=1), "month")
