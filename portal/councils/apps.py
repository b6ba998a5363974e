from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CouncilsConfig(AppConfig):
    name = "portal.councils"
    verbose_name = _("Consejos")

    def ready(self):
        """Tell core what search finds of councils and sessions, and who may do what with their records."""
        from django.db.models.signals import post_delete
        from wagtail.permissions import register_permission_policy

        from portal.access.policy import ScopedPolicy
        from portal.access.roles import Subject
        from portal.core.registry import Kind, register_kind

        from . import waiting
        from .documents import council_document, prefetch_sessions, session_document
        from .models import CouncilPage, Series, SessionPage
        from .models.session import council_gone
        from .topic import kind as topic_kind

        policy = ScopedPolicy(Series, Subject.AGENDA, "council__district", "council__neighbourhood")
        register_permission_policy(Series, policy)
        related = ("district", "neighbourhood", "venue", "council")
        register_kind(
            Kind("session", SessionPage, _("Sesiones"), session_document, related=related, prepare=prefetch_sessions)
        )
        register_kind(
            Kind("council", CouncilPage, _("Consejos"), council_document, related=("district", "neighbourhood"))
        )
        waiting.register()
        topic_kind.register()
        post_delete.connect(council_gone, sender=CouncilPage, dispatch_uid="sessions-of-translations-stay")
