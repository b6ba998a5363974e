from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DistrictsConfig(AppConfig):
    name = "portal.districts"
    verbose_name = "Distritos"

    def ready(self):
        """Tell core what districts have: a kind for search, their section of the home page, and their teams' review."""
        from django.db.models.signals import post_save

        from portal.core.registry import (
            Kind,
            PageSection,
            RecordKind,
            register_kind,
            register_record_kind,
            register_section,
        )

        from . import neighbourhood_documents, policies, review
        from .documents import district_document
        from .models import DistrictPage
        from .opening import closing
        from .pages import my_district
        from .roles import on_district_page_saved
        from .sections import home_districts

        neighbourhoods = RecordKind(
            neighbourhood_documents.KIND,
            DistrictPage,
            _("Barrios"),
            neighbourhood_documents.neighbourhood_documents,
            neighbourhood_documents.present,
            related=("record",),
        )
        register_record_kind(neighbourhoods)
        neighbourhood_documents.connect()
        register_kind(Kind("district", DistrictPage, _("Distritos"), district_document, related=("record",)))
        mine = PageSection(
            "home", "my-district", "districts/sections/my_district.html", my_district.home_own_district, order=10
        )
        register_section(mine)
        finder = PageSection(
            "home-first", "finder", "districts/sections/finder.html", my_district.home_finder, order=20
        )
        register_section(finder)
        register_section(PageSection("home", "districts", "districts/sections/home.html", home_districts, order=50))
        post_save.connect(on_district_page_saved, sender=DistrictPage, dispatch_uid="district-team")
        review.connect()
        closing.connect()
        policies.register()
