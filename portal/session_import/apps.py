from django.apps import AppConfig


class SessionImportConfig(AppConfig):
    name = "portal.session_import"
    verbose_name = "Importación de sesiones"

    def ready(self):
        """Tell the clock what is deleted each day."""
        from portal.core.clock import register_daily

        from .retention import purge_session_imports

        register_daily(purge_session_imports)
