from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubmissionsConfig(AppConfig):
    name = "portal.submissions"
    verbose_name = "Lo que manda la gente"

    def ready(self):
        """Say who may do what with what people send."""
        from wagtail.permissions import register_permission_policy

        from portal.access.policy import ScopedPolicy
        from portal.access.roles import Subject
        from portal.core.clock import register_daily, register_minutely
        from portal.core.registry import register_menu_link
        from portal.uploads.retention import register_claims

        from .mails import register_purposes
        from .models import Submission
        from .personal_records import register_senders
        from .retention import bundles_in_use, purge_drafts, purge_senders, release_held

        register_purposes()
        register_menu_link("submission_kinds", _("Participar"))
        register_claims(bundles_in_use)
        register_minutely(release_held)
        register_daily(purge_drafts)
        register_daily(purge_senders)
        register_senders()
        register_permission_policy(Submission, ScopedPolicy(Submission, Subject.PERSONAL, "district", "neighbourhood"))
