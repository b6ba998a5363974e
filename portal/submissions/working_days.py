"""The office's clock: working days in the city's time zone, and how many of them a matter has used."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .kinds import submission_kind

if TYPE_CHECKING:
    from .models import Submission

#: gets two days and returns {day: name} of the holidays from the first to before the second
HolidaySource = Callable[[date, date], Mapping[date, str]]

#: working days for a kind that is registered no more
USUAL_WORKING_DAYS = 10
#: beyond so many times the kind's working days a matter is very late
VERY_LATE = 2
SATURDAY = 5  # date.weekday()
DAY = timedelta(days=1)
#: the fields of a matter that its clock sets
CLOCK = ("used_days", "clock_since", "waits_for", "waits_since", "waits_note")

_sources: list[HolidaySource] = []


class Lateness(models.TextChoices):
    """How a matter stands against the working days of its kind."""

    ON_TIME = "on-time", _("En plazo")
    LATE = "late", _("Tarde")
    VERY_LATE = "very-late", _("Muy tarde")


def register_holiday_source(source: HolidaySource) -> None:
    """Let an upper room say which days are holidays; the same source counts once."""
    if source not in _sources:
        _sources.append(source)


def holidays_in(begin: date, end: date) -> frozenset[date]:
    """Return the holidays from `begin` to before `end`, of all sources. Ask once for a list, with its earliest day."""
    return frozenset(day for source in _sources for day in source(begin, end)) if begin < end else frozenset()


def working_days_between(begin: datetime, end: datetime, holidays: Collection[date] | None = None) -> int:
    """Return how many working days began after the day of `begin`, up to the day of `end` (aware moments).

    What comes on a Friday has used one day on Monday. It adds up: from a to b and from b to c is from a to c. 0 where
    `end` is not later. `holidays` saves the question where a list asked already.
    """
    first, last = timezone.localdate(begin), timezone.localdate(end)
    if last <= first:
        return 0
    if holidays is None:
        holidays = holidays_in(first + DAY, last + DAY)
    weeks, left = divmod((last - first).days, 7)
    count = weeks * SATURDAY + sum((first + DAY * step).weekday() < SATURDAY for step in range(1, left + 1))
    return count - sum(first < day <= last and day.weekday() < SATURDAY for day in holidays)


def allowed_days(submission: Submission) -> int:
    """Return in how many working days a matter is answered: those of its kind, fewer where its topic is urgent."""
    kind = submission_kind(submission.kind)
    if kind is None:
        return USUAL_WORKING_DAYS
    return kind.urgent_days if is_urgent(submission) else kind.working_days


def is_urgent(submission: Submission) -> bool:
    """Tell whether the topic of a matter comes first, such as something that should not be public."""
    kind = submission_kind(submission.kind)
    return bool(kind) and submission.topic in kind.urgent_topics


def days_used(submission: Submission, now: datetime | None = None, holidays: Collection[date] | None = None) -> int:
    """Return the working days that the office has used for a matter until `now`: those stored, and the running ones."""
    if submission.clock_since is None:
        return submission.used_days
    return submission.used_days + working_days_between(submission.clock_since, now or timezone.now(), holidays)


def stop_clock(submission: Submission, now: datetime | None = None) -> None:
    """Let the clock of a matter stand still, with what it has used; nobody is waited for. The caller saves CLOCK.

    Who waits for somebody says so after this call.
    """
    submission.used_days, submission.clock_since = days_used(submission, now), None
    end_wait(submission)


def start_clock(submission: Submission, now: datetime | None = None) -> None:
    """Let the clock of a matter run from `now`, or go on where it runs; nobody is waited for. The caller saves CLOCK."""
    submission.clock_since = submission.clock_since or now or timezone.now()
    end_wait(submission)


def end_wait(submission: Submission) -> None:
    """Note that nobody is waited for any more. The caller saves CLOCK."""
    submission.waits_for, submission.waits_since, submission.waits_note = "", None, ""


def lateness(submission: Submission, now: datetime | None = None, holidays: Collection[date] | None = None) -> Lateness:
    """Return how a matter stands: late beyond the working days of its kind, very late beyond twice as many."""
    used, allowed = days_used(submission, now, holidays), allowed_days(submission)
    if used > allowed * VERY_LATE:
        return Lateness.VERY_LATE
    return Lateness.LATE if used > allowed else Lateness.ON_TIME
