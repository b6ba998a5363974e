"""Who may do what with the participants of a session: the policy of Participant, asked of the session itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from wagtail.permissions import policy_registry

from portal.access.policy import READ, ScopedPolicy
from portal.access.roles import scopes_of
from portal.core.translations import first_versions
from portal.councils.models import SessionPage

from .models import Participant

if TYPE_CHECKING:
    from portal.core.models import User


def participant_policy() -> ScopedPolicy:
    """Return the policy of participants."""
    return policy_registry.get_by_type(Participant)


def may_with_participants(user: User, action: str, session: SessionPage) -> bool:
    """Tell whether `user` may do `action` ("view", "add", "change", "delete") with the participants of a session."""
    return participant_policy().user_may_have(user, action, session.district_id, session.neighbourhood_id)


def sessions_with_register(user: User, action: str = READ) -> QuerySet[SessionPage]:
    """Return the first versions of the sessions with whose participants `user` may do `action`."""
    sessions = first_versions(SessionPage.objects.all())
    if user.is_active and user.is_superuser:
        return sessions
    hers = sessions.none()
    for scope in scopes_of(user):
        if participant_policy().may(scope, action):
            rows = sessions.filter(district=scope.district) if scope.district else sessions
            hers |= rows if scope.neighbourhoods is None else rows.filter(neighbourhood__in=scope.neighbourhoods)
    return hers
