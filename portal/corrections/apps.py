from django.apps import AppConfig


class CorrectionsConfig(AppConfig):
    name = "portal.corrections"
    verbose_name = "Correcciones"

    def ready(self):
        """Tell the engine of submissions this kind, and who may do what with what it says."""
        from wagtail.permissions import register_permission_policy

        from portal.access.policy import ScopedPolicy
        from portal.access.roles import Subject
        from portal.core.clock import register_daily
        from portal.submissions.kinds import register_submission_kind

        from .kind import CORRECTION
        from .models import CorrectionSubmission
        from .retention import purge_corrections

        policy = ScopedPolicy(
            CorrectionSubmission, Subject.PERSONAL, "submission__district", "submission__neighbourhood"
        )
        register_permission_policy(CorrectionSubmission, policy)
        register_submission_kind(CORRECTION)
        register_daily(purge_corrections)
