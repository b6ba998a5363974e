"""A published edition as it is read: its frozen rows by day, and what changed since marked on each of them.

Everything comes from the snapshot and from the changes told after it; what was added since stands between the rows, marked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext, ngettext, override

from portal.core.dates import format_pattern
from portal.core.language import written_in
from portal.core.weeks import Week
from portal.events.choices import EventState, Move
from portal.events.formatting import hour_words, hours_between_words
from portal.events.state import move_between

from .changes import OFF, STATES, What, changes_since, new_start, new_times, state_after
from .events import contents_of
from .snapshot import snapshot_row

if TYPE_CHECKING:
    from portal.agendas.models import IssueEdition, WeeklyIssue
    from portal.agendas.weekly.changes import EventChangeNotice


@dataclass
class Day:
    """One day of the week with its rows."""

    date: date
    rows: list = field(default_factory=list)

    @property
    def words(self):
        """Return the day in words: "martes 17"."""
        return format_pattern(self.date, "EEEE d")

    @property
    def plate(self):
        """Return the day as the plate component takes it."""
        top, bottom = (format_pattern(self.date, part) for part in ("EEEE", "MMM"))
        return {"datetime": self.date.isoformat(), "top": top, "day": self.date.day, "bottom": bottom.rstrip(".")}


@dataclass
class Reading:
    """An edition with what changed since. `rows` are those of the snapshot, each with `changes`, `state` and `off`."""

    said: dict
    sha256: str
    rows: list
    added: list
    changes: list
    is_intact: bool = True

    @property
    def week(self):
        """Return the Week."""
        return Week.of(self.said["week"])

    @property
    def where(self):
        """Return of which district it is, or of which city."""
        return self.said["district"]["name"] if self.said["district"] else self.said["city"]

    @property
    def lower_title(self):
        """Return the days of the week as they stand inside a sentence."""
        title = self.said["title"]
        return title[:1].lower() + title[1:]

    @property
    def is_internal(self):
        """Tell whether only the city's offices may read it."""
        return self.said["audience"] == "internal"

    @property
    def first(self):
        """Return the rows that the editor put first, in her order."""
        by_key = {row["key"]: row for row in self.rows}
        return [by_key[key] for key in self.said["first"] if key in by_key]

    @property
    def days(self):
        """Return the seven Days with the rows, what was added and moved among them."""
        days = {day.isoformat(): Day(day) for day in self.week.days}
        moved = [here for row in self.rows if (here := at_new_date(row, self.week))]
        for row in sorted([*self.rows, *self.added, *moved], key=lambda row: (row["day"], row["at"])):
            days[row["day"]].rows.append(row)
        return list(days.values())

    @property
    def lead(self):
        """Return how much there is, and how much changed since."""
        count = len(self.rows)
        said = ngettext("%(count)s encuentro.", "%(count)s encuentros.", count) % {"count": count}
        if not self.changes:
            return said
        changed = ngettext(
            "Desde que se publicó hubo %(count)s cambio.",
            "Desde que se publicó hubo %(count)s cambios.",
            len(self.changes),
        )
        return f"{said} {changed % {'count': len(self.changes)}}"


def edition_reading(edition: IssueEdition, issue: WeeklyIssue) -> Reading:
    """Return the Reading of an IssueEdition of a published WeeklyIssue, in the language of the edition."""
    said = edition.said
    language = said["language"]
    with override(language):
        keys = [row["key"] for row in said["rows"]]
        week = Week.of(said["week"])
        events = contents_of(week, issue.district, language, without=set(keys))
        added = [snapshot_row(event, language, week, said["audience"] == "internal") for event in events]
        found = changes_since(issue.published_at, [*keys, *(row["key"] for row in added)])
        added = [row for row in added if row["key"] in found]
        rows = [marked(row, since_frozen(found[row["key"]])) for row in said["rows"]]
        added = [marked(row, found[row["key"]]) for row in added]
        changes = [{"row": row, "change": change} for row in [*rows, *added] for change in row["changes"]]
        changes.sort(key=lambda entry: entry["change"].at, reverse=True)
    return Reading(said, edition.sha256, rows, added, changes, edition.is_intact)


