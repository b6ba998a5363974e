from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticesConfig(AppConfig):
    name = "portal.practices"
    verbose_name = "Banco de experiencias"

    def ready(self):
        """Tell core what the bank has: kinds for search, sections for home and districts, its history and its review."""
        from functools import partial

        from wagtail.permissions import register_permission_policy

        from portal.access.policy import ScopedPolicy
        from portal.access.roles import Subject
        from portal.core.clock import register_daily
        from portal.core.registry import Kind, register_kind
        from portal.core.task_queue import on_worker_death

        from . import history, reminders, retention, review, sections, waiting
        from .documents import practice_document, prefetch_practices
        from .dossiers import dossier_document
        from .importing.attempts import interrupt_step
        from .importing.retention import purge_imports
        from .importing.run_models import ImportRun
        from .importing.tasks import work
        from .models import DossierPage, PracticeContact, PracticePage
        from .personal_records import register_contacts_of_practices
        from .submission import registration

        policy = ScopedPolicy(PracticeContact, Subject.PERSONAL, "practice__district", "practice__neighbourhood")
        register_permission_policy(PracticeContact, policy)
        related = ("district", "neighbourhood")
        register_kind(Kind("practice", PracticePage, _("Experiencias"), practice_document, related, prefetch_practices))
        register_kind(Kind("dossier", DossierPage, _("Dosieres"), dossier_document))
        sections.register()
        waiting.register()
        history.connect()
        review.connect()
        register_daily(retention.purge_contacts)
        register_contacts_of_practices()
        on_worker_death(work, partial(interrupt_step, ImportRun))
        reminders.register()
        register_daily(purge_imports)
        register_daily(reminders.remind)
        registration.register()
