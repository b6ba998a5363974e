"""What every page and every account shares."""

from .accounts import Role, Team, User
from .city import CitySettings
from .clock import ClockRun
from .images import PortalImage, PortalRendition
from .page import BasePage
from .references import ReferenceCounter

__all__ = [
    "BasePage",
    "CitySettings",
    "ClockRun",
    "PortalImage",
    "PortalRendition",
    "ReferenceCounter",
    "Role",
    "Team",
    "User",
]
