"""The rights of a record: one policy for every model that belongs to a district, read from portal/access/roles.py.

Wagtail asks the policy that is registered for a model; most of its views ask without naming the row. The screens that
close this are in portal/access/scoped.py. No group gets Django's permissions on these models: with them the site history
and the workflow reports would show other districts' rows.
"""

from django.contrib.auth import get_user_model
from django.db.models import Q
from wagtail.permission_policies import BasePermissionPolicy

from portal.core.models import Role

from .roles import RIGHTS, Subject, scopes_of

READ = "view"


class ScopedPolicy(BasePermissionPolicy):
    """Who may do what with the rows of a model that belongs to a district.

    `district` and `neighbourhood` are the lookups from a row to what it belongs to, such as "practice__district";
    a row without a district is the whole city's: everybody with a role may see it, the curators change it.
    `city_only` are the actions that no role of a district has, such as adding a district.
    """

    def __init__(self, model, subject=Subject.RECORD, district="district", neighbourhood="", city_only=()):
        super().__init__(model)
        self.subject, self.district, self.neighbourhood = subject, district, neighbourhood
        self.city_only = frozenset(city_only)

    def may(self, scope, action):
        """Tell whether a Scope may do `action` with the rows in it."""
        return scope.may(self.subject, action) and not (scope.district and action in self.city_only)

    def may_with_some(self, scope, action):
        """Tell whether there may be a row, or a new one, with which a Scope may do `action`."""
        if scope.neighbourhoods is None or action == READ:
            return self.may(scope, action)
        # an official of some neighbourhoods: new neighbourhoods, and what has none, are the whole district's
        of_hers = self.neighbourhood and not (action == "add" and self.neighbourhood == "pk")
        return bool(of_hers) and self.may(scope, action)

    def user_has_permission(self, user, action):
        """Tell whether `user` may do `action` ("view", "add", "change", "delete") with some row at least."""
        if user.is_active and user.is_superuser:
            return True
        return any(self.may_with_some(scope, action) for scope in scopes_of(user))

    def user_may_have(self, user, action, district, neighbourhood):
        """Tell whether `user` may do `action` with a row that would lie there (primary keys or None)."""
        if user.is_active and user.is_superuser:
            return True
        return any(
            scope.district is None
            or (scope.district == district and (scope.neighbourhoods is None or neighbourhood in scope.neighbourhoods))
            for scope in scopes_of(user)
            if self.may(scope, action)
        )

    def user_has_any_permission_for_instance(self, user, actions, instance):
        """Tell whether `user` may do one of `actions` with a row as it is stored; a new one with what it says itself."""
        if instance.pk is None:
            return any(self.user_has_permission(user, action) for action in actions)
        return self.instances_user_has_any_permission_for(user, actions).filter(pk=instance.pk).exists()

    def user_has_permission_for_instance(self, user, action, instance):
        """Tell whether `user` may do `action` with a row as it is stored."""
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def instances_user_has_any_permission_for(self, user, actions):
        """Return the rows (QuerySet) with which `user` may do one of `actions`."""
        rows = self.model._default_manager.all()
        if user.is_active and user.is_superuser:
            return rows
        wanted = Q(pk__in=[])
        for scope in scopes_of(user):
            if any(self.may(scope, action) for action in actions):
                wanted |= self.rows_in(scope)
        if READ in actions and self.subject == Subject.RECORD and scopes_of(user):
            wanted |= Q(**{f"{self.district}__isnull": True})
        # by primary key: a lookup across a many-to-many would return a row twice
        return rows.filter(pk__in=self.model._default_manager.filter(wanted).values("pk"))

    def rows_in(self, scope):
        """Return the condition (Q) on the rows that lie in a Scope."""
        if scope.district is None:
            return Q(pk__isnull=False)  # not Q(): joined with others by "or", an empty condition is left out
        if scope.neighbourhoods is None or not self.neighbourhood:
            # what has no neighbourhood at all is the whole district's: not an official's of one neighbourhood
            return Q(**{self.district: scope.district}) if scope.neighbourhoods is None else Q(pk__in=[])
        return Q(**{self.district: scope.district, f"{self.neighbourhood}__in": scope.neighbourhoods})

    def users_with_any_permission(self, actions):
        """Return the accounts (QuerySet) that may do one of `actions` with some row."""
        roles = [role for role in Role if RIGHTS[role][self.subject] & set(actions)]
        accounts = get_user_model().objects.filter(is_active=True)
        return accounts.filter(Q(is_superuser=True) | Q(groups__team__role__in=roles)).distinct()

    def users_with_any_permission_for_instance(self, actions, instance):
        """Return the accounts (QuerySet) that may do one of `actions` with this row."""
        able = [
            user.pk
            for user in self.users_with_any_permission(actions)
            if self.user_has_any_permission_for_instance(user, actions, instance)
        ]
        return get_user_model().objects.filter(pk__in=able)
