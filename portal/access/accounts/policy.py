"""Who manages accounts: administrators, and nobody else, whatever a group was given."""

from wagtail.permission_policies import BasePermissionPolicy

from portal.core.models import User


class AdministratorsPolicy(BasePermissionPolicy):
    """Accounts and groups are the administrators' alone: who may give roles could give herself all of them."""

    def user_has_permission(self, user, action):
        """Tell whether an account is an administrator's."""
        return user.is_active and user.is_superuser

    def user_has_permission_for_instance(self, user, action, instance):
        """The same for every row."""
        return self.user_has_permission(user, action)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        """The same for every row."""
        return self.user_has_permission(user, None)

    def instances_user_has_any_permission_for(self, user, actions):
        """Return all rows for an administrator, none for others."""
        rows = self.model._default_manager
        return rows.all() if self.user_has_permission(user, None) else rows.none()

    def users_with_any_permission(self, actions):
        """Return the administrators."""
        return User.objects.filter(is_active=True, is_superuser=True)

    def users_with_any_permission_for_instance(self, actions, instance):
        """Return the administrators."""
        return self.users_with_any_permission(actions)
