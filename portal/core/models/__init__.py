"""What every page and every account shares."""

from portal.core.models.accounts import Attempt
from portal.core.models.page import SourceText, TranslatedRow

from .accounts import Role, Team, User
from .city import CitySettings
from .clock import ClockRun
from .images import PortalImage, PortalRendition
from .page import BasePage
from .references import ReferenceCounter

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
