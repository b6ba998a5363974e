"""Who may use the team's part of the kit: the policies' answers, asked in one place."""

from wagtail.permissions import policy_registry

from portal.core.models import User
from portal.councils.models import SessionPage
from portal.invitations.models import Invitation


def has_invitation_right(user: User, action: str, session: SessionPage) -> bool:
    """Tell whether `user` may do `action` ("view", "add") with the channels used for a session (its first version)."""
    policy = policy_registry.get_by_type(Invitation)
    allowed = policy.user_may_have(user, action, session.district_id, session.neighbourhood_id)
    return allowed and (session.live or may_print_sheets(user, session))


def may_print_sheets(user: User, session: SessionPage) -> bool:
    """Tell whether `user` works on the session itself, and so prints the sheets for its table."""
    rights = session.permissions_for_user(user)
    return rights.can_edit() or rights.can_publish()
