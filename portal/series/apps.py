from django.apps import AppConfig


class SeriesConfig(AppConfig):
    name = "portal.series"
    verbose_name = "Series"

    def ready(self):
        """Connect what follows a deleted session, and what the clock makes of the rules."""
        from . import signals

        signals.connect()
