from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "portal.core"
    verbose_name = "Lo común"

    def ready(self):
        """Make publishing whole, and connect what must follow every change of a page."""
        from . import atomic, checks, districts, facts, indexing  # noqa: F401

        atomic.make_publishing_atomic()
        facts.connect()
        districts.connect()
        indexing.connect()
