"""Application configuration of the vocabularies."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VocabulariesConfig(AppConfig):
    """The vocabularies: terms, their words, their editing by the city curator."""

    name = "portal.vocabularies"
    label = "vocabularies"
    verbose_name = _("Vocabularios")

    def ready(self):
        """Register who may edit terms, and feed search with their words."""
        from wagtail.permissions import register_permission_policy

        from . import thesaurus
        from .models import Term
        from .policy import TermPermissionPolicy

        register_permission_policy(Term, TermPermissionPolicy(Term))
        thesaurus.connect()
