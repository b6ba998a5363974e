from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PracticesConfig(AppConfig):
    name = "portal.practices"
    verbose_name = "Banco de experiencias"

    def ready(self):
        """Tell core what the bank has: a kind for search, sections for home and districts, and its history."""
        from portal.core.clock import register_daily
        from portal.core.registry import Kind, register_kind

        from . import history, retention, sections
        from .documents import practice_document
        from .models import PracticePage
        from .terms import load_terms

        related = ("district", "neighbourhood")
        register_kind(Kind("practice", PracticePage, _("Experiencias"), practice_document, related, load_terms))
        sections.register()
        history.connect()
        register_daily(retention.purge_contacts)
