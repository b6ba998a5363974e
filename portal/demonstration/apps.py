from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "portal.demonstration"
    verbose_name = "Demostración"

    def ready(self):
        """Let the demonstration's own accounts in without a second factor; outside a demonstration this says nothing."""
        from portal.access.accounts.second_factor import exempt_in_demonstration

        from .accounts import ACCOUNTS

        exempt_in_demonstration(ACCOUNTS)
