"""What every page and every account shares."""

from .accounts import Role, Team, User
from .attempts import Attempt
from .city import CitySettings
from .clock import ClockRun
from .images import PortalImage, PortalRendition
from .page import BasePage
from .references import ReferenceCounter
from .rows import TranslatedRow
from .source_text import SourceText

__all__ = [
    "Attempt",
    "BasePage",
    "CitySettings",
    "ClockRun",
    "PortalImage",
    "PortalRendition",
    "ReferenceCounter",
    "Role",
    "SourceText",
    "Team",
    "TranslatedRow",
    "User",
]
