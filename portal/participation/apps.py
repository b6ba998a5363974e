from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipationConfig(AppConfig):
    name = "portal.participation"
    verbose_name = _("Participación")

    def ready(self):
        """Put the numbers of the latest quarter on each district's page, and publish each quarter when it is due."""
        from .quarter_pages import register_participation

        register_participation()
