"""Who may do what with series and their sessions: the policies' answers, asked in one place."""

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import policy_registry

from portal.access.roles import is_curator
from portal.core.language import source_version
from portal.core.models import User
from portal.councils.models import CouncilPage, Series, SessionPage
from portal.events.models import EventPage


def has_series_right(user: User, action: str, council: CouncilPage) -> bool:
    """Tell whether `user` may do `action` ("view", "add", "change") with the series of a council."""
    policy = policy_registry.get_by_type(Series)
    return policy.user_may_have(user, action, council.district_id, council.neighbourhood_id)


def series_of(user: User, action: str = "view") -> QuerySet[Series]:
    """Return the Series (QuerySet) with which `user` may do `action`."""
    return policy_registry.get_by_type(Series).instances_user_has_any_permission_for(user, [action])


def sees_series(user: User) -> bool:
    """Tell whether `user` has anything to do with series at all."""
    return policy_registry.get_by_type(Series).user_has_permission(user, "view")


def may_change(user: User, event: SessionPage) -> bool:
    """Tell whether `user` may move or cancel an event (EventPage): what is public is changed by who publishes it."""
    return may_change_source(user, source_version(event))


def may_change_source(user: User, source: EventPage) -> bool:
    """Tell the same of an event's first version."""
    rights = source.permissions_for_user(user)
    if rights.page_locked():
        return False
    return rights.can_publish() if source.live else rights.can_edit()


class HolidayPolicy(BasePermissionPolicy):
    """The city's own holidays: whoever has to do with series sees them, the curators keep them."""

    def user_has_permission(self, user, action):
        """Tell whether `user` may do `action` ("view", "add", "change", "delete")."""
        return sees_series(user) if action == "view" else is_curator(user)

    def user_has_any_permission(self, user, actions):
        """Tell whether `user` may do one of `actions`."""
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions):
        """Return the accounts (QuerySet) that may do one of `actions`."""
        accounts = get_user_model().objects.filter(is_active=True)
        able = [user.pk for user in accounts if self.user_has_any_permission(user, actions)]
        return accounts.filter(pk__in=able)
