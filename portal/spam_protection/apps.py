from django.apps import AppConfig


class SpamProtectionConfig(AppConfig):
    name = "portal.spam_protection"
    verbose_name = "Defensa contra robots"

    def ready(self):
        """Tell the clock what ends and what is forgotten, and /metrics what there is to know."""
        from portal.core.clock import register_daily, register_minutely
        from portal.core.registry import register_figures

        from .figures import spam_figures
        from .gate import end_periods
        from .retention import purge_spam_protection

        register_minutely(end_periods)
        register_daily(purge_spam_protection)
        register_figures(self.name, spam_figures)
