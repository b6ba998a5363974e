from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    name = "portal.proposals"
    verbose_name = "Propuestas y reclamos"

    def ready(self):
        """Tell the engine of submissions this kind, and core what is public of it."""
        from portal.core.clock import register_daily
        from portal.core.registry import RecordKind, register_record_kind
        from portal.districts.models import DistrictIndexPage
        from portal.submissions.kinds import register_submission_kind

        from . import documents, sections
        from .kind import PROPOSAL
        from .retention import purge_proposals

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
