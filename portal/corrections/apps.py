from django.apps import AppConfig


class CorrectionsConfig(AppConfig):
    name = "portal.corrections"
    verbose_name = "Correcciones"

    def ready(self):
        """Say who may do what with what people report of a page."""
        from wagtail.permissions import register_permission_policy

        from portal.access.policy import ScopedPolicy
        from portal.access.roles import Subject

        from .models import CorrectionSubmission

        policy = ScopedPolicy(
            CorrectionSubmission, Subject.PERSONAL, "submission__district", "submission__neighbourhood"
        )
        register_permission_policy(CorrectionSubmission, policy)
