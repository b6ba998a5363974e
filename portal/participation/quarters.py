"""The numbers of a district and quarter: added up once, 30 days after the quarter's end, and kept as they were published.

They are never made anew. Minutes that come or change later would tell hidden cells by the difference of two sums.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.councils.choices import AgeBand, Gender
from portal.minutes.choices import MinutesState
from portal.minutes.models import Minutes
from portal.minutes.participation import KIND_LABELS, tally_for_sums
from portal.minutes.published import published_minutes
from portal.minutes.suppression import LARGEST_HIDDEN, LEAST_SHOWN, Published, hidden_cells, suppress, total_only
from portal.participants.models import Participant
from portal.participants.numbers import people_of_sessions

from .models import QuarterNumbers
from .table_sums import published_sums

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: how long minutes are waited for: after the quarter's end, and after the first minutes of it
WAITING = timedelta(days=30)
CODE = re.compile(r"(\d{4})-Q([1-4])")
#: the table of the register that crosses gender and age
CROSS = "gender-age"
QUARTER_NAMES = (
    _("Enero a marzo de %(year)s"),
    _("Abril a junio de %(year)s"),
    _("Julio a septiembre de %(year)s"),
    _("Octubre a diciembre de %(year)s"),
)


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of the calendar; `number` is 1 to 4."""

    year: int
    number: int

    @property
    def code(self) -> str:
        """Its name in addresses and files, such as "2026-Q3"."""
        return f"{self.year}-Q{self.number}"

    @property
    def label(self) -> str:
        """Its name for readers."""
        return QUARTER_NAMES[self.number - 1] % {"year": self.year}

    @property
    def first_day(self) -> date:
        """The day with which it begins."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def following(self) -> Quarter:
        """The next one."""
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    @property
    def times(self) -> tuple[datetime, datetime]:
        """When it begins and when it is over, by the city's clock (aware)."""
        return first_moment(self.first_day), first_moment(self.following.first_day)


def first_moment(day: date) -> datetime:
    """Return the beginning of a day by the city's clock (aware)."""
    return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())


