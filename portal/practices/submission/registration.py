"""What the room tells others of submitted practices: the kind, whose contact stands in it, what goes when."""

from portal.core.clock import register_daily
from portal.submissions.kinds import register_submission_kind

from .kind import PRACTICE
from .retention import purge_submitted_contacts
from .submitted_contacts import register_submitted_contacts


def register() -> None:
    """Tell the engine, the clock, and who asks for personal records."""
    register_submission_kind(PRACTICE)
    register_daily(purge_submitted_contacts)
    register_submitted_contacts()
