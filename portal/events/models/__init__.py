"""What has a date: the event page, how people meet, what was announced of it, and who registered."""

from .announced import Announcement, EventChange
from .event import EventKind, EventPage, EventPicture, EventPractice, EventState
from .meeting import JoinVisibility, Meeting, Modality, Platform
from .registration import Registration, RegistrationState

__all__ = [
    "Announcement",
    "EventChange",
    "EventKind",
    "EventPage",
    "EventPicture",
    "EventPractice",
    "EventState",
    "JoinVisibility",
    "Meeting",
    "Modality",
    "Platform",
    "Registration",
    "RegistrationState",
]
