from django.apps import AppConfig


class CorrectionsConfig(AppConfig):
    name = "portal.corrections"
    verbose_name = "Correcciones"

    def ready(self):
        """Tell the engine of submissions this kind, and the clock of what it deletes."""
        from portal.core.clock import register_daily
        from portal.submissions.kinds import register_submission_kind

        from .kind import CORRECTION
        from .retention import purge_corrections

        register_submission_kind(CORRECTION)
        register_daily(purge_corrections)