def quarter_of(moment: datetime) -> Quarter:
    """Return the quarter of a moment (aware) by the city's calendar."""
    day = timezone.localdate(moment, timezone.get_default_timezone())
    return Quarter(day.year, (day.month + 2) // 3)


def quarter_named(code: str) -> Quarter | None:
    """Return the quarter of a code such as "2026-Q3", or None."""
    found = CODE.fullmatch(code)
    return Quarter(int(found[1]), int(found[2])) if found and int(found[1]) else None


# Adding up -----------------------------------------------------------------------------------------------------------


def quarter_minutes(quarter: Quarter) -> QuerySet[Minutes]:
    """Return the public minutes of the sessions that began in a quarter, in all districts."""
    begins, ends = quarter.times
    found = published_minutes().filter(session__start__gte=begins, session__start__lt=ends)
    return found.select_related("session").prefetch_related("versions").order_by("session__start", "pk")


def quarter_numbers_row(records: Sequence[Minutes]) -> dict[str, Any]:
    """Return the fields of QuarterNumbers for some minutes (one or more, with their versions)."""
    contents = [[version.content for version in record.versions.all()] for record in records]
    sessions = [record.session_id for record in records]
    counted = [record.total for record in records if record.total is not None]
    register = people_of_sessions(sessions).shown()
    sums = {kind: added for kind in KIND_LABELS if (added := sums_of(contents, kind))}
    if register.entries is not None:
        sums |= register_cross_table(sessions, sums)
    return {
        "sessions": sessions,
        "people": sum(total for total in counted if total >= LEAST_SHOWN),
        "small_sessions": sum(total < LEAST_SHOWN for total in counted),
        "unique_people": register.unique,
        "returning_people": register.returning,
        "tables": sums,
    }


def stored(public: Published, sessions: int) -> dict[str, Any]:
    """Return a table as it is stored."""
    return {"shown": dict(public.shown), "total": public.total, "sessions": sessions}


def sums_of(contents: Iterable[Sequence[Mapping[str, str]]], kind: str) -> dict[str, Any] | None:
    """Return the sums of one kind over sessions, each with its published contents; None where no session has it."""
    tallies = [tally for versions in contents if (tally := tally_for_sums(versions, kind))]
    return stored(published_sums([tally.table() for tally in tallies]), len(tallies)) if tallies else None


def register_cross_table(sessions: Sequence[int], sums: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return {CROSS: table} of gender and age together, from the rows of the register that say both; {} where none does.

    Only the register knows both of one person. Whoever stands there was counted in the session too: where the sums of the
    sessions leave the hidden cells too little room, only the total is shown.
    """
    kept = Participant.objects.kept().filter(session__in=sessions).exclude(age="").exclude(gender="")
    cells = {f"{gender}.{age}": 0 for gender in Gender.values for age in AgeBand.values}
    for gender, age in kept.values_list("gender", "age"):
        cells[f"{gender}.{age}"] += 1
    total = sum(cells.values())
    if total < LEAST_SHOWN:
        return {}
    public = suppress(cells, total, is_whole=True)
    table = public if leaves_room(cells, sums) else total_only(cells, total)
    return {CROSS: stored(table, len(sessions))}


def leaves_room(cells: Mapping[str, int], sums: Mapping[str, Mapping[str, Any]]) -> bool:
    """Tell whether hidden cells of the register may be as large as ever beside the sums by gender and by age alone."""
    hidden = hidden_cells(cells)
    together = sum(cells[name] for name in hidden.names)
    for position, kind in enumerate(("gender", "age")):
        for category, known in sums.get(kind, {}).get("shown", {}).items():
            names = {name for name in cells if name.split(".")[position] == category}
            shown = sum(cells[name] for name in names - hidden.names)
            small = len(names.intersection(hidden.small))
            if names.intersection(hidden.large):  # it takes up what the small ones leave, wherever they stand
                most = together
            elif hidden.large:  # one small cell may be full while the others are 0
                most = LARGEST_HIDDEN if small else 0
            else:
                most = LARGEST_HIDDEN * small
            if known is not None and shown + most > known:
                return False
    return True


# Publishing ----------------------------------------------------------------------------------------------------------


def publish_quarters(now: datetime) -> None:
    """Daily job: publish the numbers of each district and quarter that are due and not there yet.

    Due is 30 days after the quarter's end, and 30 days after its first minutes: who types in old minutes has that time.
    """
    first = published_minutes().aggregate(first=Min("session__start"))["first"]
    if first is None:
        return
    quarter = quarter_of(first)
    while quarter.times[1] + WAITING <= now:
        publish_quarter(quarter, now)
        quarter = quarter.following


def publish_quarter(quarter: Quarter, now: datetime) -> None:
    """Publish the numbers of one quarter that is over, district by district."""
    there = set(QuarterNumbers.objects.filter(quarter=quarter.code).values_list("district", flat=True))
    waiting = quarter_minutes(quarter).exclude(session__district__in=there).exclude(session__district=None)
    of_district: dict[int, list[Minutes]] = {}
    for record in waiting:
        of_district.setdefault(record.session.district_id, []).append(record)
    for district, records in of_district.items():
        published = [record.provisional_at for record in records if record.provisional_at]
        if published and min(published) + WAITING <= now:
            QuarterNumbers.objects.get_or_create(
                district_id=district,
                quarter=quarter.code,
                defaults={**quarter_numbers_row(records), "published_at": now},
            )


def provisional_sessions(rows: Iterable[QuarterNumbers]) -> set[int]:
    """Return which sessions in some quarters have minutes that are provisional still: one query."""
    sessions = {session for row in rows for session in row.sessions}
    found = Minutes.objects.filter(session__in=sessions, state=MinutesState.PROVISIONAL)
    return set(found.values_list("session", flat=True))
