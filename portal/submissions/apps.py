from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "portal.submissions"
    verbose_name = "Lo que manda la gente"

    def ready(self):
        """Say who may do what with what people send."""
        from wagtail.permissions import register_permission_policy

        from portal.access.policy import ScopedPolicy
        from portal.access.roles import Subject

        from .models import Submission

        register_permission_policy(Submission, ScopedPolicy(Submission, Subject.PERSONAL, "district", "neighbourhood"))
