from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "portal.proposals"
    verbose_name = "Propuestas y reclamos"

    def ready(self):
        """Tell the engine of submissions this kind, core what is public of it, and who may do what with it."""
        from wagtail.permissions import register_permission_policy

        from portal.access.policy import ScopedPolicy
        from portal.access.roles import Subject
        from portal.core.clock import register_daily
        from portal.core.registry import RecordKind, register_record_kind
        from portal.districts.models import DistrictIndexPage
        from portal.submissions.kinds import register_submission_kind

        from . import documents, sections
        from .kind import PROPOSAL
        from .models import ProposalSubmission
        from .retention import purge_proposals

        policy = ScopedPolicy(ProposalSubmission, Subject.PERSONAL, "submission__district", "submission__neighbourhood")
        register_permission_policy(ProposalSubmission, policy)
        register_submission_kind(PROPOSAL)
        public = RecordKind(
            documents.KIND,
            DistrictIndexPage,
            PROPOSAL.plural,
            documents.proposal_documents,
            documents.still_public,
        )
        register_record_kind(public)
        documents.connect(public)
        sections.register()
        register_daily(purge_proposals)
