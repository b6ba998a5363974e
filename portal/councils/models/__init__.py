"""Councils, their sessions with agenda items, and the rules by which they meet."""

from .council import CouncilLink, CouncilMember, CouncilPage, CouncilPicture
from .item import AgendaItem
from .series import LocalHoliday, Series
from .session import SessionPage
from .topic import TopicPresenter, TopicSubmission

__all__ = [
    "AgendaItem",
    "CouncilLink",
    "CouncilMember",
    "CouncilPage",
    "CouncilPicture",
    "LocalHoliday",
    "Series",
    "SessionPage",
    "TopicPresenter",
    "TopicSubmission",
]
