from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MinutesConfig(AppConfig):
    name = "portal.minutes"
    verbose_name = _("Actas")

    def ready(self):
        """Tell access who may do what with minutes, search what it finds, and lower rooms what stands on their pages."""
        from wagtail.permissions import register_permission_policy

        from portal.access.policy import ScopedPolicy
        from portal.access.roles import Subject
        from portal.core.clock import register_daily, register_minutely
        from portal.core.public import register_showing
        from portal.core.registry import RecordKind, register_record_kind
        from portal.councils.models import SessionPage
        from portal.submissions.origins import register_origin

        from . import retention, sections
        from .annex_files import is_public_annex
        from .backlog import connect_backlog, place_backlog, review_backlog
        from .documents import MINUTES_KIND, minutes_documents, still_published
        from .models import Minutes
        from .said_origin import said_origin

        policy = ScopedPolicy(Minutes, Subject.AGENDA, "session__district", "session__neighbourhood")
        register_permission_policy(Minutes, policy)
        register_showing(is_public_annex)
        related = ("district", "neighbourhood")
        kind = RecordKind(MINUTES_KIND, SessionPage, _("Actas"), minutes_documents, still_published, related=related)
        register_record_kind(kind)
        sections.register()
        retention.register()
        connect_backlog()
        register_minutely(place_backlog)
        register_daily(review_backlog)
        register_origin(said_origin)
