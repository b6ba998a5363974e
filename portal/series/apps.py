from django.apps import AppConfig


class SeriesConfig(AppConfig):
    name = "portal.series"
    verbose_name = "Series"

    def ready(self):
        """Connect what follows a deleted session, what the clock makes of the rules, and the office's holidays."""
        from portal.submissions.working_days import register_holiday_source

        from . import signals
        from .holidays import holidays_between

        signals.connect()
        register_holiday_source(holidays_between)
