"""What the addresses of weekly agendas add to that of the agenda page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portal.agendas.models import WeeklyIssue

ISSUES = "issues/"
#: the forms of an issue that have an address of their own; a district of such a code would hide behind it
FORMS = ("text", "print", "pdf", "snapshot")
_FORM = "|".join(FORMS)
#: the route of an issue: its week, a district's code or nothing, a form or nothing
ROUTE = (
    r"^(?P<week>[0-9]{4}-W[0-9]{2})/"
    rf"(?:(?!(?:{_FORM})/)(?P<district>[\w-]+)/)?"
    rf"(?:(?P<form>{_FORM})/)?$"
)


def part_of(issue: WeeklyIssue, form: str = "") -> str:
    """Return what the address of an issue adds to that of the agenda page: "2026-W47/oeste/text/"."""
    parts = [issue.week, issue.district.code if issue.district else "", form]
    return "".join(f"{part}/" for part in parts if part)
