"""Councils, their sessions and series, the agenda page, the weekly agenda, invitations."""

from portal.agendas.choices import Channel, CouncilKind, Criterion, ItemVisibility

from .calendar import CalendarPage
from .council import CouncilLink, CouncilMember, CouncilPage
from .invitation import Invitation
from .issue import Delivery, IssueEdition, Recipient, WeeklyIssue
from .item import AgendaItem
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
