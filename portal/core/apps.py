from django.apps import AppConfig
from django.db.models.signals import post_save


class CoreConfig(AppConfig):
    name = "portal.core"
    verbose_name = "Lo común"

    def ready(self):
        """Make publishing whole, and connect what must follow every change of a page."""
        from . import (
            context,
            dates,
            facts,
            indexing,
            language,  # noqa: F401 (its checks register themselves)
            page_tree,
            public_views,
            publication,
            translations,
        )
        from .models import CitySettings

        dates.read_dates_as_typed()
        publication.make_publishing_atomic()
        facts.connect()
        page_tree.connect()
        indexing.connect()
        translations.connect()
        public_views.autodiscover()
        post_save.connect(context.forget_city, sender=CitySettings, dispatch_uid="city-settings")
