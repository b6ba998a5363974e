"""Wagtail's accounts with our screens; what must listen when accounts come in."""

from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(WagtailUsersAppConfig):
    """Wagtail's users, in which only administrators manage accounts and groups."""

    user_viewset = "portal.access.accounts.users.AccountViewSet"

    def ready(self):
        """Connect what follows a login and a change of factors."""
        super().ready()
        from django.contrib.auth.models import Group
        from wagtail.permissions import register_permission_policy

        from portal.access.audit import events, places, rules
        from portal.core.clock import register_daily
        from portal.core.models import User

        from . import second_factor, throttles
        from .policy import AdministratorsPolicy

        for model in (User, Group):
            register_permission_policy(model, AdministratorsPolicy(model))
        second_factor.connect()
        for part in (places, rules, events):
            part.connect()
        register_daily(throttles.purge_attempts)
        register_daily(rules.purge_log_entries)
