"""Wagtail's accounts with our screens; what must listen when accounts come in."""

from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(WagtailUsersAppConfig):
    """Wagtail's users, in which only administrators manage accounts and groups."""

    def ready(self):
        """Connect what follows a login and a change of factors."""
        super().ready()
        from portal.core.clock import register_daily

        from . import second_factor, throttles

        second_factor.connect()
        register_daily(throttles.purge)
