from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MinutesConfig(AppConfig):
    name = "portal.minutes"
    verbose_name = _("Actas")

    def ready(self):
        """Tell access who may do what with minutes."""
        from wagtail.permissions import register_permission_policy

        from portal.access.policy import ScopedPolicy
        from portal.access.roles import Subject

        from .models import Minutes

        policy = ScopedPolicy(Minutes, Subject.AGENDA, "session__district", "session__neighbourhood")
        register_permission_policy(Minutes, policy)
