"""The experience bank: its page, the practice record and what hangs on it."""

from .contact import PracticeContact
from .history import PracticeChange
from .index import PracticeIndexPage
from .parts import Annex, Contribution, Figure, OrganisationLink, Picture
from .practice import PracticePage

__all__ = [
    "Annex",
    "Contribution",
    "Figure",
    "OrganisationLink",
    "Picture",
    "PracticeChange",
    "PracticeContact",
    "PracticeIndexPage",
    "PracticePage",
]
