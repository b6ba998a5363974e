"""Minutes of sessions: the draft, its published versions, and the rows that other pages ask for."""

from .backlog import BacklogItem, Placement
from .minutes import CountChange, Minutes, MinutesTranslation, MinutesVersion
from .reminder import MinutesReminder
from .rows import Agreement, Annex, ItemRecord, SaidMatter
from .settings import MinutesSettings

__all__ = [
    "Agreement",
    "Annex",
    "BacklogItem",
    "CountChange",
    "ItemRecord",
    "Minutes",
    "MinutesReminder",
    "MinutesSettings",
    "MinutesTranslation",
    "MinutesVersion",
    "Placement",
    "SaidMatter",
]
