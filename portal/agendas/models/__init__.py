"""Councils, their sessions and series, the agenda page, the weekly agenda, invitations."""

from .calendar import CalendarPage
from .council import CouncilKind, CouncilLink, CouncilMember, CouncilPage, Criterion
from .invitation import Channel, Invitation
from .issue import Delivery, IssueEdition, Recipient, WeeklyIssue
from .item import AgendaItem, ItemVisibility
from .series import LocalHoliday, Series
from .session import SessionPage

__all__ = [
    "AgendaItem",
    "CalendarPage",
    "Channel",
    "CouncilKind",
    "CouncilLink",
    "CouncilMember",
    "CouncilPage",
    "Criterion",
    "Delivery",
    "Invitation",
    "IssueEdition",
    "ItemVisibility",
    "LocalHoliday",
    "Recipient",
    "Series",
    "SessionPage",
    "WeeklyIssue",
]
