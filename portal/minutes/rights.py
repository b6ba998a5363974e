"""Who writes and who publishes minutes: whoever edits and publishes the page of the session, asked at each step."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from portal.core.models import User
from portal.core.translations import first_versions
from portal.councils.models import SessionPage
from portal.councils.rights import makes_sessions


def may_write(user: User, session: SessionPage) -> bool:
    """Tell whether an account may write the minutes of a session."""
    return session.permissions_for_user(user).can_edit()


def may_publish_minutes(user: User, session: SessionPage) -> bool:
    """Tell whether an account may show the minutes of a session to everybody."""
    return session.permissions_for_user(user).can_publish()


def require_writer(user: User, session: SessionPage) -> None:
    """Raise PermissionDenied where an account may not write the minutes of a session."""
    if not may_write(user, session):
        raise PermissionDenied


def require_publisher(user: User, session: SessionPage) -> None:
    """Raise PermissionDenied where an account may not publish the minutes of a session."""
    if not may_publish_minutes(user, session):
        raise PermissionDenied


def sessions_to_write(user: User) -> QuerySet[SessionPage]:
    """Return the sessions (first versions) whose minutes an account may write, whatever their day."""
    if not makes_sessions(user):
        return SessionPage.objects.none()
    pages = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, ["change"])
    return first_versions(SessionPage.objects.filter(pk__in=pages.values("pk"), council__isnull=False))
