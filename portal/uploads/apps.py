from django.apps import AppConfig


class UploadsConfig(AppConfig):
    name = "portal.uploads"
    verbose_name = "Archivos recibidos"
