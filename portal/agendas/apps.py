from django.apps import AppConfig


class AgendasConfig(AppConfig):
    name = "portal.agendas"
    verbose_name = "Agendas"

    def ready(self):
        """Register the agenda's sections, the rights of the weekly agenda, and what the clock prepares."""
        from wagtail.permissions import register_permission_policy

        from portal.access.policy import ScopedPolicy
        from portal.access.roles import Subject
        from portal.core.clock import register_daily
        from portal.core.task_queue import on_worker_death
        from portal.events.models.correction import register_telling

        from . import sections
        from .models import Recipient, WeeklyIssue
        from .weekly import waiting
        from .weekly.drafts import prepare_drafts
        from .weekly.mail import deliver, release_delivery
        from .weekly.personal_records import register_recipients
        from .weekly.publication import last_signed

        for model in (WeeklyIssue, Recipient):
            register_permission_policy(model, ScopedPolicy(model, Subject.AGENDA, "district"))
        sections.register()
        waiting.register()
        register_telling("weekly-agenda", last_signed)
        on_worker_death(deliver, release_delivery)
        register_daily(prepare_drafts)
        register_recipients()
