"""Who may change the vocabularies: whom a group's permissions name; and nobody may delete."""

from wagtail.permission_policies import ModelPermissionPolicy


class TermPermissionPolicy(ModelPermissionPolicy):
    """Django's permissions to add and change terms, without a permission to delete, not even for an administrator."""

    def user_has_permission(self, user, action):
        """Return whether a user may do `action` ("add", "change", "view"); "delete" is refused to everybody."""
        return action != "delete" and super().user_has_permission(user, action)
