from django.apps import AppConfig


class OfflineFormsConfig(AppConfig):
    name = "portal.offline_forms"
    verbose_name = "Formularios sin señal"