def since_frozen(changes: list[EventChangeNotice]) -> list[EventChangeNotice]:
    """Return the Changes of what was frozen: it was there already, whenever the portal heard of it."""
    return [change for change in changes if change.what != What.ADDED]


def edition_preview(said: dict[str, Any]) -> Reading:
    """Return the Reading of what an edition would say (dict) if it were published now."""
    rows = [marked(row, []) for row in said["rows"]]
    return Reading(said, "", rows, [], [])


def marked(row: dict[str, Any], changes: list[EventChangeNotice]) -> dict[str, Any]:
    """Return a row of a snapshot with its Changes, the state to show, whether it is off, and why where no change says it."""
    what, state = state_after(changes, row["start"]), None
    was_revived = any(change.what == What.REVIVED for change in changes)
    if (what in OFF and what != What.MOVED) or (what and not is_row_cancelled(row)):
        word = move_word(row, changes) if what == What.MOVED else What(what).label
        state = {"kind": STATES[what], "word": word}
    elif is_row_cancelled(row) and not was_revived:
        state = {"kind": "cancelled", "word": row["state_words"]}
    elif row["moved_away"] or row["state"] == EventState.RESCHEDULED:
        state = {"kind": "moved", "word": row["state_words"]}
    return {
        **row,
        "changes": changes,
        "what": what,
        "shown_state": state,
        "off": what in OFF or (is_row_cancelled(row) and not was_revived) or row["moved_away"],
        "link": "" if changes and changes[-1].what == What.WITHDRAWN else row["url"],
        "was_words": was_words(row),
        "why_off": row["reason"] if is_row_cancelled(row) and not changes else "",
        "written": written_in(*row_language_codes(row, changes)),
    }


def row_language_codes(row: dict[str, Any], changes: list[EventChangeNotice]) -> list[str]:
    """Return the languages (codes, "" for the edition's) of what a row and its changes say."""
    said = [row["title_language"], row["text_language"] if row["text"] else ""]
    said.append(row["reason_language"] if is_row_cancelled(row) and not changes else "")
    return [*said, *(change.reason_language for change in changes)]


def move_word(row: dict[str, Any], changes: list[EventChangeNotice]) -> str:
    """Return whether the day or the hour of a frozen row changed since."""
    move = move_between(parse_datetime(row["start"]), new_start(changes), row["all_day"])
    return str((move or Move.DAY).label)


def is_row_cancelled(row: dict[str, Any]) -> bool:
    """Tell whether a row was cancelled already when it was frozen."""
    return row["state"] == EventState.CANCELLED


def was_words(row: dict[str, Any]) -> str:
    """Return where a row had moved already when it was frozen: from another day, or to another week."""
    if row["moved_away"]:
        return gettext("Pasó al %(when)s") % {"when": row["when_words"]}
    return gettext("Antes: %(when)s") % {"when": row["former_words"]} if row["former_words"] else ""


def at_new_date(row: dict[str, Any], week: Week) -> dict[str, Any] | None:
    """Return a second row for what moved to another day or hour of the same Week, or None."""
    start, end, all_day = new_times(row["changes"])
    if row["what"] != What.MOVED or is_row_cancelled(row) or start.date() not in week.days:
        return None
    is_other_day = start.date().isoformat() != row["start"][:10]
    return {
        **row,
        "day": start.date().isoformat(),
        "at": "" if all_day else f"{start:%H:%M}",
        "off": False,
        "is_again": True,
        "hour_words": "" if all_day else hour_words(start),
        "hours_words": hours_between_words(start, end, all_day),
        "shown_state": {"kind": "moved", "word": gettext("Nueva fecha") if is_other_day else gettext("Nueva hora")},
        "was_words": gettext("Antes: %(when)s") % {"when": row["when_words"]},
        "changes": [],
    }
