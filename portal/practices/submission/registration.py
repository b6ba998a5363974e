"""What the room tells others of submitted practices: the kind, who may see what was sent, what goes when."""

from wagtail.permissions import register_permission_policy

from portal.access.policy import ScopedPolicy
from portal.access.roles import Subject
from portal.core.clock import register_daily
from portal.practices.models import PracticeSubmission
from portal.submissions.kinds import register_submission_kind

from .kind import PRACTICE
from .retention import purge_submitted_contacts
from .submitted_contacts import register_submitted_contacts


def register() -> None:
    """Tell the engine, the policies and the clock."""
    policy = ScopedPolicy(PracticeSubmission, Subject.PERSONAL, "submission__district", "submission__neighbourhood")
    register_permission_policy(PracticeSubmission, policy)
    register_submission_kind(PRACTICE)
    register_daily(purge_submitted_contacts)
    register_submitted_contacts()
