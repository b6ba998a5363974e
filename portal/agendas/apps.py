from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgendasConfig(AppConfig):
    name = "portal.agendas"
    verbose_name = "Agendas"

    def ready(self):
        """Tell core what is found of councils and sessions, and who may do what with their records."""
        from django.db.models.signals import post_delete
        from wagtail.permissions import register_permission_policy

        from portal.core.clock import register_daily
        from portal.core.policy import ScopedPolicy
        from portal.core.registry import Kind, register_kind
        from portal.core.roles import Subject

        from . import sections, waiting
        from .documents import council_document, prepare_sessions, session_document
        from .models import CouncilPage, Invitation, Recipient, Series, SessionPage, WeeklyIssue
        from .models.session import council_gone
        from .series import connecting as series
        from .weekly import waiting as weekly_waiting
        from .weekly.drafts import prepare_drafts

        for model, district, neighbourhood in (
            (Series, "council__district", "council__neighbourhood"),
            (WeeklyIssue, "district", ""),
            (Recipient, "district", ""),
            (Invitation, "session__district", "session__neighbourhood"),
        ):
            register_permission_policy(model, ScopedPolicy(model, Subject.AGENDA, district, neighbourhood))
        related = ("district", "neighbourhood", "venue", "council")
        register_kind(
            Kind("session", SessionPage, _("Sesiones"), session_document, related=related, prepare=prepare_sessions)
        )
        register_kind(
            Kind("council", CouncilPage, _("Consejos"), council_document, related=("district", "neighbourhood"))
        )
        sections.register()
        waiting.register()
        series.connect()
        weekly_waiting.register()
        register_daily(prepare_drafts)
        post_delete.connect(council_gone, sender=CouncilPage, dispatch_uid="sessions-of-translations-stay")
