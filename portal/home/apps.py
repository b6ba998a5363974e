from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "portal.home"
    verbose_name = "Inicio"

    def ready(self):
        """Tell core which pages of this app search holds."""
        from portal.core.registry import Kind, register_kind

        from .documents import content_document
        from .models import ContentPage

        register_kind(Kind("content", ContentPage, _("Páginas"), content_document, related=("district",)))
