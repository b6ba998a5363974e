from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "portal.uploads"
    verbose_name = "Archivos recibidos"

    def ready(self):
        """Tell the clock what is deleted each day."""
        from portal.core.clock import register_daily

        from .retention import purge_received_files

        register_daily(purge_received_files)
