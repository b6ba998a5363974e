"""Minutes of sessions: the draft, its published versions, and the rows that other pages ask for."""

from .backlog import BacklogItem, Placement
from .minutes import CountChange, Minutes, MinutesTranslation, MinutesVersion
from .rows import Agreement, ItemRecord, MinutesAnnex, SaidMatter
from .settings import MinutesSettings

__all__ = [
    "Agreement",
    "BacklogItem",
    "CountChange",
    "ItemRecord",
    "Minutes",
    "MinutesAnnex",
    "MinutesSettings",
    "MinutesTranslation",
    "MinutesVersion",
    "Placement",
    "SaidMatter",
]
