from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "portal.proposals"
    verbose_name = "Propuestas y reclamos"

    def ready(self):
        """Tell the engine of submissions this kind, and who may do what with what it says."""
        from wagtail.permissions import register_permission_policy

        from portal.access.policy import ScopedPolicy
        from portal.access.roles import Subject
        from portal.submissions.kinds import register_submission_kind

        from .kind import PROPOSAL
        from .models import ProposalSubmission

        policy = ScopedPolicy(ProposalSubmission, Subject.PERSONAL, "submission__district", "submission__neighbourhood")
        register_permission_policy(ProposalSubmission, policy)
        register_submission_kind(PROPOSAL)
