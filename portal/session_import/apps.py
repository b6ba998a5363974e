from django.apps import AppConfig


class SessionImportConfig(AppConfig):
    name = "portal.session_import"
    verbose_name = "Importación de sesiones"
