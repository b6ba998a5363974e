"""The experience bank: its page, the practice record and what hangs on it."""

from portal.practices.importing.run_models import ImportFile, ImportLine, ImportRun

from .contact import PracticeContact
from .dossier import DossierEntry, DossierPage
from .history import PracticeChange
from .index import PracticeIndexPage
from .parts import Annex, Contribution, Figure, OrganisationLink, Picture
from .practice import PracticePage
from .review import PracticeReview, ReviewReminder
from .submission import PracticeSubmission

__all__ = [
    "Annex",
    "Contribution",
    "DossierEntry",
    "DossierPage",
    "Figure",
    "ImportFile",
    "ImportLine",
    "ImportRun",
    "OrganisationLink",
    "Picture",
    "PracticeChange",
    "PracticeContact",
    "PracticeIndexPage",
    "PracticePage",
    "PracticeReview",
    "PracticeSubmission",
    "ReviewReminder",
]
