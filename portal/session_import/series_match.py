"""Which stored session is which occurrence of a series that changed at its source: by its place in it, not by its hour."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from django.utils import timezone

from .values import local_midnight

PLACE = re.compile(r"(.+)/([0-9]{8}(?:T[0-9]{6}Z?)?)", re.DOTALL)
#: an occurrence that moved further than this is another one
FURTHEST = timedelta(days=15)


class StoredKeys:
    """The keys of the sessions that are stored, in the order of their series: {key: primary key} in `known`."""

    def __init__(self, rows):
        """Take [(key, primary key, start)]; of two sessions with one key the last holds."""
        self.known, self.starts, self.series, self.told = {}, {}, defaultdict(dict), {}
        for key, primary_key, start in rows:
            self.add(key, primary_key, start)

    def add(self, key, primary_key, start):
        """Remember a session (its primary key) under its key."""
        self.known[key], self.starts[key] = primary_key, start
        uid, mark = divided_key(key)
        self.series[uid][mark] = key

    def rename(self, old, new):
        """Know a session by another key from now on."""
        start = self.starts.pop(old)
        uid, mark = divided_key(old)
        del self.series[uid][mark]
        self.add(new, self.known.pop(old), start)

    def find(self, key):
        """Return the primary key of the session of a key, or of the one of its series on the same day; None for none."""
        if key not in self.known:
            uid, mark = divided_key(key)
            others = self.series[uid].items() if mark else ()
            told = self.told.get(uid, ())  # a place that the file tells of is another meeting of that day
            same = [old for place, old in others if place not in told and self.day(old, place) == day_of(mark)]
            if len(same) == 1:
                self.rename(same[0], key)
        return self.known.get(key)

    def day(self, key, mark):
        """Return the day that the rule wanted for a stored session (date)."""
        return day_of(mark) if mark else timezone.localdate(self.starts[key])

    def settle(self, whole):
        """Know the sessions of a series by the places that a SeriesRead gives them, and return the keys that left it.

        What was held already is only known by its own day, and leaves no series any more.
        """
        now, self.told[whole.uid] = timezone.now(), frozenset(whole.marks)
        stored = {mark: key for mark, key in self.series[whole.uid].items() if self.is_within(key, mark, whole)}
        wanted = [mark for mark in whole.marks if mark not in stored]
        left = [mark for mark in stored if mark not in whole.marks]
        pairs = self.same_days(stored, left, wanted)
        left = [mark for mark in left if mark not in pairs and self.starts[stored[mark]] >= now]
        wanted = [mark for mark in wanted if mark not in pairs.values() and (not mark or moment_of_mark(mark) >= now)]
        pairs |= self.nearest(stored, left, wanted)
        for old, new in pairs.items():
            self.rename(stored[old], f"{whole.uid}/{new}" if new else whole.uid)
        return [stored[mark] for mark in left if mark not in pairs]

    def is_within(self, key, mark, whole):
        """Tell whether a session lies in the time of which a SeriesRead tells."""
        moment = moment_of_mark(mark) if mark else self.starts[key]
        return not ((whole.begin and moment < whole.begin) or (whole.end and moment > whole.end))

    def same_days(self, stored, left, wanted):
        """Return {stored mark: wanted mark} of those on one day."""
        by_day = {day_of(mark): mark for mark in reversed(wanted) if mark}
        days = ((mark, self.day(stored[mark], mark)) for mark in sorted(left))
        return {mark: by_day.pop(day) for mark, day in days if day in by_day}

    def nearest(self, stored, left, wanted):
        """Return {stored mark: wanted mark} of the others: in their order when they are as many, else each the nearest."""
        left = sorted(left, key=lambda mark: self.starts[stored[mark]])
        wanted = sorted(wanted)
        if len(left) == len(wanted):
            return dict(zip(left, wanted, strict=True))
        pairs, free = {}, list(wanted)
        for mark in left:
            moment = moment_of_mark(mark) if mark else self.starts[stored[mark]]
            near = (
                min(free, key=lambda other: abs(moment_of_mark(other) - moment), default=None) if "" not in free else ""
            )
            if near is not None and (not near or abs(moment_of_mark(near) - moment) <= min(FURTHEST, half_gap(wanted))):
                pairs[mark] = near
                free.remove(near)
        return pairs


def half_gap(marks: list[str]) -> timedelta:
    """Return half the shortest time between two places of a series (sorted marks), FURTHEST for less than two."""
    moments = [moment_of_mark(mark) for mark in marks]
    return min((later - earlier for earlier, later in pairwise(moments)), default=FURTHEST * 2) / 2


def divided_key(key: str) -> tuple[str, str]:
    """Return (what a series is called, place in it) of a key; ("…", "") for a meeting that does not repeat."""
    match = PLACE.fullmatch(key)
    return (match[1], match[2]) if match else (key, "")


def moment_of_mark(mark: str) -> datetime:
    """Return a place in a series as aware datetime; one without a zone is older than this way of writing, in the city's."""
    if "T" not in mark:
        return local_midnight(date.fromisoformat(mark))
    moment = datetime.strptime(mark.removesuffix("Z"), "%Y%m%dT%H%M%S")
    return moment.replace(tzinfo=UTC) if mark.endswith("Z") else timezone.make_aware(moment)


def day_of(mark: str) -> date:
    """Return the day (date) of a place in a series, in the city's zone."""
    return timezone.localdate(moment_of_mark(mark))
