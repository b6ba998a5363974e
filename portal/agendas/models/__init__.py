"""The agenda page and the weekly agenda."""

from .calendar import CalendarPage
from .issue import Delivery, IssueEdition, Recipient, WeeklyIssue

__all__ = ["CalendarPage", "Delivery", "IssueEdition", "Recipient", "WeeklyIssue"]
