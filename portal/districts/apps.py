from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DistrictsConfig(AppConfig):
    name = "portal.districts"
    verbose_name = "Distritos"

    def ready(self):
        """Tell core what districts have: a kind for search, and their section of the home page."""
        from portal.core.registry import Kind, Section, register_kind, register_section

        from .documents import district_document
        from .models import DistrictPage
        from .sections import on_home

        register_kind(Kind("district", DistrictPage, _("Distritos"), district_document, related=("record",)))
        register_section(Section("home", "districts", "districts/sections/home.html", on_home, order=50))
