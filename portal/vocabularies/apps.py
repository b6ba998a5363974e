"""Application configuration of the vocabularies."""

from django.apps import AppConfig
from django.db.models.signals import post_save
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
        from .known import forget_terms
        from .models import Term
        from .policy import TermPermissionPolicy

        register_permission_policy(Term, TermPermissionPolicy(Term))
        thesaurus.connect()
        post_save.connect(forget_terms, sender=Term, dispatch_uid="known-terms")
