"""What has a date: the event page, how people meet, what was announced of it, and who registered."""

from portal.events.choices import EventKind, EventState, JoinVisibility, Modality, Platform, RegistrationState

from .announced import Announcement, EventChange
from .event import EventPage, EventPicture, EventPractice
from .meeting import Meeting
from .registration import Registration

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
