"""The rights of templates: who answers reads them; who may delete what people sent (reviewers, curators) writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from wagtail.permission_policies import BasePermissionPolicy

from portal.access.policy import READ
from portal.access.roles import RIGHTS, Subject, scopes_of
from portal.core.models import Role, User

from .rights import RELEASE

if TYPE_CHECKING:
    from .models import AnswerTemplate


class AnswerTemplatePolicy(BasePermissionPolicy):
    """Templates are the whole city's; the table of roles says who may."""

    def user_has_permission(self, user, action):
        """Tell whether an account may do `action` with every template."""
        if user.is_active and user.is_superuser:
            return True
        wanted = READ if action == READ else RELEASE
        return any(scope.may(Subject.PERSONAL, wanted) for scope in scopes_of(user))

    def instances_user_has_any_permission_for(self, user: User, actions: list[str]) -> QuerySet[AnswerTemplate]:
        """Return all templates or none."""
        rows = self.model._default_manager.all()
        return rows if self.user_has_any_permission(user, actions) else rows.none()

    def users_with_any_permission(self, actions: list[str]) -> QuerySet[User]:
        """Return the accounts that may do one of `actions`."""
        wanted = {READ if action == READ else RELEASE for action in actions}
        roles = [role for role in Role if RIGHTS[role][Subject.PERSONAL] & wanted]
        accounts = User.objects.filter(is_active=True)
        return accounts.filter(Q(is_superuser=True) | Q(groups__team__role__in=roles)).distinct()
