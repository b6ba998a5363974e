from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "portal.events"
    verbose_name = "Eventos"

    def ready(self):
        """Tell core what is found of events, and who may do what with their registrations."""
        from wagtail.permissions import register_permission_policy

        from portal.access.policy import ScopedPolicy
        from portal.access.roles import Subject
        from portal.core.clock import register_daily
        from portal.core.registry import Kind, register_kind

        from . import publication_log, registrations
        from .documents import event_document, prefetch_events
        from .models import EventPage, Registration
        from .personal_records import register_guests
        from .retention import purge_registrations

        policy = ScopedPolicy(Registration, Subject.PERSONAL, "event__district", "event__neighbourhood")
        register_permission_policy(Registration, policy)
        related = ("district", "neighbourhood", "venue")
        register_kind(Kind("event", EventPage, _("Eventos"), event_document, related=related, prepare=prefetch_events))
        register_daily(purge_registrations)
        register_guests()
        publication_log.connect()
        registrations.connect()
